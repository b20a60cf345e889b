import { FieldError } from '../../../../errors.ts'
import { sumOf } from '../../../../lib/groups.ts'
import type { Act, OpenAct } from '../../../../work/act.ts'
import { deed } from '../../../../work/act.ts'
import * as door from '../../../../work/door.ts'
import { demand } from '../../../../work/nouns.ts'
import { nextNumber } from '../../../../work/numbers.ts'
import { skusBehind } from '../../../catalog/skus/queries.ts'
import { lockPromises, release, reserve } from '../../stock/ledger.ts'
import { shipments } from '../noun.ts'
import type { Shipment } from '../policy.ts'
import { linesOf } from './check.ts'
import { lockSeen, lockShipments } from './locks.ts'
import { UNLABELLED } from './pack.ts'
import { followItems } from './follow-ship-by.ts'
import { refill, runOut } from './stock-out.ts'
import { earliest } from './wanted.ts'

/** Pieces of a line that shall travel in a parcel of their own. */
export interface Part {
  readonly lineId: number
  readonly quantity: number
}

/**
 * Sends a part of a parcel by itself (拆单). What was reserved stays reserved; of a parcel that waits for goods each
 * half is tried anew.
 * @returns the new parcel
 * @throws FieldError for parts that aren't of this parcel, are nothing or everything
 */
export function splitShipment(
  act: Act,
  shipment: Shipment,
  parts: readonly Part[],
  remark: string | null = null,
): Promise<Shipment> {
  return deed(act, async (act) => {
    demand(shipments, act.actor, 'split', shipment)
    await lockPromises(act)
    const before = await lockSeen(act, shipment)
    const cut = await demandParts(act, shipment.id, parts)
    const fresh = await door.create(
      shipments,
      act,
      {
        number: await nextNumber(act, 'CK'),
        shopId: shipment.shopId,
        joinHash: shipment.joinHash,
        shipBy: shipment.shipBy,
        createdAt: act.at,
      },
      { deed: 'plan', remark: `从 ${shipment.number} 拆出` },
    )
    const edited = await door.edit(
      shipments,
      act,
      before,
      {},
      { deed: 'split', remark: remark ?? `拆出 ${fresh.number}` },
    )
    await moveParts(act, fresh.id, cut)
    if (before.state === 'READY') return fresh
    await runOut(act, [fresh], '拆自缺货的发货单')
    const [waiting] = await lockShipments(act, [fresh.id])
    await refill(act, [edited, waiting as Shipment])
    return act.tx.shipment.findUniqueOrThrow({ where: { id: fresh.id } })
  })
}

/** A line of which pieces go, with how many it has. */
interface Cut extends Part {
  readonly has: number
}

async function demandParts(act: OpenAct, shipmentId: number, parts: readonly Part[]): Promise<Cut[]> {
  const lines = await linesOf(act, shipmentId)
  const wanted = new Map(parts.map(({ lineId, quantity }) => [lineId, quantity]))
  const cut = lines.flatMap(({ id, quantity: has }, i) => {
    const quantity = wanted.get(id) ?? 0
    if (quantity > has) throw new FieldError({ [`quantity${i + 1}`]: `最多可以拆出 ${has} 件` })
    return quantity > 0 ? [{ lineId: id, quantity, has }] : []
  })
  if (cut.length === 0) throw new FieldError({ '': '请填写要拆出的件数。' })
  if (sumOf(cut, ({ quantity }) => quantity) === sumOf(lines, ({ quantity }) => quantity)) {
    throw new FieldError({ '': '不能拆出全部货品，原发货单至少要留下一件。' })
  }
  return cut
}

