import { personOf } from '../../../../actor.ts'
import { Conflict } from '../../../../errors.ts'
import type { LocationKind } from '../../../../generated/prisma/enums.ts'
import type { OpenAct } from '../../../../work/act.ts'
import type { BalanceChange, Entry, LevelChange } from './entries.ts'
import { balanceChanges, levelChanges } from './entries.ts'
import type { Balance, Level } from './locks.ts'
import { available, free, lockBalances, lockLevels, placeKey } from './locks.ts'
import type { Shortage } from './shortage.ts'
import { demandNone } from './shortage.ts'
import { orMonthClosed } from './months.ts'

/** The record that causes movements: a receipt, a shipment, a count. */
export interface StockDocument {
  readonly noun: string
  readonly subjectId: number
}

/** Movements with the record that causes them. */
export interface Paper {
  readonly document: StockDocument
  readonly entries: readonly Entry[]
}

/**
 * Writes movements and brings balances and levels along. Goods promised to others are not touched: end their
 * reservation (`consume`, `release`) or allocation (`deallocate`) before, or use `takeAway`.
 * @throws OutOfStock when a place or a SKU can't give as much; nothing of the deed remains then
 * @throws Conflict when goods would go into a location that is no longer used, or the act's month is closed
 */
export function post(act: OpenAct, document: StockDocument, entries: readonly Entry[]): Promise<void> {
  return postAll(act, [{ document, entries }])
}

/** The same for several records at once. */
export async function postAll(act: OpenAct, papers: readonly Paper[]): Promise<void> {
  const entries = papers.flatMap((paper) => paper.entries)
  if (entries.length === 0) return
  await writeMovements(act, papers)
  // Read after the movements' foreign keys hold the locations, so nobody retires one meanwhile.
  const bySku = levelChanges(entries, await kindsOf(act, entries))
  const byPlace = balanceChanges(entries)
  const levels = await lockLevels(
    act,
    bySku.map(({ skuId }) => skuId),
  )
  const balances = await lockBalances(act, byPlace)
  const lacking = shortPlaces(byPlace, balances)
  await demandNone(act, lacking.length > 0 ? lacking : shortSkus(bySku, levels))
  await changeLevels(act, bySku)
  await changeBalances(act, byPlace)
}

/** By array, because the client takes minutes for what a large import posts. */
async function writeMovements(act: OpenAct, papers: readonly Paper[]): Promise<void> {
  const lines = papers.flatMap(({ document, entries }) => entries.map((entry) => ({ ...entry, ...document })))
  const deviceId = act.actor.kind === 'terminal' ? act.actor.deviceId : null
  await orMonthClosed(
    () => act.tx.$executeRaw`
      INSERT INTO stock_movements (at, sku_id, location_id, quantity, reason, noun, subject_id, person_id, device_id)
      SELECT ${act.at}::timestamptz, sku_id, location_id, quantity, reason::"MovementReason", noun, subject_id,
        ${personOf(act.actor)}::int, ${deviceId}::int
      FROM unnest(${lines.map(({ skuId }) => skuId)}::int[], ${lines.map(({ locationId }) => locationId)}::int[],
        ${lines.map(({ quantity }) => quantity)}::int[], ${lines.map(({ reason }) => reason)}::text[],
        ${lines.map(({ noun }) => noun)}::text[], ${lines.map(({ subjectId }) => subjectId)}::int[])
        AS line(sku_id, location_id, quantity, reason, noun, subject_id)`,
  )
}

/**
 * What kind each location is.
 * @throws Conflict when goods would go into one that is no longer used
 */
export async function kindsOf(act: OpenAct, entries: readonly Entry[]): Promise<Map<number, LocationKind>> {
  const locations = await act.tx.location.findMany({
    where: { id: { in: [...new Set(entries.map(({ locationId }) => locationId))] } },
    select: { id: true, code: true, kind: true, archivedAt: true },
  })
  const filled = new Set(entries.flatMap(({ locationId, quantity }) => (quantity > 0 ? [locationId] : [])))
  const retired = locations.find(({ id, archivedAt }) => archivedAt && filled.has(id))
  if (retired) throw new Conflict(`库位 ${retired.code} 已停用，不能再放入货品。`)
  return new Map(locations.map(({ id, kind }) => [id, kind]))
}

/** The places that would hold less than nothing, or less than their pick lists were promised. */
function shortPlaces(
  changes: readonly BalanceChange[],
  balances: ReadonlyMap<string, Balance>,
): readonly Shortage[] {
  return changes.flatMap((change) => {
    const { skuId, locationId } = change
    const balance = balances.get(placeKey(change)) ?? { skuId, locationId, quantity: 0, allocated: 0 }
    if (free(balance) + change.quantity >= 0) return []
    const { quantity: onHand, allocated: bound } = balance
    return [{ skuId, locationId, onHand, bound, wanted: -change.quantity }]
  })
}

/** The SKUs of which less would remain than is promised. */
function shortSkus(changes: readonly LevelChange[], levels: ReadonlyMap<number, Level>): readonly Shortage[] {
  return changes.flatMap((change) => {
    const level = levels.get(change.skuId) ?? { ...change, onHand: 0, reserved: 0, quarantined: 0 }
    const wanted = change.quarantined - change.onHand
    if (available(level) >= wanted) return []
    const { skuId, onHand, reserved, quarantined } = level
    return [{ skuId, onHand, bound: reserved + quarantined, wanted }]
  })
}

async function changeLevels(act: OpenAct, changes: readonly LevelChange[]): Promise<void> {
  if (changes.length === 0) return
  await act.tx.$executeRaw`
    UPDATE stock_levels AS l
    SET on_hand = l.on_hand + change.on_hand, quarantined = l.quarantined + change.quarantined
    FROM unnest(${changes.map(({ skuId }) => skuId)}::int[], ${changes.map(({ onHand }) => onHand)}::int[],
      ${changes.map(({ quarantined }) => quarantined)}::int[]) AS change(sku_id, on_hand, quarantined)
    WHERE l.sku_id = change.sku_id`
}

async function changeBalances(act: OpenAct, changes: readonly BalanceChange[]): Promise<void> {
  if (changes.length === 0) return
  await act.tx.$executeRaw`
    UPDATE stock_balances AS b SET quantity = b.quantity + change.quantity
    FROM unnest(${changes.map(({ skuId }) => skuId)}::int[], ${changes.map(({ locationId }) => locationId)}::int[],
      ${changes.map(({ quantity }) => quantity)}::int[]) AS change(sku_id, location_id, quantity)
    WHERE b.sku_id = change.sku_id AND b.location_id = change.location_id`
}
