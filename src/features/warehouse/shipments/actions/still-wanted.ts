import { groupBy } from '../../../../lib/groups.ts'
import type { OpenAct } from '../../../../work/act.ts'
import type { OwnLine } from './goods-now.ts'
import { otherGoods } from './goods-now.ts'
import type { Part } from './wanted.ts'
import { wantedLines } from './wanted.ts'

/** Why a line's order no longer wants it sent as planned. */
export const troubles = {
  closed: '订单已取消',
  refund: '买家已申请退款',
  held: '订单被挂起，等待审核',
  other: '订单暂不能发货',
  goods: '订单商品或数量已修改',
  address: '收件信息已修改',
  notes: '买家留言或卖家备注已修改',
} as const
export type Trouble = keyof typeof troubles

/** The reasons in one sentence. */
export function warningOf(found: readonly Trouble[]): string {
  return found.map((one) => troubles[one]).join('；')
}

/** A line of a parcel with what its order says now. Gifts belong to no order. */
export interface LineNow {
  readonly id: number
  readonly shipmentId: number
  readonly orderId: number | null
  /** Of the order's present name, phone and address; null when unknown or erased. */
  readonly joinHash: string | null
  readonly trouble: Trouble | null
  /** What belongs into the parcel in the place of this line and others of its order line. */
  readonly instead: readonly Part[]
}

interface Row extends Omit<LineNow, 'instead'> {
  readonly orderLineId: number | null
  readonly skuId: number
  readonly quantity: number
  readonly shippedOnPlatform: boolean
  /** Whether the order line says something else than when the line was planned. */
  readonly changed: boolean
}

/**
 * The lines of parcels as their orders stand now. What may ship, the orders say; an order that the platform calls
 * shipped, because its waybill was reported before the parcel left, stays wanted. Of what is wanted, the goods may have
 * become others.
 */
export async function linesNow(act: OpenAct, shipmentIds: readonly number[]): Promise<LineNow[]> {
  const rows = await act.tx.$queryRaw<Row[]>`
    SELECT l.id, l.shipment_id AS "shipmentId", l.order_line_id AS "orderLineId", o.id AS "orderId",
      l.sku_id AS "skuId", l.quantity, (l.planned_code, l.planned_units) <> (ol.match_code, ol.quantity) AS changed,
      c.join_hash AS "joinHash",
      coalesce(ol.status IN ('PART_SHIPPED', 'SHIPPED', 'FINISHED'), FALSE)
        AND ol.refund_status IN ('NONE', 'CLOSED') AS "shippedOnPlatform",
      CASE WHEN o.status = 'CLOSED' OR ol.status = 'CLOSED' THEN 'closed'
        WHEN ol.refund_status NOT IN ('NONE', 'CLOSED') THEN 'refund'
        WHEN r.state = 'HELD' THEN 'held' ELSE 'other' END AS trouble
    FROM shipment_lines l LEFT JOIN order_lines ol ON ol.id = l.order_line_id
      LEFT JOIN orders o ON o.id = ol.order_id LEFT JOIN buyer_contacts c ON c.order_id = o.id
      LEFT JOIN order_reviews r ON r.order_id = o.id
    WHERE l.shipment_id = ANY(${[...shipmentIds]}::int[]) ORDER BY l.id`
  const orderIds = [...new Set(rows.flatMap(({ orderId }) => orderId ?? []))]
  const releasable = orderIds.length === 0 ? [] : await wantedLines(act, { orderIds })
  const wanted = new Set(releasable.map(({ orderLineId }) => orderLineId))
  const isWanted = ({ orderLineId, shippedOnPlatform }: Row): boolean =>
    orderLineId === null || wanted.has(orderLineId) || shippedOnPlatform
  const exchanged = await otherGoods(act, shipmentIds, ofChanged(rows.filter(isWanted)))
  return rows.map((row) => {
    const { id, shipmentId, orderId, joinHash, trouble } = row
    const goods = exchanged.has(id) ? 'goods' : null
    return {
      id,
      shipmentId,
      orderId,
      joinHash,
      trouble: isWanted(row) ? goods : trouble,
      instead: exchanged.get(id) ?? [],
    }
  })
}

/** All lines for order lines of which one isn't what it was when it was planned. */
function ofChanged(rows: readonly Row[]): OwnLine[] {
  const changed = new Set(rows.flatMap((row) => (row.changed ? (row.orderLineId ?? []) : [])))
  return rows.flatMap(({ id, orderLineId, skuId, quantity }) =>
    orderLineId !== null && changed.has(orderLineId) ? [{ id, orderLineId, skuId, quantity }] : [],
  )
}

/** What to do with a parcel: which lines to take out, what to put in, whether anything is left to send, and whereto. */
export interface Verdict {
  /** Lines that no longer belong in this parcel: unwanted, other goods now, or going to another address than the rest. */
  readonly out: readonly number[]
  /** Goods that belong in it in the place of some of those. */
  readonly put: readonly Part[]
  /** False when only gifts would be left. */
  readonly remains: boolean
  readonly joinHash: string | null
  readonly troubles: readonly Trouble[]
}

/** Judges a parcel by its lines as they stand now; `joinHash` is what the parcel was planned for. */
export function judge(joinHash: string | null, lines: readonly LineNow[]): Verdict {
  const ordered = lines.filter(({ orderId }) => orderId !== null)
  const going = ordered.filter(({ trouble, instead }) => trouble === null || instead.length > 0)
  const byAddress = groupBy(
    going.filter((line) => line.joinHash !== null),
    (line) => line.joinHash,
  )
  // Whoever still goes where the parcel was planned to go keeps it; otherwise the first order does.
  const home = byAddress.has(joinHash) ? joinHash : ([...byAddress.keys()][0] ?? joinHash)
  const strays = (line: LineNow): boolean => line.joinHash !== null && line.joinHash !== home
  const staying = going.filter((line) => !strays(line))
  const found = new Set(ordered.flatMap(({ trouble }) => trouble ?? []))
  if (going.some(strays) || (joinHash !== null && home !== joinHash)) found.add('address')
  return {
    out: ordered.filter((line) => line.trouble !== null || strays(line)).map(({ id }) => id),
    put: staying.flatMap(({ instead }) => instead),
    remains: staying.length > 0,
    joinHash: home,
    troubles: [...found],
  }
}
