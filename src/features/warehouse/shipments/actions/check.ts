import type { ShipmentState } from '../../../../generated/prisma/enums.ts'
import { sumOf } from '../../../../lib/groups.ts'
import type { Act, OpenAct } from '../../../../work/act.ts'
import { deed } from '../../../../work/act.ts'
import { demand } from '../../../../work/nouns.ts'
import { shipments } from '../noun.ts'
import { lockShipments } from './locks.ts'

/** How far a line's pack check is, in pieces. */
export interface CheckedLine {
  readonly id: number
  readonly skuId: number
  readonly quantity: number
  readonly checked: number
}

/**
 * Why a piece isn't taken; each has a message and sound of its own at the terminal.
 * `not-in-parcel` the parcel has none of this SKU; `surplus` all of them are checked, or the carton holds more than
 * is missing; `none-checked` there's nothing to take back; the others say what became of the parcel.
 */
export type CheckRefusal =
  | 'not-in-parcel'
  | 'surplus'
  | 'none-checked'
  | 'not-picked'
  | 'out-of-stock'
  | 'packed'
  | 'shipped'
  | 'stopped'
  | 'cancelled'
  | 'gone'

/** What came of a scan; `left` pieces of the parcel are not checked yet, `lines` are all of its lines. */
export type Checked =
  | { readonly ok: true; readonly left: number; readonly lines: CheckedLine[] }
  | { readonly ok: false; readonly why: CheckRefusal; readonly left: number; readonly lines: CheckedLine[] }

const wrongTime: Record<Exclude<ShipmentState, 'PICKED'>, CheckRefusal> = {
  READY: 'not-picked',
  PICKING: 'not-picked',
  OUT_OF_STOCK: 'out-of-stock',
  PACKED: 'packed',
  SHIPPED: 'shipped',
  STOPPED: 'stopped',
  CANCELLED: 'cancelled',
}

/**
 * Takes pieces of a SKU as checked, over the parcel's lines in their order. All of the pieces or none: a carton
 * that holds more than is missing is refused.
 * @throws Forbidden
 */
export function checkPiece(act: Act, shipmentId: number, skuId: number, quantity: number): Promise<Checked> {
  return deed(act, (act) =>
    judge(act, shipmentId, skuId, async () => {
      const changed = await act.tx.$executeRaw`
        UPDATE shipment_lines l SET checked = l.checked + LEAST(o.missing, ${quantity}::int - o.before)
        FROM (SELECT id, quantity - checked AS missing,
                sum(quantity - checked) OVER (ORDER BY id)::int - (quantity - checked) AS before,
                sum(quantity - checked) OVER ()::int AS altogether
              FROM shipment_lines WHERE shipment_id = ${shipmentId} AND sku_id = ${skuId}) AS o
        WHERE l.id = o.id AND o.missing > 0 AND o.before < ${quantity}::int AND o.altogether >= ${quantity}::int`
      return changed > 0 ? null : 'surplus'
    }),
  )
}

/** Takes checked pieces back, from the parcel's last lines first. @throws Forbidden */
export function uncheckPiece(
  act: Act,
  shipmentId: number,
  skuId: number,
  quantity: number,
): Promise<Checked> {
  return deed(act, (act) =>
    judge(act, shipmentId, skuId, async () => {
      const changed = await act.tx.$executeRaw`
        UPDATE shipment_lines l SET checked = l.checked - LEAST(o.checked, ${quantity}::int - o.before)
        FROM (SELECT id, checked, sum(checked) OVER (ORDER BY id DESC)::int - checked AS before,
                sum(checked) OVER ()::int AS altogether
              FROM shipment_lines WHERE shipment_id = ${shipmentId} AND sku_id = ${skuId}) AS o
        WHERE l.id = o.id AND o.checked > 0 AND o.before < ${quantity}::int AND o.altogether >= ${quantity}::int`
      return changed > 0 ? null : 'none-checked'
    }),
  )
}

/** Begins the check anew: nothing of the parcel is checked any more. @throws Forbidden */
export function uncheckAll(act: Act, shipmentId: number): Promise<Checked> {
  return deed(act, (act) =>
    judge(act, shipmentId, null, async () => {
      await act.tx.$executeRaw`UPDATE shipment_lines SET checked = 0 WHERE shipment_id = ${shipmentId}`
      return null
    }),
  )
}

/** The parcel stays locked until the deed ends, so that neither a second packer nor a cancellation comes between. */
async function judge(
  act: OpenAct,
  shipmentId: number,
  skuId: number | null,
  change: () => Promise<CheckRefusal | null>,
): Promise<Checked> {
  const [shipment] = await lockShipments(act, [shipmentId])
  if (!shipment) return { ok: false, why: 'gone', left: 0, lines: [] }
  demand(shipments, act.actor, 'check', shipment)
  if (shipment.state !== 'PICKED') return refused(await linesOf(act, shipmentId), wrongTime[shipment.state])
  const before = await linesOf(act, shipmentId)
  if (skuId !== null && !before.some((line) => line.skuId === skuId)) return refused(before, 'not-in-parcel')
  const why = await change()
  if (why) return refused(before, why)
  const lines = await linesOf(act, shipmentId)
  return { ok: true, left: leftOf(lines), lines }
}

function refused(lines: CheckedLine[], why: CheckRefusal): Checked {
  return { ok: false, why, left: leftOf(lines), lines }
}

/** A parcel's lines in their order. */
export function linesOf(act: OpenAct, shipmentId: number): Promise<CheckedLine[]> {
  return act.tx.shipmentLine.findMany({
    where: { shipmentId },
    select: { id: true, skuId: true, quantity: true, checked: true },
    orderBy: { id: 'asc' },
  })
}

/** Pieces not checked yet. */
export function leftOf(lines: readonly CheckedLine[]): number {
  return sumOf(lines, ({ quantity, checked }) => quantity - checked)
}
