import type { Actor } from '../../../actor.ts'
import { db } from '../../../database/client.ts'
import type { KeyColumn, Orders } from '../../../database/keyset.ts'
import { keyPage } from '../../../database/keyset.ts'
import { NotFound } from '../../../errors.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import { moment, addDays, dayOf } from '../../../lib/dates.ts'
import type { Page, Sorting } from '../../../lib/paging.ts'
import { COUNT_LIMIT, PAGE_SIZE } from '../../../lib/paging.ts'
import { containing } from '../../../lib/search.ts'
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

/** Whose list: one's own, or the team's. */
export type Whose = 'own' | 'team'

function whose(actor: Actor, list: Whose): Prisma.Sql {
  if (actor.kind === 'system') return Prisma.sql`TRUE`
  return list === 'own' ? inOwnList(actor) : inTeam(actor)
}

const id: KeyColumn<WorkItemRow> = { sql: Prisma.sql`w.id`, kind: 'number', of: (row) => row.id }
/** What the list can be sorted by. What has no deadline comes last. Bounded: open work of one person or team. */
export const ORDERS = {
  due: [
    {
      sql: Prisma.sql`w.due_at`,
      kind: 'moment?',
      of: (row) => row.dueAt,
      absent: Prisma.sql`'infinity'::timestamptz`,
    },
    id,
  ],
  opened: [{ sql: Prisma.sql`w.opened_at`, kind: 'moment', of: (row) => row.openedAt }, id],
} satisfies Orders<WorkItemRow>

/** The most urgent first. */
export const USUAL: Sorting<keyof typeof ORDERS> = { by: 'due', descending: false }

export interface WorkItemFilter {
  /** Part of the title. */
  search?: string
  /** What the items are about. */
  noun?: string
  shopId?: number
  /** Only what was due before this moment. */
  dueBefore?: Date
  sorting?: Sorting<keyof typeof ORDERS>
}

/** A page of open items. `size` is larger for exports only. */
export function listWorkItems(
  actor: Actor,
  list: Whose,
  { search, noun, shopId, dueBefore, sorting = USUAL }: WorkItemFilter = {},
  cursor?: string,
  size = PAGE_SIZE,
): Promise<Page<WorkItemRow>> {
  const conditions = [Prisma.sql`w.closed_at IS NULL`, whose(actor, list)]
  if (search) conditions.push(Prisma.sql`w.title LIKE ${containing(search)}`)
  if (noun) conditions.push(Prisma.sql`w.noun = ${noun}`)
  if (shopId) conditions.push(Prisma.sql`w.shop_id = ${shopId}`)
  if (dueBefore) conditions.push(Prisma.sql`w.due_at < ${dueBefore}`)
  return keyPage<WorkItemRow>(
    ORDERS[sorting.by],
    sorting.descending,
    { cursor, size },
    (cut) => db.$queryRaw<WorkItemRow[]>`
      ${select} WHERE ${Prisma.join(conditions, ' AND ')} ${cut.beyond} ${cut.order} ${cut.limit}`,
  )
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
                  ORDER BY w.due_at, w.id LIMIT ${COUNT_LIMIT + 1}) AS open) AS i
      WINDOW same AS (PARTITION BY i.noun, i.kind, i."ownerId", i.duty, urgency)
    ) AS lines
    WHERE alike <= ${APART} OR place = 1
    ORDER BY "dueAt", id LIMIT ${PAGE_SIZE}`
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
