import type { Request, Response, Router } from 'express'
import { Router as createRouter } from 'express'
import type { Actor } from '../../../actor.ts'
import { holds } from '../../../actor.ts'
import { now } from '../../../lib/dates.ts'
import { actorOf, signedInOf } from '../../../web/auth.ts'
import type { Entry } from '../../../web/departments.ts'
import type { HomeFigures } from '../../../web/figures.ts'
import { listQuery } from '../../../web/list.ts'
import { demandSignedIn } from '../../../web/routing.ts'
import { render } from '../../../web/views.ts'
import { listNotices } from '../notices/queries.ts'
import type { Subjects } from '../work-items/pages.ts'
import { subjectKey } from '../work-items/pages.ts'
import type { Whose, WorkItemRow } from '../work-items/queries.ts'
import { listLines, teamLoad } from '../work-items/queries.ts'
import type { HomeData } from './pages.ts'
import { homePage } from './pages.ts'

/** How much of the inbox 工作台 shows. */
const NOTICES = 8

/** 工作台 at `/`. */
export function homeRoutes(entries: readonly Entry[], figures: readonly HomeFigures[]): Router {
  const router = createRouter()
  const bulk = entries.flatMap(({ noun, list }) => (list ? [noun.key] : []))
  router.get('/', demandSignedIn, async (request: Request, response: Response) => {
    const actor = actorOf(request)
    const at = now()
    const whose: Whose = listQuery(request).oneOf('whose', ['team']) ?? 'own'
    const [lines, { rows: notices }, team, ...numbers] = await Promise.all([
      listLines(actor, whose, bulk, at),
      listNotices(actor, undefined, NOTICES),
      whose === 'team' ? teamLoad(actor, at) : [],
      ...figures.filter(({ duties }) => holds(actor, ...duties)).map((figure) => figure.read(actor, at)),
    ])
    const subjects = await subjectsOf(entries, actor, lines)
    const data = {
      whose,
      lines,
      subjects,
      figures: numbers.flat(),
      notices,
      team,
      listOf: listOf(entries),
      enrolBy: signedInOf(request)?.enrolBy ?? null,
    }
    render(response, 'home', homePage(actor, data, at))
  })
  return router
}

/** Where many records of one noun and kind are dealt with together; lines stand for many only where there's a list. */
function listOf(entries: readonly Entry[]): HomeData['listOf'] {
  return ({ noun, kind }) => entries.find((entry) => entry.noun.key === noun)?.list?.(kind) ?? `/${noun}`
}

/** The records that items are about: one statement per noun, however many items. */
async function subjectsOf(
  entries: readonly Entry[],
  actor: Actor,
  items: readonly WorkItemRow[],
): Promise<Subjects> {
  const found = await Promise.all(
    entries.map(async ({ noun, find }) => {
      const ids = items.filter((item) => item.noun === noun.key).map((item) => item.subjectId)
      if (!find || ids.length === 0) return []
      const rows = await find(actor, ids)
      return rows.map((row) => [subjectKey({ noun: noun.key, subjectId: row.id }), row] as const)
    }),
  )
  return new Map(found.flat())
}
