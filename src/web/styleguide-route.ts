import type { Router } from 'express'
import { Router as createRouter } from 'express'
import { holds } from '../actor.ts'
import { Forbidden } from '../errors.ts'
import { actorOf } from './auth.ts'
import { demandSignedIn } from './routing.ts'
import { printSamplePage, styleguidePage } from './styleguide.ts'
import { render } from './views.ts'

/** `/styleguide`: every component in all its states, for the owner; `/styleguide/print` shows them on paper. */
export function styleguide(): Router {
  const router = createRouter()
  router.use('/styleguide', demandSignedIn, (request, _response, next) => {
    if (!holds(actorOf(request), 'OWNER'))
      throw new Forbidden('组件样张只给系统管理员看。', '店铺负责人', ['OWNER'])
    next()
  })
  router.get('/styleguide', (_request, response) => render(response, 'styleguide', styleguidePage()))
  router.get('/styleguide/print', (_request, response) => {
    render(response, 'styleguide-print', printSamplePage())
  })
  return router
}
