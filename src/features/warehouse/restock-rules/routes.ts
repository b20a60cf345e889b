import type { Request, Response } from 'express'
import { dayOf, now } from '../../../lib/dates.ts'
import { actorOf } from '../../../web/auth.ts'
import { submit, versionOf } from '../../../web/form.ts'
import { listQuery } from '../../../web/list.ts'
import { answerList } from '../../../web/list-answer.ts'
import type { Door } from '../../../web/routing.ts'
import { get, post, reach } from '../../../web/routing.ts'
import { olderThan } from '../../../web/timeline.ts'
import { render } from '../../../web/views.ts'
import { historyOf } from '../../../work/history.ts'
import { figureOf } from '../stock-figures/queries.ts'
import { setRule } from './actions.ts'
import { RuleForm } from './forms.ts'
import { restockRules } from './noun.ts'
import { editPage, listPage } from './pages.ts'
import type { RuleRow } from './queries.ts'
import { PARTS, getRule, listRules, needOf } from './queries.ts'
import { showPage } from './show-page.ts'

const rule = reach(getRule)

export const routes: readonly Door[] = [
  get('/', 'list', list),
  get('/:id', 'see', rule(show)),
  get('/:id/edit', 'edit', rule(edit)),
  post('/:id', 'edit', rule(update)),
]

async function list(request: Request, response: Response): Promise<void> {
  const actor = actorOf(request)
  const query = listQuery(request)
  const filter = { part: query.oneOf('part', PARTS) ?? 'all', search: query.get('q') }
  const today = dayOf(now())
  await answerList(request, response, {
    noun: restockRules,
    rows: (cursor, size) => listRules(actor, filter, today, cursor, size),
    page: (rows) => listPage(query, rows),
  })
}

async function show(request: Request, response: Response, row: RuleRow): Promise<void> {
  const [need, figure, history] = await Promise.all([
    needOf(row.id, dayOf(now())),
    figureOf(row.id),
    historyOf(restockRules.key, row.id, olderThan(request)),
  ])
  render(response, 'pages/record', showPage(actorOf(request), row, { need, figure, history }))
}

function edit(_request: Request, response: Response, row: RuleRow): void {
  render(response, 'pages/form', editPage(row))
}

async function update(request: Request, response: Response, row: RuleRow): Promise<void> {
  await submit(request, response, {
    form: RuleForm,
    act: async (input, act) => {
      await setRule(act, { ...row, version: versionOf(request) }, input)
      return { to: `/warehouse/restock-rules/${row.id}`, notice: '已保存，下次计算补货时生效。' }
    },
    again: (typed, status) => render(response, 'pages/form', editPage(row, typed, status === 409), status),
  })
}
