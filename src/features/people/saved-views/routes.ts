import type { Request, Response } from 'express'
import { actorOf } from '../../../web/auth.ts'
import { actOf, submit } from '../../../web/form.ts'
import { answerList } from '../../../web/list-answer.ts'
import { done } from '../../../web/notice.ts'
import type { Door } from '../../../web/routing.ts'
import { get, post, reach } from '../../../web/routing.ts'
import { render } from '../../../web/views.ts'
import { removeView, saveView } from './actions.ts'
import { ViewForm } from './forms.ts'
import { savedViews } from './noun.ts'
import { addressOf, listPage, savePage } from './pages.ts'
import type { SavedView } from './policy.ts'
import { getView, listViews } from './queries.ts'

const view = reach(getView)

export const routes: readonly Door[] = [
  get('/', 'list', list),
  post('/', 'create', save),
  post('/:id/remove', 'remove', view(remove)),
]

async function list(request: Request, response: Response): Promise<void> {
  const actor = actorOf(request)
  await answerList(request, response, {
    noun: savedViews,
    rows: async () => ({ rows: await listViews(actor) }),
    page: (rows) => listPage(rows),
  })
}

async function save(request: Request, response: Response): Promise<void> {
  await submit(request, response, {
    form: ViewForm,
    act: async (input, act) => {
      await saveView(act, input)
      return { to: addressOf(input), notice: `视图“${input.name}”已保存。` }
    },
    again: (typed, status) => render(response, 'pages/form', savePage(typed), status),
  })
}

async function remove(request: Request, response: Response, row: SavedView): Promise<void> {
  await removeView(actOf(request), row)
  done(request, response, addressOf(row), `视图“${row.name}”已删除。`)
}
