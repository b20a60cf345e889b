import { seesShop } from '../../../../actor.ts'
import { Conflict, FieldError, NotFound } from '../../../../errors.ts'
import type { Act, OpenAct } from '../../../../work/act.ts'
import { deed } from '../../../../work/act.ts'
import * as door from '../../../../work/door.ts'
import { nextNumber } from '../../../../work/numbers.ts'
import { skusBehind } from '../../../catalog/skus/queries.ts'
import { waybill } from '../../shipments/carriers.ts'
import type { NamedPieces } from '../goods-lines.ts'
import { returns } from '../noun.ts'
import type { Return } from '../policy.ts'
import type { Pieces } from '../sent.ts'
import { takenFrom, writeExpected } from '../refunded.ts'
import { lockExpected, ordersIn, stillOut, stillOutOfParcel } from '../sent.ts'

/** A return as somebody announces it. */
export interface ReturnInput {
  /** The platform's order number, or our parcel's number or waybill. */
  readonly order: string
  readonly carrier: string | null
  readonly trackingNumber: string | null
  readonly reason: string | null
  readonly note: string | null
  /** Empty: everything that is still out. */
  readonly goods: readonly NamedPieces[]
}

/**
 * A return that somebody announces by hand.
 * @throws FieldError for an order that isn't there or of which nothing is out any more, and for more pieces than are
 */
export function createReturn(act: Act, input: ReturnInput): Promise<{ id: number; number: string }> {
  return deed(act, async (act) => {
    const { order, goods, ...said } = input
    await lockExpected(act.tx)
    const about = await whatWentOut(act, order)
    const out = await stillOut(act.tx, about.orderId, null)
    if (out.length === 0) throw new FieldError({ order: '这笔订单没有已发出、还能退回的货品' })
    const pieces = goods.length === 0 ? out : await named(act, goods, out)
    return open(act, { ...said, trackingNumber: number(said.trackingNumber), ...about, type: null }, pieces)
  })
}

/** Changes what is expected. @throws FieldError for more pieces than are out */
export function editReturn(
  act: Act,
  row: Return,
  { goods, order: _order, ...said }: ReturnInput,
): Promise<void> {
  return deed(act, async (act) => {
    await lockExpected(act.tx)
    const out =
      row.shipmentId === null
        ? await stillOut(act.tx, row.orderId as number, row.id)
        : await stillOutOfParcel(act.tx, row.shipmentId, row.id)
    const pieces = goods.length === 0 ? out : await named(act, goods, out)
    const before = await act.tx.returnLine.findMany({ where: { returnId: row.id } })
    const changes = { lines: [await inWords(act, before), await inWords(act, pieces)] as [string, string] }
    const fresh = { ...said, trackingNumber: number(said.trackingNumber) }
    await door.edit(returns, act, row, fresh, { changes })
    await act.tx.returnLine.deleteMany({ where: { returnId: row.id } })
    await writeLines(act, row.id, pieces)
  })
}

/**
 * A parcel that came back as a whole, refused at the door or not delivered: a return of everything that was in it and is
 * still out.
 * @throws Conflict for a parcel that hasn't left, or of which a return is expected, being inspected, or has everything
 */
export function returnParcel(act: Act, shipmentId: number): Promise<{ id: number; number: string }> {
  return deed(act, async (act) => {
    await lockExpected(act.tx)
    const parcel = await act.tx.shipment.findUniqueOrThrow({ where: { id: shipmentId } })
    if (parcel.state !== 'SHIPPED') throw new Conflict(`发货单 ${parcel.number} 还没有发出，不能登记退货。`)
    const other = await act.tx.return.findFirst({
      where: { shipmentId, state: { in: ['EXPECTED', 'ARRIVED'] } },
    })
    if (other) throw new Conflict(`发货单 ${parcel.number} 已经有退货单 ${other.number}。`)
    const orders = await ordersIn(act.tx, shipmentId)
    const [orderId = null] = orders
    const about = { shopId: parcel.shopId, shipmentId, orderId: orders.length === 1 ? orderId : null }
    const pieces = await stillOutOfParcel(act.tx, shipmentId, null)
    if (pieces.length === 0)
      throw new Conflict(`发货单 ${parcel.number} 的货品都已在别的退货单上，请扫那张退货单。`)
    const way = { carrier: parcel.carrier, trackingNumber: parcel.trackingNumber }
    return open(act, { ...about, ...way, type: null, reason: '拒收或未妥投退回', note: null }, pieces)
  })
}

/** Everything that is still out of an order. @throws Conflict when nothing is */
export function returnOrder(act: Act, orderId: number): Promise<{ id: number; number: string }> {
  return deed(act, async (act) => {
    await lockExpected(act.tx)
    const { shopId, platformOrderId } = await act.tx.order.findUniqueOrThrow({ where: { id: orderId } })
    const pieces = await stillOut(act.tx, orderId, null)
    if (pieces.length === 0) throw new Conflict(`订单 ${platformOrderId} 没有已发出、还能退回的货品。`)
    const unsaid = { type: null, reason: null, note: null, carrier: null, trackingNumber: null }
    return open(act, { shopId, orderId, shipmentId: null, ...unsaid }, pieces)
  })
}

