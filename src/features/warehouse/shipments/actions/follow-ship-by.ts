import type { ShipmentState } from '../../../../generated/prisma/enums.ts'
import { Prisma } from '../../../../generated/prisma/client.ts'
import type { OpenAct } from '../../../../work/act.ts'
import { changesBetween, record } from '../../../../work/history.ts'
import { redateItems } from '../../../../work/items.ts'
import { parameterValue } from '../../../../work/parameters.ts'
import { shipBySql, shipWithin } from '../../../orders/orders/releasable.ts'
import { followParcels } from '../../waves/actions.ts'
import { shipments } from '../noun.ts'
import { OPEN_STATES } from '../workflow.ts'
import { byProgram } from './stock-out.ts'

/** A parcel that must leave at another time than it says. */
export interface Misdated {
  readonly id: number
  readonly state: ShipmentState
  readonly waveId: number | null
  readonly before: Date
  /** The time of its most urgent order. */
  readonly shipBy: Date
  readonly orderIds: readonly number[]
}

/** Parcels in the house whose orders must leave earlier or later than they did. @param shipmentIds absent: all */
export async function misdated(act: OpenAct, shipmentIds?: readonly number[]): Promise<Misdated[]> {
  const among = shipmentIds ? Prisma.sql`AND s.id = ANY(${[...shipmentIds]}::int[])` : Prisma.empty
  const shipBy = shipBySql(await parameterValue(act.tx, shipWithin))
  return act.tx.$queryRaw<Misdated[]>`
    SELECT s.id, s.state, s.wave_id AS "waveId", s.ship_by AS before, n.ship_by AS "shipBy", n.order_ids AS "orderIds"
    FROM shipments s CROSS JOIN LATERAL (
      SELECT min(${shipBy}) AS ship_by, array_agg(DISTINCT o.id) AS order_ids
      FROM shipment_lines l JOIN order_lines ol ON ol.id = l.order_line_id JOIN orders o ON o.id = ol.order_id
      WHERE l.shipment_id = s.id) n
    WHERE s.state = ANY(${[...OPEN_STATES]}::"ShipmentState"[]) AND n.ship_by <> s.ship_by ${among}
    ORDER BY s.id`
}

/** Lets parcels leave by the time of their most urgent order, earlier or later than before. They are locked. */
export async function followShipBy(act: OpenAct, shipmentIds: readonly number[]): Promise<void> {
  const found = await misdated(act, shipmentIds)
  if (found.length === 0) return
  const ids = found.map(({ id }) => id)
  await act.tx.$executeRaw`
    UPDATE shipments s SET ship_by = n.ship_by, version = s.version + 1
    FROM unnest(${ids}::int[], ${found.map(({ shipBy }) => shipBy.toISOString())}::timestamptz[]) AS n(id, ship_by)
    WHERE s.id = n.id`
  await record(
    byProgram(act),
    found.map(({ id, state, before, shipBy }) => ({
      noun: shipments.key,
      subjectId: id,
      deed: 'edit',
      fromState: state,
      toState: state,
      changes: changesBetween(shipments.fields, { shipBy: before }, { shipBy }),
    })),
  )
  await followItems(act, ids)
  await followParcels(
    act,
    found.flatMap(({ state, waveId }) => (state === 'PICKING' ? (waveId ?? []) : [])),
  )
}

/** The work items of parcels' states are due when the parcels are. */
export async function followItems(act: OpenAct, shipmentIds: readonly number[]): Promise<void> {
  const dues = Prisma.sql`
    SELECT id AS subject_id, state::text AS kind, ship_by AS due_at FROM shipments
    WHERE id = ANY(${[...shipmentIds]}::int[])`
  await redateItems(act, shipments.key, dues)
}
