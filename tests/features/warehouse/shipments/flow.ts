import { db } from '../../../../src/database/client.ts'
import {
  checkPiece,
  finishPicking,
  packShipment,
  pickShipment,
  planShipments,
  releaseWave,
} from '../../../../src/features/warehouse/shipments/actions.ts'
import type { Shipment } from '../../../../src/features/warehouse/shipments/policy.ts'
import { prove } from '../../../../src/features/warehouse/stock/ledger.ts'
import type { ShipmentLine, StockLevel, WorkItem } from '../../../../src/generated/prisma/client.ts'
import type { Act } from '../../../../src/work/act.ts'
import type { Cast, Member } from '../../../setup/cast.ts'
import { actor } from '../../../setup/cast.ts'
import { NOW, program } from '../../../setup/parcels.ts'

type ParcelRow = Shipment & { lines: ShipmentLine[] }

/** The people who bring a parcel on its way. */
export interface Crew {
  lead: Act
  clerk: Act
  specialist: Act
}

export async function crewOf(cast: Cast): Promise<Crew> {
  const act = async (member: Member): Promise<Act> => ({ actor: await actor(cast, member), at: NOW })
  return {
    lead: await act('operations-lead'),
    clerk: await act('warehouse-clerk'),
    specialist: await act('operations-specialist'),
  }
}

/** All parcels with their lines, the first made first. */
export const parcels = (): Promise<ParcelRow[]> =>
  db.shipment.findMany({ orderBy: { id: 'asc' }, include: { lines: { orderBy: { id: 'asc' } } } })
export const parcel = (id: number): Promise<ParcelRow> =>
  db.shipment.findUniqueOrThrow({ where: { id }, include: { lines: { orderBy: { id: 'asc' } } } })
export const proof = (): Promise<unknown[]> => prove(db)
export const level = (skuId: number): Promise<StockLevel> =>
  db.stockLevel.findUniqueOrThrow({ where: { skuId } })
/** What stands in somebody's 待办 about parcels. */
export const openItems = (): Promise<WorkItem[]> =>
  db.workItem.findMany({ where: { noun: 'warehouse/shipments', closedAt: null }, orderBy: { id: 'asc' } })

/** Plans everything and brings it to the packing table in one wave. */
export async function picked({ lead, clerk }: Crew): Promise<Shipment[]> {
  await planShipments(program)
  const ready = await db.shipment.findMany({ where: { state: 'READY' } })
  const { wave } = await releaseWave(
    lead,
    ready.map(({ id }) => id),
    null,
  )
  await finishPicking(clerk, await db.wave.findUniqueOrThrow({ where: { id: wave.id } }))
  return db.shipment.findMany({ where: { waveId: wave.id }, orderBy: { id: 'asc' } })
}

/** Checks every piece of a parcel. */
export async function checkAll(clerk: Act, shipmentId: number): Promise<void> {
  const { lines } = await parcel(shipmentId)
  for (const { skuId, quantity } of lines) await checkPiece(clerk, shipmentId, skuId, quantity)
}

/** Brings everything to the hand-over, with the waybill numbers given. */
export async function packed(crew: Crew, ...numbers: string[]): Promise<Shipment[]> {
  const rows = await picked(crew)
  const done = []
  for (const [i, row] of rows.entries()) {
    await checkAll(crew.clerk, row.id)
    const trackingNumber = numbers[i] ?? `YT${8800000000000 + row.id}`
    done.push(await packShipment(crew.clerk, row, { trackingNumber, carrier: '圆通速递' }))
  }
  return done
}

/** Brings one parcel of a wave to the packing table. */
export async function pickOne({ clerk }: Crew, shipmentId: number): Promise<Shipment> {
  return pickShipment(clerk, await parcel(shipmentId))
}

/** Closes one checked parcel with a waybill of its own. */
export async function packOne({ clerk }: Crew, shipmentId: number): Promise<Shipment> {
  const label = { trackingNumber: `YT${8800000000000 + shipmentId}`, carrier: '圆通速递' }
  return packShipment(clerk, await parcel(shipmentId), label)
}
