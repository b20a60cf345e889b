import type { Tx } from '../../../../database/client.ts'
import type { TallyInHand, TurnInHand } from '../interpret/context.ts'

export interface TallyRow extends TallyInHand {
  readonly code: string
  readonly color: string | null
  readonly size: string | null
}

export interface TurnRow extends TurnInHand {
  /** What was found so far, the last found first. No word of what the book says. */
  readonly tallies: readonly TallyRow[]
  /** Goods of a recount, by name; empty when everything is to be counted. */
  readonly asked: readonly { skuId: number; code: string; name: string }[]
}

/** The location that this person is counting; null when the turn is over or somebody else's. */
export async function readTurn(tx: Tx, id: number, personId: number): Promise<TurnRow | null> {
  const [head] = await tx.$queryRaw<Omit<TurnRow, 'tallies' | 'only'>[]>`
    SELECT t.id, p.location_id AS "locationId", l.code AS location, c.number, t.round,
      coalesce((SELECT json_agg(json_build_object('skuId', s.id, 'code', s.code,
          'name', concat_ws(' ', g.name, s.color, s.size)) ORDER BY s.code)
        FROM skus s JOIN products g ON g.id = s.product_id
        WHERE CASE WHEN t.round > 1
          THEN s.id IN (SELECT sku_id FROM count_lines WHERE place_id = p.id AND recount)
          ELSE s.id IN (SELECT sku_id FROM count_skus WHERE count_id = c.id) END), '[]') AS asked
    FROM count_turns t JOIN count_places p ON p.id = t.place_id JOIN counts c ON c.id = p.count_id
      JOIN locations l ON l.id = p.location_id
    WHERE t.id = ${id} AND t.person_id = ${personId} AND t.finished_at IS NULL AND t.abandoned_at IS NULL`
  if (!head) return null
  const tallies = await tx.$queryRaw<TallyRow[]>`
    SELECT y.sku_id AS "skuId", y.quantity, s.code, g.name, s.color, s.size
    FROM count_tallies y JOIN skus s ON s.id = y.sku_id JOIN products g ON g.id = s.product_id
    WHERE y.turn_id = ${id} AND y.quantity > 0 ORDER BY y.last_at DESC, s.code`
  return { ...head, tallies, only: head.asked.length > 0 ? head.asked.map(({ skuId }) => skuId) : null }
}
