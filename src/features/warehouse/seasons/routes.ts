import type { Request, Response } from 'express'
import { actorOf } from '../../../web/auth.ts'
import { submit, versionOf } from '../../../web/form.ts'
import { listQuery } from '../../../web/list.ts'
import { answerList } from '../../../web/list-answer.ts'
import type { Door } from '../../../web/routing.ts'
import { get, post, reach } from '../../../web/routing.ts'
import { olderThan } from '../../../web/timeline.ts'
import { render } from '../../../web/views.ts'
import { historyOf } from '../../../work/history.ts'
import { setSeason } from './actions.ts'
import { SeasonForm } from './forms.ts'
import { seasons } from './noun.ts'
import { editPage, listPage, showPage } from './pages.ts'
import type { Season } from './policy.ts'
import { getSeason, listSeasons } from './queries.ts'

const season = reach(getSeason)

export const routes: readonly Door[] = [
  get('/', 'list', list),
  get('/:id', 'see', season(show)),
  get('/:id/edit', 'edit', season(edit)),
  post('/:id', 'edit', season(update)),
]

async function list(request: Request, response: Response): Promise<void> {
  const actor = actorOf(request)
  const query = listQuery(request)
  await answerList(request, response, {
    noun: seasons,
    rows: (cursor, size) => listSeasons(actor, cursor, size),
    page: (rows) => listPage(query, rows),
  })
}

async function show(request: Request, response: Response, row: Season): Promise<void> {
  const history = await historyOf(seasons.key, row.id, olderThan(request))
  render(response, 'pages/record', showPage(actorOf(request), row, history))
}

function edit(_request: Request, response: Response, row: Season): void {
  render(response, 'pages/form', editPage(row))
}

async function update(request: Request, response: Response, row: Season): Promise<void> {
  await submit(request, response, {
    form: SeasonForm,
    act: async ({ percents }, act) => {
      await setSeason(act, { ...row, version: versionOf(request) }, percents)
      return { to: `/warehouse/seasons/${row.id}`, notice: '已保存。' }
    },
    again: (typed, status) => render(response, 'pages/form', editPage(row, typed, status === 409), status),
  })
}
