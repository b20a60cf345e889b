import type { Request, Response } from 'express'
import { actorOf } from '../../../web/auth.ts'
import { answerList } from '../../../web/list-answer.ts'
import { submit, versionOf } from '../../../web/form.ts'
import type { Typed } from '../../../web/parts.ts'
import type { Door } from '../../../web/routing.ts'
import { get, post } from '../../../web/routing.ts'
import { olderThan } from '../../../web/timeline.ts'
import { render } from '../../../web/views.ts'
import { historyOf } from '../../../work/history.ts'
import { setParameter } from './actions.ts'
import { parameterForm } from './forms.ts'
import { parameters } from './noun.ts'
import { editPage, listPage } from './pages.ts'
import type { ParameterRow } from './queries.ts'
import { getParameter, listParameters } from './queries.ts'

export const routes: readonly Door[] = [
  get('/', 'list', list),
  get('/:key/edit', 'edit', edit),
  post('/:key', 'edit', update),
]

async function list(request: Request, response: Response): Promise<void> {
  await answerList(request, response, {
    noun: parameters,
    rows: async () => ({ rows: await listParameters() }),
    page: (rows) => listPage(actorOf(request), rows),
  })
}

async function edit(request: Request, response: Response): Promise<void> {
  await show(request, response, await getParameter(String(request.params['key'])))
}

async function update(request: Request, response: Response): Promise<void> {
  const row = await getParameter(String(request.params['key']))
  await submit(request, response, {
    form: parameterForm(row.definition),
    act: async ({ value, remark }, act) => {
      await setParameter(act, row.definition, value, versionOf(request), remark)
      return { to: '/people/parameters', notice: `“${row.definition.label}”已保存。` }
    },
    again: (typed, status) => show(request, response, row, typed, status),
  })
}

async function show(
  request: Request,
  response: Response,
  row: ParameterRow,
  typed?: Typed,
  status = 200,
): Promise<void> {
  const history = row.id === null ? [] : await historyOf(parameters.key, row.id, olderThan(request))
  render(response, 'people/parameters/edit', editPage(row, history, typed), status)
}
