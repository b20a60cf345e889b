import { Conflict } from '../../../../errors.ts'
import type { OpenAct } from '../../../../work/act.ts'
import * as door from '../../../../work/door.ts'
import { nextNumbers } from '../../../../work/numbers.ts'
import { shipments } from '../noun.ts'
import type { Shipment } from '../policy.ts'
import type { Want } from '../../stock/ledger.ts'
import { release, reserve } from '../../stock/ledger.ts'
import { byProgram, retryOutOfStock } from './stock-out.ts'
import { judge, linesNow } from './still-wanted.ts'
import type { Part } from './wanted.ts'

/** Lines that leave a parcel. */
export interface Removal {
  readonly shipment: Shipment
  readonly lineIds: readonly number[]
}

/**
 * Takes lines out of parcels: they end in cancelled shipments of their own, so every line stands in exactly one
 * shipment for ever. Returns those; their promises are still to be ended.
 */
export async function takeOut(act: OpenAct, removals: readonly Removal[]): Promise<Shipment[]> {
  const cut = removals.filter(({ lineIds }) => lineIds.length > 0)
  if (cut.length === 0) return []
  const numbers = await nextNumbers(act, 'CK', cut.length)
  const program = byProgram(act)
  const apart = await door.createAll(
    shipments,
    program,
    cut.map(({ shipment }, i) => ({
      number: numbers[i] as string,
      shopId: shipment.shopId,
      joinHash: shipment.joinHash,
      shipBy: shipment.shipBy,
      createdAt: act.at,
    })),
    { deed: 'plan', remark: '从其他发货单移出' },
  )
  const lineIds = cut.flatMap((one) => one.lineIds)
  const homes = cut.flatMap((one, i) => one.lineIds.map(() => (apart[i] as Shipment).id))
  await act.tx.$executeRaw`
    UPDATE shipment_lines l SET shipment_id = moved.shipment_id, checked = 0
    FROM unnest(${lineIds}::int[], ${homes}::int[]) AS moved(id, shipment_id) WHERE l.id = moved.id`
  const { moved } = await door.moveAll(
    shipments,
    program,
    apart,
    'cancel',
    {},
    { remark: '订单不再需要发出' },
  )
  return moved
}

/** The same with what comes into the parcel in their stead. */
export interface Exchange extends Removal {
  readonly put: readonly Part[]
}

/** What came of exchanges. */
export interface Exchanged {
  /** The cancelled shipments of the lines that left; their promises are still to be ended. */
  readonly removed: readonly Shipment[]
  /** Parcels whose new goods aren't there; those that are out of stock already wait for them anyway. */
  readonly short: readonly number[]
}

/** Takes lines out of parcels and puts others in; what was promised to the former may serve the latter first. */
export async function exchange(act: OpenAct, exchanges: readonly Exchange[]): Promise<Exchanged> {
  const removed = await takeOut(act, exchanges)
  const refilled = exchanges.filter(({ put }) => put.length > 0)
  if (refilled.length === 0) return { removed, short: [] }
  const freed = await release(
    act,
    refilled.flatMap(({ lineIds }) => lineIds),
  )
  const lines = await putIn(act, refilled)
  const waiting = new Set(
    refilled.flatMap(({ shipment: { id, state } }) => (state === 'OUT_OF_STOCK' ? id : [])),
  )
  const { short } = await reserve(
    act,
    lines.filter(({ group }) => !waiting.has(group)),
  )
  await retryOutOfStock(byProgram(act), [...new Set(freed.map(({ skuId }) => skuId))])
  return { removed, short: [...new Set(short.map(({ group }) => group))] }
}

async function putIn(act: OpenAct, exchanges: readonly Exchange[]): Promise<Want[]> {
  const rows = exchanges.flatMap(({ shipment, put }) =>
    put.map((part) => ({ shipmentId: shipment.id, ...part })),
  )
  return act.tx.$queryRaw<Want[]>`
    INSERT INTO shipment_lines (shipment_id, order_line_id, sku_id, quantity, planned_code, planned_units)
    SELECT n."shipmentId", ol.id, n."skuId", n.quantity, ol.match_code, ol.quantity
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS n("shipmentId" int, "orderLineId" int, "skuId" int, quantity int) JOIN order_lines ol ON ol.id = n."orderLineId"
    RETURNING id AS "shipmentLineId", shipment_id AS "group", sku_id AS "skuId", quantity`
}

/**
 * Lets a parcel that shall go on hold what its orders want now.
 * @returns the address it goes to now
 * @throws Conflict when nothing of it may ship any more
 */
export async function keepWanted(
  act: OpenAct,
  shipment: Shipment,
): Promise<{ joinHash: string | null; removed: readonly Shipment[] }> {
  const lines = await linesNow(act, [shipment.id])
  const { out, put, remains, joinHash } = judge(shipment.joinHash, lines)
  if (!remains) {
    throw new Conflict(`发货单 ${shipment.number} 已没有可以发出的商品，请取消它。`)
  }
  const { removed } = await exchange(act, [{ shipment, lineIds: out, put }])
  return { joinHash, removed }
}