/** Whole lines take their promises along; of a line in two, both halves are promised anew under the same lock. */
async function moveParts(act: OpenAct, to: number, cut: readonly Cut[]): Promise<void> {
  const whole = cut.filter(({ quantity, has }) => quantity === has).map(({ lineId }) => lineId)
  await act.tx.shipmentLine.updateMany({ where: { id: { in: whole } }, data: { shipmentId: to } })
  const halves = cut.filter(({ quantity, has }) => quantity < has)
  if (halves.length === 0) return
  const ids = halves.map(({ lineId }) => lineId)
  const promised = await release(act, ids)
  const fresh = await act.tx.$queryRaw<{ id: number; skuId: number; quantity: number }[]>`
    WITH given AS (
      SELECT * FROM unnest(${ids}::int[], ${halves.map(({ quantity }) => quantity)}::int[]) AS given(line_id, quantity)
    ), less AS (
      UPDATE shipment_lines l SET quantity = l.quantity - g.quantity FROM given g WHERE l.id = g.line_id
      RETURNING l.id, l.order_line_id, l.sku_id, g.quantity, l.planned_code, l.planned_units
    )
    INSERT INTO shipment_lines (shipment_id, order_line_id, sku_id, quantity, planned_code, planned_units)
    SELECT ${to}::int, order_line_id, sku_id, quantity, planned_code, planned_units FROM less ORDER BY id
    RETURNING id, sku_id AS "skuId", quantity`
  if (promised.length === 0) return
  const rests = halves.map(({ lineId, quantity, has }, i) => ({
    group: 0,
    shipmentLineId: lineId,
    skuId: (fresh[i] as { skuId: number }).skuId,
    quantity: has - quantity,
  }))
  const gone = fresh.map(({ id, skuId, quantity }) => ({ group: 1, shipmentLineId: id, skuId, quantity }))
  await reserve(act, [...rests, ...gone])
}

/**
 * Lets parcels of one buyer and address travel together (合单): all goods go into the first, the others end.
 * @throws FieldError when they don't go to the same buyer and address, or one isn't waiting for its wave any more
 */
export function joinShipments(act: Act, rows: readonly Shipment[]): Promise<Shipment> {
  return deed(act, async (act) => {
    const found = await lockShipments(
      act,
      rows.map(({ id }) => id),
    )
    const [host, ...others] = found
    if (!host || others.length === 0) throw new FieldError({ '': '请选择至少两个发货单。' })
    const wrong = found.find(({ state }) => state !== 'READY')
    if (wrong) throw new FieldError({ '': `${wrong.number} 已不在“待分波次”，不能合单。` })
    if (
      host.joinHash === null ||
      others.some((one) => one.joinHash !== host.joinHash || one.shopId !== host.shopId)
    ) {
      throw new FieldError({ '': '只有同一店铺、同一买家、同一收货地址的发货单才能合单。' })
    }
    const ids = others.map(({ id }) => id)
    await act.tx.shipmentLine.updateMany({
      where: { shipmentId: { in: ids } },
      data: { shipmentId: host.id },
    })
    await door.moveAll(shipments, act, others, 'join', UNLABELLED, { remark: `并入 ${host.number}` })
    // One label is enough for them: the first that was printed.
    const { trackingNumber, carrier } = found.find((one) => one.trackingNumber !== null) ?? host
    const joined = await door.edit(
      shipments,
      act,
      host,
      { shipBy: earliest(found), trackingNumber, carrier },
      { deed: 'combine', remark: `并入 ${others.map(({ number }) => number).join('、')}` },
    )
    await followItems(act, [host.id])
    return joined
  })
}

/** A gift by what was typed or scanned: a SKU's code or barcode. @throws FieldError for what means nothing */
export function addGiftBy(act: Act, shipment: Shipment, text: string, quantity: number): Promise<void> {
  return deed(act, async (act) => {
    const found = (await skusBehind(act.tx, [text])).get(text)
    if (!found) throw new FieldError({ sku: '没有这个货品，请填写 SKU 编码或条码' })
    await addGift(act, shipment, found.skuId, quantity)
  })
}

/**
 * Puts a gift into a parcel that waits for its wave: a line without an order line.
 * @throws FieldError when there aren't as many
 */
export function addGift(act: Act, shipment: Shipment, skuId: number, quantity: number): Promise<void> {
  return deed(act, async (act) => {
    demand(shipments, act.actor, 'gift', shipment)
    await lockPromises(act)
    const before = await lockSeen(act, shipment)
    const sku = await act.tx.sku.findUnique({
      where: { id: skuId },
      select: { code: true, archivedAt: true },
    })
    if (!sku || sku.archivedAt) throw new FieldError({ sku: '请选择在用的货品' })
    await door.edit(shipments, act, before, {}, { deed: 'gift', remark: `${sku.code} × ${quantity}` })
    const line = await act.tx.shipmentLine.create({ data: { shipmentId: shipment.id, skuId, quantity } })
    const { short } = await reserve(act, [{ group: shipment.id, shipmentLineId: line.id, skuId, quantity }])
    if (short[0]) throw new FieldError({ quantity: `库存不足，最多还能送 ${short[0].available} 件` })
  })
}
