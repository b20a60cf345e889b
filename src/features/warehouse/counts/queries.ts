import type { Actor } from '../../../actor.ts'
import type { Tx } from '../../../database/client.ts'
import { db } from '../../../database/client.ts'
import { countEach } from '../../../database/count-each.ts'
import type { KeyColumn, Orders } from '../../../database/keyset.ts'
import { keyPage } from '../../../database/keyset.ts'
import { NotFound } from '../../../errors.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import type { Page, Sorting } from '../../../lib/paging.ts'
import { PAGE_SIZE } from '../../../lib/paging.ts'
import { beginning } from '../../../lib/search.ts'
import type { CountPlaceState } from '../../../generated/prisma/enums.ts'
import { countersAt, mustBeAnother } from './counters.ts'
import { placeAt } from './places.ts'
import type { Count, CountedCount } from './policy.ts'
import { visibleTo } from './policy.ts'

/** A count with how far it is. */
export interface CountRow extends CountedCount {
  planner: string | null
  counters: string[]
  places: number
  /** Locations counted and not to be counted again. */
  done: number
}

const select = Prisma.sql`
  SELECT c.id, c.number, c.scope, c.chosen, c.seed, c.note, c.state, c.due_at AS "dueAt",
    c.created_by_id AS "createdById", c.finished_at AS "finishedAt", c.posted_at AS "postedAt", c.version,
    c.created_at AS "createdAt", planner.name AS planner, by.ids AS "counterIds", by.names AS counters,
    at.places, at.done
  FROM counts c LEFT JOIN people planner ON planner.id = c.created_by_id
    CROSS JOIN LATERAL (SELECT count(*)::int AS places, (count(*) FILTER (WHERE p.state = 'COUNTED'))::int AS done
      FROM count_places p WHERE p.count_id = c.id) AS at
    CROSS JOIN LATERAL (
      SELECT coalesce(array_agg(n.id ORDER BY n.id), '{}') AS ids, coalesce(array_agg(n.name ORDER BY n.id), '{}') AS names
      FROM people n WHERE n.id IN (SELECT t.person_id FROM count_turns t JOIN count_places p ON p.id = t.place_id
        WHERE p.count_id = c.id AND t.finished_at IS NOT NULL)) AS by`

export const STATES = ['COUNTING', 'REVIEW', 'POSTED', 'VOID'] as const

export interface CountFilter {
  state?: Count['state']
  /** Beginning of the number, or a location's code. */
  search?: string
  sorting?: Sorting<keyof typeof ORDERS>
}

function where(actor: Actor, { state, search }: CountFilter): Prisma.Sql {
  const conditions = [visibleTo(actor)]
  if (state) conditions.push(Prisma.sql`c.state = ${state}::"CountState"`)
  if (search) {
    const code = search.toUpperCase()
    conditions.push(Prisma.sql`(c.number LIKE ${beginning(code)} OR EXISTS (SELECT 1 FROM count_places p
      JOIN locations l ON l.id = p.location_id WHERE p.count_id = c.id AND l.code = ${code}))`)
  }
  return Prisma.join(conditions, ' AND ')
}

const id: KeyColumn<CountRow> = { sql: Prisma.sql`c.id`, kind: 'number', of: (row) => row.id }
/** What the list can be sorted by. */
export const ORDERS = {
  number: [id],
  due: [{ sql: Prisma.sql`c.due_at`, kind: 'moment', of: (row) => row.dueAt }, id],
} satisfies Orders<CountRow>

/** Newest first. */
export const USUAL: Sorting<keyof typeof ORDERS> = { by: 'number', descending: true }

/** A page of counts. `size` is larger for exports only. */
export function listCounts(
  actor: Actor,
  filter: CountFilter,
  cursor?: string,
  size = PAGE_SIZE,
): Promise<Page<CountRow>> {
  const { by, descending } = filter.sorting ?? USUAL
  return keyPage<CountRow>(
    ORDERS[by],
    descending,
    { cursor, size },
    (cut) => db.$queryRaw<CountRow[]>`
      ${select} WHERE ${where(actor, filter)} ${cut.beyond} ${cut.order} ${cut.limit}`,
  )
}

/** How many counts are in each state, one more than `COUNT_LIMIT` at most. */
export function countStates(actor: Actor): Promise<Record<Count['state'], number>> {
  return countEach(
    STATES,
    (state) => Prisma.sql`counts c WHERE ${visibleTo(actor)} AND c.state = ${state}::"CountState"`,
  )
}

/** @throws NotFound for a count that isn't there */
export async function getCount(actor: Actor, id: number, tx: Pick<Tx, '$queryRaw'> = db): Promise<CountRow> {
  const [row] = await tx.$queryRaw<CountRow[]>`${select} WHERE c.id = ${id} AND ${visibleTo(actor)}`
  if (!row) throw new NotFound()
  return row
}

/** The visible ones of some counts. */
export function findCounts(actor: Actor, ids: readonly number[]): Promise<CountRow[]> {
  return db.$queryRaw<CountRow[]>`${select} WHERE c.id = ANY(${[...ids]}::int[]) AND ${visibleTo(actor)}`
}

/** How far the counting of a location is, as somebody sees it who is about to count there. */
export interface PlaceToCount {
  readonly state: CountPlaceState
  /** Who counts there now. */
  readonly counterId: number | null
  readonly counter: string | null
  /** Whether the recount must be another's. */
  readonly another: boolean
}

/** The location's place in an open count; null where none is to be counted. */
export async function placeToCount(
  tx: Tx,
  locationId: number,
  personId: number,
  at: Date,
): Promise<PlaceToCount | null> {
  const place = await placeAt(tx, locationId)
  if (place?.countState !== 'COUNTING') return null
  const { state, counterId, counter, earlierIds } = place
  const own = earlierIds.includes(personId) && state !== 'COUNTED'
  const another = own && mustBeAnother(await countersAt(at, tx), earlierIds, personId)
  return { state, counterId, counter, another }
}