/**
 * The return that a refund asks for. An import hasn't opened it where the platform had refunded before goods came; somebody
 * else may have since.
 */
export function openForRefund(act: Act, refundId: number): Promise<{ id: number; number: string }> {
  return deed(act, async (act) => {
    await lockExpected(act.tx)
    const refund = await act.tx.refund.findUnique({ where: { id: refundId } })
    if (!refund || refund.orderId === null) throw new NotFound()
    const { orderId, lineId, shopId, platformRefundId } = refund
    const known = await act.tx.return.findUnique({
      where: { shopId_platformRefundId: { shopId, platformRefundId } },
    })
    if (known) return known
    const made = await open(act, { ...takenFrom(refund), shipmentId: null, note: null }, [])
    await writeExpected(act.tx, [{ returnId: made.id, orderId, lineId, anotherParcel: true }])
    return made
  })
}

type Opened = Pick<
  Return,
  'shopId' | 'orderId' | 'shipmentId' | 'type' | 'reason' | 'note' | 'carrier' | 'trackingNumber'
> &
  Partial<Pick<Return, 'platformRefundId' | 'shippedBackAt'>>

async function open(
  act: OpenAct,
  data: Opened,
  pieces: readonly Pieces[],
): Promise<{ id: number; number: string }> {
  const { id, number } = await door.create(
    returns,
    act,
    { ...data, number: await nextNumber(act, 'TH'), createdAt: act.at },
    pieces.length > 0 ? { changes: { lines: [null, await inWords(act, pieces)] } } : {},
  )
  await writeLines(act, id, pieces)
  return { id, number }
}

async function writeLines(act: OpenAct, returnId: number, pieces: readonly Pieces[]): Promise<void> {
  await act.tx.returnLine.createMany({
    data: pieces.map(({ skuId, quantity }) => ({ returnId, skuId, quantity })),
  })
}

async function inWords(act: OpenAct, pieces: readonly Pieces[]): Promise<string> {
  const skus = await act.tx.sku.findMany({ where: { id: { in: pieces.map(({ skuId }) => skuId) } } })
  const codes = new Map(skus.map(({ id, code }) => [id, code]))
  return pieces.map(({ skuId, quantity }) => `${codes.get(skuId) ?? ''} × ${quantity}`).join('；')
}

/** The number of a waybill in its one spelling, or as it was written where it can't be one. */
function number(text: string | null): string | null {
  return text === null ? null : (waybill(text) ?? text.trim())
}

async function whatWentOut(
  act: OpenAct,
  text: string,
): Promise<{ shopId: number; orderId: number; shipmentId: null }> {
  const orderId = await orderBehind(act, text)
  const order = orderId === null ? null : await act.tx.order.findUnique({ where: { id: orderId } })
  if (!order || !seesShop(act.actor, order.shopId))
    throw new FieldError({ order: '没有找到这笔订单，请核对订单号、发货单号或运单号' })
  return { shopId: order.shopId, orderId: order.id, shipmentId: null }
}

async function orderBehind(act: OpenAct, text: string): Promise<number | null> {
  const plain = text.normalize('NFKC').trim()
  const [row] = await act.tx.$queryRaw<{ id: number }[]>`
    SELECT id FROM (
      SELECT o.id, 1 AS rank FROM shops x JOIN orders o ON o.shop_id = x.id AND o.platform_order_id = ${plain}
      UNION ALL
      SELECT ol.order_id, 2 FROM shipments s JOIN shipment_lines l ON l.shipment_id = s.id
        JOIN order_lines ol ON ol.id = l.order_line_id
      WHERE s.number = ${plain.toUpperCase()} OR s.tracking_number = ${waybill(plain) ?? ''}) f
    ORDER BY rank, id LIMIT 1`
  return row?.id ?? null
}

/** What was named, of what is still out. */
async function named(act: OpenAct, goods: readonly NamedPieces[], out: readonly Pieces[]): Promise<Pieces[]> {
  const found = await skusBehind(
    act.tx,
    goods.map(({ sku }) => sku),
  )
  const left = new Map(out.map(({ skuId, quantity }) => [skuId, quantity]))
  const pieces = new Map<number, number>()
  const wrong: string[] = []
  for (const { sku, quantity } of goods) {
    const one = found.get(sku)
    const most = one && left.get(one.skuId)
    if (!one) wrong.push(`没有货品 ${sku}`)
    else if (most === undefined) wrong.push(`${one.code} 不在这笔订单已发出的货品里`)
    else {
      const sum = (pieces.get(one.skuId) ?? 0) + quantity * one.pieces
      if (sum > most) wrong.push(`${one.code} 最多还能退 ${most} 件`)
      pieces.set(one.skuId, sum)
    }
  }
  if (wrong.length > 0) throw new FieldError({ goods: [...new Set(wrong)].join('；') })
  return [...pieces].map(([skuId, quantity]) => ({ skuId, quantity }))
}
