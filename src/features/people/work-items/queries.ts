import type { Actor } from '../../../actor.ts'
import { db } from '../../../database/client.ts'
import { NotFound } from '../../../errors.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import { moment, addDays, dayOf } from '../../../lib/dates.ts'
import type { Page } from '../../../lib/paging.ts'
import { COUNT_LIMIT, PAGE_SIZE, pageOf, readCursor } from '../../../lib/paging.ts'
import { inOwnList } from '../../../work/items.ts'
import type { WorkItem } from './policy.ts'
import { inTeam, visibleTo } from './policy.ts'

/** An item with the name of its owner. Items have no version of their own: they change with their records. */
export interface WorkItemRow extends WorkItem {
  ownerName: string | null
  version: number
}

const select = Prisma.sql`
  SELECT w.id, w.noun, w.subject_id AS "subjectId", w.kind, w.title, w.shop_id AS "shopId", w.owner_id AS "ownerId",
    w.duty, w.opened_at AS "openedAt", w.claimed_at AS "claimedAt", w.due_at AS "dueAt", w.remind_at AS "remindAt",
    w.escalated_at AS "escalatedAt", w.closed_at AS "closedAt", w.closed_by_id AS "closedById", w.outcome,
    o.name AS "ownerName", 0 AS version
  FROM work_items w LEFT JOIN people o ON o.id = w.owner_id`

/** Stands for no deadline in the sort key. */
const FAR = moment('9999-12-31')

/** Whose list: one's own, or the team's. */
export type Whose = 'own' | 'team'

function whose(actor: Actor, list: Whose): Prisma.Sql {
  if (actor.kind === 'system') return Prisma.sql`TRUE`
  return list === 'own' ? inOwnList(actor) : inTeam(actor)
}

/** Open items by deadline, the ones without a deadline last. */
export async function listWorkItems(
  actor: Actor,
  list: Whose,
  cursorText?: string,
  size = PAGE_SIZE,
): Promise<Page<WorkItemRow>> {
  const cursor = readCursor(cursorText, ['moment', 'number'])
  const key = Prisma.sql`(coalesce(w.due_at, ${FAR}), w.id)`
  const there =
    cursor &&
    Prisma.sql`AND ${key} ${cursor.direction === 'after' ? Prisma.sql`>` : Prisma.sql`<`} (${cursor.key[0]}, ${cursor.key[1]})`
  const order = cursor?.direction === 'before' ? Prisma.sql`DESC` : Prisma.sql`ASC`
  const rows = await db.$queryRaw<WorkItemRow[]>`
    ${select} WHERE w.closed_at IS NULL AND ${whose(actor, list)} ${there ?? Prisma.empty}
    ORDER BY coalesce(w.due_at, ${FAR}) ${order}, w.id ${order} LIMIT ${size + 1}`
  return pageOf(rows, size, (row) => [row.dueAt ?? FAR, row.id], cursor)
}

/** A line of 工作台: an item, or the first of many that ask the same of the same people. */
export interface WorkLine extends WorkItemRow {
  /** How many items are like this one. */
  alike: number
  /** How many items are as urgent as this one. */
  asUrgent: number
}

/** Up to so many items of one kind stand by themselves; more are one line, so that a day's parcels don't hide the rest. */
export const APART = 3

/**
 * Open items by deadline as lines, with their counts: overdue, due today (Shanghai), later or without deadline. Bounded.
 * @param bulk nouns that are dealt with in bulk: their items of one kind, urgency and owner stand together
 */
export function listLines(actor: Actor, list: Whose, bulk: readonly string[], at: Date): Promise<WorkLine[]> {
  const tomorrow = moment(addDays(dayOf(at), 1))
  return db.$queryRaw<WorkLine[]>`
    SELECT lines.* FROM (
      SELECT i.*, CASE WHEN noun = ANY(${[...bulk]}) THEN (count(*) OVER same)::int ELSE 1 END AS alike, row_number() OVER (same ORDER BY i."dueAt", i.id) AS place,
        (count(*) OVER (PARTITION BY urgency))::int AS "asUrgent"
      FROM (SELECT open.*, CASE WHEN "dueAt" < ${at} THEN 0 WHEN "dueAt" < ${tomorrow} THEN 1 ELSE 2 END AS urgency
            FROM (${select} WHERE w.closed_at IS NULL AND ${whose(actor, list)}
                  ORDER BY coalesce(w.due_at, ${FAR}), w.id LIMIT ${COUNT_LIMIT + 1}) AS open) AS i
      WINDOW same AS (PARTITION BY i.noun, i.kind, i."ownerId", i.duty, urgency)
    ) AS lines
    WHERE alike <= ${APART} OR place = 1
    ORDER BY coalesce("dueAt", ${FAR}), id LIMIT ${PAGE_SIZE}`
}

/** How one person of the team stands. */
export interface TeamLoad {
  id: number
  name: string
  position: string
  open: number
  overdue: number
}

/** Everybody below the actor with open and overdue items, those with most overdue first; at most 100. */
export function teamLoad(actor: Actor, at: Date): Promise<TeamLoad[]> {
  if (actor.kind === 'system' || actor.reports.size === 0) return Promise.resolve([])
  return db.$queryRaw<TeamLoad[]>`
    SELECT p.id, p.name, a.position, count(w.id)::int AS open,
      (count(w.id) FILTER (WHERE w.due_at < ${at}))::int AS overdue
    FROM people p JOIN assignments a ON a.person_id = p.id AND a.ends_at IS NULL
      LEFT JOIN work_items w ON w.owner_id = p.id AND w.closed_at IS NULL
    WHERE p.id = ANY(${[...actor.reports]}) AND p.state = 'ACTIVE'
    GROUP BY p.id, p.name, a.position ORDER BY overdue DESC, open DESC, p.id LIMIT 100`
}

/** @throws NotFound for an item that isn't there, is closed, or isn't for the actor's eyes */
export async function getWorkItem(actor: Actor, id: number): Promise<WorkItemRow> {
  const [row] = await db.$queryRaw<WorkItemRow[]>`${select} WHERE w.id = ${id} AND ${visibleTo(actor)}`
  if (!row) throw new NotFound()
  return row
}
