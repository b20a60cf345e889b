import { groupBy } from '../../../../lib/groups.ts'
import type { Act, OpenAct } from '../../../../work/act.ts'
import { deed } from '../../../../work/act.ts'
import * as door from '../../../../work/door.ts'
import type { ChangeKind, OrderChange } from '../../../orders/orders/changes.ts'
import { shipments } from '../noun.ts'
import type { Shipment } from '../policy.ts'
import { OPEN_STATES } from '../workflow.ts'
import { lockShipments } from './locks.ts'
import { lockPromises } from '../../stock/ledger.ts'
import { followShipBy, misdated } from './follow-ship-by.ts'
import { noteAgreeing } from './goods-now.ts'
import { planShipments } from './plan.ts'
import type { Judged } from './replan.ts'
import { replan } from './replan.ts'
import { byProgram } from './stock-out.ts'
import type { LineNow, Trouble } from './still-wanted.ts'
import { judge, linesNow, warningOf } from './still-wanted.ts'

/** An order about which a newer file said something else, and what. */
export type ChangedOrder = Pick<OrderChange, 'orderId' | 'kinds'>

/** What became of the parcels of changed orders. */
export interface Applied {
  /** Parcels that hadn't been picked, and hold now what their orders want now or have ended. */
  readonly replanned: number
  /** Parcels that were picked or packed: somebody must decide. */
  readonly stopped: number
}

/** Changes that matter to a parcel on its way, even though its goods may still ship. */
const mattering: Partial<Record<ChangeKind, Trouble>> = { ADDRESS: 'address', REMARK: 'notes' }

/**
 * Brings parcels in line with their orders. Before picking that happens silently; what is on its way through the warehouse is
 * stopped, with the reason large at the terminal, until a specialist resumes or cancels it. When they must leave follows in
 * any case.
 */
export function applyOrderChanges(act: Act, changes: readonly ChangedOrder[]): Promise<Applied> {
  return deed(act, async (act) => {
    const orderIds = changes.map(({ orderId }) => orderId)
    const noted = new Map(
      changes.map(({ orderId, kinds }) => [orderId, kinds.flatMap((kind) => mattering[kind] ?? [])]),
    )
    await lockPromises(act)
    const open = await lockShipments(act, await openParcelsOf(act, orderIds))
    const now = await linesNow(
      act,
      open.map(({ id }) => id),
    )
    const lines = groupBy(now, ({ shipmentId }) => shipmentId)
    const judged = open.map((shipment) => judgeParcel(shipment, lines.get(shipment.id) ?? [], noted))
    const replanned = await replan(
      act,
      judged.filter(({ shipment }) => shipment.state === 'READY' || shipment.state === 'OUT_OF_STOCK'),
    )
    const stopped = await stop(
      act,
      judged.filter(({ shipment }) => ['PICKING', 'PICKED', 'PACKED'].includes(shipment.state)),
    )
    await noteAgreeing(
      act,
      now.flatMap(({ id, trouble }) => (trouble === null ? id : [])),
    )
    await followShipBy(
      act,
      open.map(({ id }) => id),
    )
    await planShipments(byProgram(act), { orderIds })
    return { replanned, stopped }
  })
}

/**
 * The same for everything that hasn't left: what a missed message would leave undone. Looks first, and locks only
 * where something has to be done.
 */
export async function reconcileShipments(act: Act): Promise<Applied> {
  const orderIds = await deed(act, deviating)
  if (orderIds.length === 0) return { replanned: 0, stopped: 0 }
  return applyOrderChanges(
    act,
    orderIds.map((orderId) => ({ orderId, kinds: [] })),
  )
}

/** Orders whose parcels aren't what they want any more (stopped ones wait for somebody), or leave by another time. */
async function deviating(act: OpenAct): Promise<number[]> {
  const open = await act.tx.shipment.findMany({
    where: { state: { in: ['READY', 'OUT_OF_STOCK', 'PICKING', 'PICKED', 'PACKED'] } },
    select: { id: true, joinHash: true },
  })
  const lines = groupBy(
    await linesNow(
      act,
      open.map(({ id }) => id),
    ),
    ({ shipmentId }) => shipmentId,
  )
  const otherwise = open.flatMap(({ id, joinHash }) => {
    const own = lines.get(id) ?? []
    const verdict = judge(joinHash, own)
    const isRight = verdict.troubles.length === 0 && verdict.joinHash === joinHash
    return isRight ? [] : own.flatMap(({ orderId }) => orderId ?? [])
  })
  return [...otherwise, ...(await misdated(act)).flatMap(({ orderIds }) => orderIds)]
}

/** A file may change more orders than a statement takes parameters, so they are one array. */
async function openParcelsOf(act: OpenAct, orderIds: readonly number[]): Promise<number[]> {
  const rows = await act.tx.$queryRaw<{ id: number }[]>`
    SELECT s.id FROM shipments s
    WHERE s.state = ANY(${[...OPEN_STATES]}::"ShipmentState"[]) AND EXISTS (
      SELECT 1 FROM shipment_lines l JOIN order_lines o ON o.id = l.order_line_id
      WHERE l.shipment_id = s.id AND o.order_id = ANY(${[...orderIds]}::int[]))`
  return rows.map(({ id }) => id)
}

function judgeParcel(
  shipment: Shipment,
  lines: readonly LineNow[],
  noted: ReadonlyMap<number, readonly Trouble[]>,
): Judged {
  const verdict = judge(shipment.joinHash, lines)
  const more = lines.flatMap(({ orderId }) => (orderId === null ? [] : (noted.get(orderId) ?? [])))
  return { shipment, ...verdict, troubles: [...new Set([...verdict.troubles, ...more])] }
}

async function stop(act: OpenAct, judged: readonly Judged[]): Promise<number> {
  const troubled = judged.filter((one) => one.troubles.length > 0)
  let stopped = 0
  for (const [warning, group] of groupBy(troubled, (one) => warningOf(one.troubles))) {
    const rows = group.map(({ shipment }) => shipment)
    const { moved } = await door.moveAll(
      shipments,
      byProgram(act),
      rows,
      'stop',
      { warning },
      { remark: warning },
    )
    stopped += moved.length
  }
  return stopped
}
