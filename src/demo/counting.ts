import { db } from '../database/client.ts'
import {
  beginTurn,
  finishTurn,
  moveCount,
  planCount,
  reviewLines,
  tally,
} from '../features/warehouse/counts/actions.ts'
import { linesOf } from '../features/warehouse/counts/line-queries.ts'
import { countedLocations } from '../features/warehouse/counts/place-queries.ts'
import { getCount } from '../features/warehouse/counts/queries.ts'
import { MINUTE_MS, addDays, dayOf, plus } from '../lib/dates.ts'
import type { Act } from '../work/act.ts'

/** Who takes part in a count, at its beginning. */
export interface CountCrew {
  planner: Act
  first: Act
  second: Act
}

/** How many shelves an evening's count takes. */
const SHELVES = 5

const later = (act: Act, minutes: number): Act => ({ ...act, at: plus(act.at, minutes * MINUTE_MS) })

/**
 * An evening's cycle count: the shelves counted longest ago. On the first of them a piece is missing, which the second
 * clerk confirms. The lead judges it the next hour, or finds it on his list.
 */
export async function countShelves(crew: CountCrew, until: 'REVIEW' | 'POSTED'): Promise<void> {
  const { planner, first, second } = crew
  const due = { part: 'due', before: planner.at } as const
  const { rows } = await countedLocations(planner.actor, due, undefined, SHELVES)
  if (rows.length === 0) return
  const { id } = await planCount(planner, {
    scope: 'LOCATIONS',
    zone: null,
    goodsClass: null,
    locations: rows.map(({ code }) => code),
    skus: [],
    size: 0,
    seed: null,
    due: addDays(dayOf(planner.at), 1),
    note: '循环盘点',
  })
  for (const [i, shelf] of rows.entries()) await countShelf(later(first, 5 + i * 4), shelf.id, i === 0)
  const [short] = rows
  if (short) await countShelf(later(second, 40), short.id, true)
  if (until === 'POSTED') await judge(later(planner, 60), id)
}

/** Counts what lies there, but for one piece where it's said to be missing. */
async function countShelf(act: Act, locationId: number, short: boolean): Promise<void> {
  const { round } = await beginTurn(act, locationId)
  const lying = await db.$queryRaw<{ skuId: number; quantity: number; asked: boolean }[]>`
    SELECT b.sku_id AS "skuId", b.quantity - coalesce((SELECT sum(a.quantity)::int FROM pick_allocations a
        JOIN shipment_lines l ON l.id = a.shipment_line_id JOIN shipments s ON s.id = l.shipment_id
        WHERE a.sku_id = b.sku_id AND a.location_id = b.location_id AND s.picked_at IS NOT NULL), 0) AS quantity,
      ${round} = 1 OR EXISTS (SELECT 1 FROM count_lines c JOIN count_places p ON p.id = c.place_id
        WHERE p.location_id = b.location_id AND c.sku_id = b.sku_id AND c.recount) AS asked
    FROM stock_balances b WHERE b.location_id = ${locationId} AND b.quantity > 0 ORDER BY b.sku_id`
  for (const [i, { skuId, quantity, asked }] of lying.entries()) {
    const found = quantity - (short && i === 0 ? 1 : 0)
    if (asked && found > 0) await tally(act, locationId, skuId, found)
  }
  await finishTurn(later(act, 3), locationId)
}

async function judge(act: Act, id: number): Promise<void> {
  const count = await getCount(act.actor, id)
  const { rows } = await linesOf(count, 'undecided')
  if (rows.length > 0) {
    const verdict = { verdict: 'ACCEPTED', cause: 'LOST' } as const
    await reviewLines(
      act,
      count,
      rows.map(({ id: lineId }) => ({ lineId, ...verdict })),
    )
  }
  await moveCount(later(act, 2), await getCount(act.actor, id), 'post', null)
}
