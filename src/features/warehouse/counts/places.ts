import type { Tx } from '../../../database/client.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import type { CountPlaceState, CountState } from '../../../generated/prisma/enums.ts'
import type { OpenAct } from '../../../work/act.ts'

/** A location of an open count, with whoever counts it now. */
export interface Place {
  readonly id: number
  readonly countId: number
  readonly count: string
  readonly countState: CountState
  readonly locationId: number
  readonly location: string
  readonly state: CountPlaceState
  readonly turnId: number | null
  readonly counterId: number | null
  readonly counter: string | null
  readonly startedAt: Date | null
  /** Turns that came to their end. */
  readonly rounds: number
  /** Everybody who has counted it to the end. */
  readonly earlierIds: readonly number[]
}

/** The same as `placeAt`, locked until the transaction ends. */
export async function lockPlace(act: OpenAct, locationId: number): Promise<Place | undefined> {
  await act.tx.$queryRaw`
    SELECT id FROM count_places WHERE location_id = ${locationId} AND closed_at IS NULL FOR UPDATE`
  return placeAt(act.tx, locationId)
}

/** The place of an open count at a location; undefined when no count is there. */
export async function placeAt(tx: Tx, locationId: number): Promise<Place | undefined> {
  const [place] = await tx.$queryRaw<Place[]>`
    SELECT p.id, p.count_id AS "countId", c.number AS count, c.state AS "countState", p.location_id AS "locationId",
      l.code AS location, p.state, t.id AS "turnId", t.person_id AS "counterId", n.name AS counter,
      t.started_at AS "startedAt", done.rounds, done.ids AS "earlierIds"
    FROM count_places p JOIN counts c ON c.id = p.count_id JOIN locations l ON l.id = p.location_id
      LEFT JOIN count_turns t ON t.place_id = p.id AND t.finished_at IS NULL AND t.abandoned_at IS NULL
      LEFT JOIN people n ON n.id = t.person_id
      CROSS JOIN LATERAL (SELECT count(*)::int AS rounds, coalesce(array_agg(person_id), '{}') AS ids
        FROM count_turns d WHERE d.place_id = p.id AND d.finished_at IS NOT NULL) AS done
    WHERE p.location_id = ${locationId} AND p.closed_at IS NULL`
  return place
}

/** Which of some SKUs aren't to be counted at a place: in a recount, all but what differed. */
export async function unasked(act: OpenAct, place: Place, skuIds: readonly number[]): Promise<number[]> {
  const asked =
    place.rounds > 0
      ? Prisma.sql`EXISTS (SELECT 1 FROM count_lines WHERE place_id = ${place.id} AND sku_id = s.id AND recount)`
      : Prisma.sql`(NOT EXISTS (SELECT 1 FROM count_skus WHERE count_id = ${place.countId})
          OR EXISTS (SELECT 1 FROM count_skus WHERE count_id = ${place.countId} AND sku_id = s.id))`
  const rows = await act.tx.$queryRaw<{ id: number }[]>`
    SELECT s.id FROM unnest(${[...skuIds]}::int[]) AS s(id) WHERE NOT ${asked}`
  return rows.map(({ id }) => id)
}
