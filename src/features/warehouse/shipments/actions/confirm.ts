import { groupBy } from '../../../../lib/groups.ts'
import { Prisma } from '../../../../generated/prisma/client.ts'
import type { Act, OpenAct } from '../../../../work/act.ts'
import { deed } from '../../../../work/act.ts'
import * as door from '../../../../work/door.ts'
import { closeItems, openItems } from '../../../../work/items.ts'
import { holder, working } from '../../../../work/obligations.ts'
import { waybillsIn } from '../carriers.ts'
import { shipments } from '../noun.ts'
import type { Shipment } from '../policy.ts'
import { lockShipments } from './locks.ts'
import { byProgram } from './stock-out.ts'

/** The kind of the work item about a waybill number on which we and the platform differ. */
export const CHECK_WAYBILL = 'CHECK_WAYBILL'

/** What the platform's order list said about parcels that carry a number. */
export interface Confirmed {
  readonly confirmed: number
  /** Parcels whose orders the platform ships by another number. */
  readonly mismatched: number
}

/**
 * Compares parcels with what the platform says of their orders: the same waybill number confirms a parcel that has
 * left; another one, once the platform calls the whole order shipped, is a matter for the specialist.
 * @param orderIds absent: all orders of parcels that aren't confirmed
 */
export function confirmByOrders(act: Act, orderIds?: readonly number[]): Promise<Confirmed> {
  return deed(act, async (act) => {
    const ids = await unconfirmed(act, orderIds)
    const locked = await lockShipments(act, ids)
    const rows = locked.filter(({ confirmedAt, trackingNumber }) => !confirmedAt && trackingNumber !== null)
    const said = groupBy(await platformSays(act, rows), ({ shipmentId }) => shipmentId)
    const agreed = rows.filter(
      (row) => row.state === 'SHIPPED' && (said.get(row.id) ?? []).some((one) => one.agrees),
    )
    const { moved } = await door.moveAll(shipments, byProgram(act), agreed, 'confirm', {
      confirmedAt: act.at,
    })
    await closeItems(act, {
      noun: shipments.key,
      subjectIds: moved.map(({ id }) => id),
      kind: CHECK_WAYBILL,
      outcome: 'confirm',
    })
    const contradicted = rows.filter((row) => {
      const words = said.get(row.id) ?? []
      return words.some((one) => one.contradicts) && !words.some((one) => one.agrees)
    })
    await askToCheck(act, contradicted)
    return { confirmed: moved.length, mismatched: contradicted.length }
  })
}

/** A specialist has found out which number is right; the parcel counts as told to the platform. */
export function settleWaybill(act: Act, shipment: Shipment, remark: string): Promise<Shipment> {
  return deed(act, async (act) => {
    const settled = await door.edit(
      shipments,
      act,
      shipment,
      { confirmedAt: act.at },
      { deed: 'settle', remark },
    )
    await closeItems(act, {
      noun: shipments.key,
      subjectIds: [shipment.id],
      kind: CHECK_WAYBILL,
      outcome: 'settle',
    })
    return settled
  })
}

async function unconfirmed(act: OpenAct, orderIds: readonly number[] | undefined): Promise<number[]> {
  const among = orderIds ? Prisma.sql`AND o.id = ANY(${[...orderIds]}::int[])` : Prisma.empty
  const rows = await act.tx.$queryRaw<{ id: number }[]>`
    SELECT s.id FROM shipments s
    WHERE s.state IN ('PACKED', 'SHIPPED') AND s.confirmed_at IS NULL AND EXISTS (
      SELECT 1 FROM shipment_lines l JOIN order_lines ol ON ol.id = l.order_line_id JOIN orders o ON o.id = ol.order_id
      WHERE l.shipment_id = s.id AND o.tracking_number IS NOT NULL ${among})`
  return rows.map(({ id }) => id)
}

interface Word {
  readonly shipmentId: number
  readonly agrees: boolean
  readonly contradicts: boolean
}

/** An order contradicts when it's shipped whole, but by none of the numbers of our parcels for it. */
async function platformSays(act: OpenAct, rows: readonly Shipment[]): Promise<Word[]> {
  const ids = rows.map(({ id }) => id)
  const found = await act.tx.$queryRaw<
    { shipmentId: number; ours: string; theirs: string; whole: boolean; all: string[] }[]
  >`
    SELECT DISTINCT s.id AS "shipmentId", s.tracking_number AS ours, o.tracking_number AS theirs,
      o.status IN ('SHIPPED', 'FINISHED') AS whole,
      ARRAY(SELECT DISTINCT s2.tracking_number FROM order_lines ol2 JOIN shipment_lines l2 ON l2.order_line_id = ol2.id
        JOIN shipments s2 ON s2.id = l2.shipment_id
        WHERE ol2.order_id = o.id AND s2.tracking_number IS NOT NULL) AS all
    FROM shipments s JOIN shipment_lines l ON l.shipment_id = s.id
      JOIN order_lines ol ON ol.id = l.order_line_id JOIN orders o ON o.id = ol.order_id
    WHERE s.id = ANY(${ids}::int[]) AND o.tracking_number IS NOT NULL`
  return found.map(({ shipmentId, ours, theirs, whole, all }) => {
    const numbers = waybillsIn(theirs)
    return {
      shipmentId,
      agrees: numbers.includes(ours),
      contradicts: whole && numbers.length > 0 && !all.some((number) => numbers.includes(number)),
    }
  })
}

async function askToCheck(act: OpenAct, rows: readonly Shipment[]): Promise<void> {
  await openItems(
    act,
    shipments,
    rows.map((row) => ({
      row,
      kind: CHECK_WAYBILL,
      obligation: {
        owner: holder<Shipment>('OPERATIONS_SPECIALIST'),
        due: working<Shipment>('office', { days: 1 }),
        title: (shipment: Shipment) => `核对运单：${shipment.number} 与平台的运单号不一致`,
      },
    })),
  )
}
