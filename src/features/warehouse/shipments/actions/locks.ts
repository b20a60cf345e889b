import { Conflict } from '../../../../errors.ts'
import type { OpenAct } from '../../../../work/act.ts'
import type { Shipment } from '../policy.ts'

/**
 * The order in which deeds on parcels lock, so that none meets another in a deadlock: the ledger's promises
 * (`lockPromises`) where goods are promised to lines or taken from them, then shipments by id, then what the ledger
 * locks by itself.
 */

/** Locks parcels until the transaction ends and reads them as they are now, in the order of their ids. */
export async function lockShipments(act: OpenAct, ids: readonly number[]): Promise<Shipment[]> {
  if (ids.length === 0) return []
  const locked = await act.tx.$queryRaw<{ id: number }[]>`
    SELECT id FROM shipments WHERE id = ANY(${[...new Set(ids)]}::int[]) ORDER BY id FOR NO KEY UPDATE`
  return act.tx.shipment.findMany({
    where: { id: { in: locked.map(({ id }) => id) } },
    orderBy: { id: 'asc' },
  })
}

/**
 * Locks one parcel and reads it as it is now.
 * @throws Conflict when it has changed since the actor saw it
 */
export async function lockSeen(act: OpenAct, shipment: Shipment): Promise<Shipment> {
  const [now] = await lockShipments(act, [shipment.id])
  if (!now || now.version !== shipment.version) {
    throw new Conflict(`发货单 ${shipment.number} 刚刚被别人处理过，请核对后再操作。`)
  }
  return now
}
