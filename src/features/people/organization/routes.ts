import type { Request, Response } from 'express'
import type { Position } from '../../../actor.ts'
import { POSITIONS } from '../../../actor.ts'
import { NotFound } from '../../../errors.ts'
import { actorOf } from '../../../web/auth.ts'
import { submit, versionOf } from '../../../web/form.ts'
import type { Door } from '../../../web/routing.ts'
import { get, post } from '../../../web/routing.ts'
import { render } from '../../../web/views.ts'
import { listServing } from '../staff/queries.ts'
import { rewriteGuide } from './actions.ts'
import { GuideForm } from './forms.ts'
import { allGuidesPage, chartPage, editPage, minePage } from './pages.ts'
import type { PositionGuide } from './queries.ts'
import { guidesOf } from './queries.ts'

export const routes: readonly Door[] = [
  get('/', 'list', chart),
  get('/mine', 'mine', mine),
  get('/guides', 'guides', guides),
  get('/guides/:position/edit', 'edit-guide', edit),
  post('/guides/:position', 'edit-guide', update),
]

async function chart(request: Request, response: Response): Promise<void> {
  render(response, 'people/organization/chart', chartPage(await listServing(actorOf(request))))
}

async function mine(request: Request, response: Response): Promise<void> {
  const actor = actorOf(request)
  const positions = [
    actor.position,
    ...POSITIONS.filter((one) => one !== actor.position && actor.duties.has(one)),
  ]
  render(response, 'people/organization/guides', minePage(actor, await guidesOf(positions)))
}

async function guides(request: Request, response: Response): Promise<void> {
  render(response, 'people/organization/guides', allGuidesPage(actorOf(request), await guidesOf(POSITIONS)))
}

async function edit(request: Request, response: Response): Promise<void> {
  render(response, 'pages/form', editPage(await guideAt(request)))
}

async function update(request: Request, response: Response): Promise<void> {
  const guide = await guideAt(request)
  await submit(request, response, {
    form: GuideForm,
    act: async ({ responsibilities }, act) => {
      await rewriteGuide(act, guide.position, responsibilities, versionOf(request))
      return { to: '/people/organization/guides', notice: '岗位职责已保存。' }
    },
    again: (typed, status) => render(response, 'pages/form', editPage(guide, typed, status === 409), status),
  })
}

/** @throws NotFound for an address that names no position */
async function guideAt(request: Request): Promise<PositionGuide> {
  const position = POSITIONS.find((one): one is Position => one === request.params['position'])
  const [guide] = position ? await guidesOf([position]) : []
  if (!guide) throw new NotFound()
  return guide
}
