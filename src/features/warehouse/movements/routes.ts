import type { Request, Response } from 'express'
import { parseDay } from '../../../lib/dates.ts'
import { actorOf } from '../../../web/auth.ts'
import { listQuery } from '../../../web/list.ts'
import { answerList } from '../../../web/list-answer.ts'
import type { Door } from '../../../web/routing.ts'
import { get } from '../../../web/routing.ts'
import { movements } from './noun.ts'
import { listPage } from './pages.ts'
import { listMovements } from './queries.ts'
import { REASONS } from '../stock/reasons.ts'

export const routes: readonly Door[] = [get('/', 'list', list)]

async function list(request: Request, response: Response): Promise<void> {
  const actor = actorOf(request)
  const query = listQuery(request)
  const filter = {
    sku: query.get('sku'),
    location: query.get('location'),
    reason: query.oneOf('reason', REASONS),
    paper: query.get('paper'),
    person: query.get('person'),
    from: parseDay(query.get('from') ?? '') ?? undefined,
    to: parseDay(query.get('to') ?? '') ?? undefined,
  }
  await answerList(request, response, {
    noun: movements,
    rows: (cursor, size) => listMovements(actor, filter, cursor, size),
    page: (rows) => listPage(query, rows),
  })
}
