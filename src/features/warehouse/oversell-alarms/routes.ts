import type { Request, Response } from 'express'
import { actorOf } from '../../../web/auth.ts'
import { listQuery } from '../../../web/list.ts'
import { answerList } from '../../../web/list-answer.ts'
import { moveDoor } from '../../../web/move-route.ts'
import type { Door } from '../../../web/routing.ts'
import { get, reach } from '../../../web/routing.ts'
import { olderThan } from '../../../web/timeline.ts'
import { render } from '../../../web/views.ts'
import { historyOf } from '../../../work/history.ts'
import { shopOptions } from '../../people/shops/queries.ts'
import { moveAlarm } from './actions.ts'
import { oversellAlarms } from './noun.ts'
import { listPage, showPage } from './pages.ts'
import type { AlarmRow } from './queries.ts'
import { PARTS, codesFor, countParts, getAlarm, listAlarms } from './queries.ts'

const alarm = reach(getAlarm)

export const routes: readonly Door[] = [
  get('/', 'list', list),
  get('/:id', 'see', alarm(show)),
  moveDoor(oversellAlarms, alarm, moveAlarm),
]

async function list(request: Request, response: Response): Promise<void> {
  const actor = actorOf(request)
  const query = listQuery(request)
  const filter = {
    part: query.oneOf('part', PARTS) ?? 'open',
    search: query.get('q'),
    shopId: query.id('shop'),
  }
  await answerList(request, response, {
    noun: oversellAlarms,
    rows: (cursor, size) => listAlarms(actor, filter, cursor, size),
    beside: () => Promise.all([countParts(actor), shopOptions(actor)]),
    page: (rows, [counts, shops]) => listPage(query, rows, counts, shops),
  })
}

async function show(request: Request, response: Response, row: AlarmRow): Promise<void> {
  const [codes, history] = await Promise.all([
    codesFor(row),
    historyOf(oversellAlarms.key, row.id, olderThan(request)),
  ])
  render(response, 'pages/record', showPage(actorOf(request), row, codes, history))
}
