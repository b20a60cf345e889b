import { system } from '../../../../actor.ts'
import type { Act, OpenAct } from '../../../../work/act.ts'
import { deed } from '../../../../work/act.ts'
import * as door from '../../../../work/door.ts'
import { demand } from '../../../../work/nouns.ts'
import type { Entry, StockDocument, TakenAway } from '../../stock/ledger.ts'
import { lockPromises, release, reserve, takeAway } from '../../stock/ledger.ts'
import { finishEmptyWaves } from '../../waves/actions.ts'
import { shipments } from '../noun.ts'
import type { Shipment } from '../policy.ts'
import { lockShipments } from './locks.ts'

/** The same act under the program's name: consequences that nobody decides. */
export function byProgram(act: OpenAct): OpenAct {
  return { ...act, actor: system('shipping') }
}

/** Ids of all lines of parcels. */
export async function lineIdsOf(act: OpenAct, shipmentIds: readonly number[]): Promise<number[]> {
  const lines = await act.tx.shipmentLine.findMany({
    where: { shipmentId: { in: [...shipmentIds] } },
    select: { id: true },
  })
  return lines.map(({ id }) => id)
}

/**
 * Parcels that can't be filled any more wait for goods: all of theirs are free for others, they leave their wave
 * and are checked anew. The parcels are locked and not packed.
 */
export async function runOut(act: OpenAct, rows: readonly Shipment[], remark: string | null): Promise<void> {
  if (rows.length === 0) return
  const ids = rows.map(({ id }) => id)
  await release(act, await lineIdsOf(act, ids))
  await act.tx
    .$executeRaw`UPDATE shipment_lines SET checked = 0 WHERE shipment_id = ANY(${ids}::int[]) AND checked > 0`
  await door.moveAll(shipments, byProgram(act), rows, 'run-out', { waveId: null, pickedAt: null }, { remark })
  await finishEmptyWaves(
    act,
    rows.flatMap(({ waveId }) => waveId ?? []),
  )
}

/** What happened to parcels when goods were taken. */
export interface Bereft {
  /** Parcels that are out of stock now. */
  readonly outOfStock: readonly number[]
  /** Lines that are to be picked elsewhere than before. */
  readonly reallocated: readonly number[]
}

/**
 * Takes goods away although they may be promised (broken, lost, counted less), and sends the parcels that lose
 * theirs to wait for new ones. Every deed that takes goods away goes through here.
 * @throws OutOfStock when the pieces aren't there, or are all in packed parcels
 */
export async function takeFromParcels(
  act: OpenAct,
  document: StockDocument,
  entries: readonly Entry[],
  remark: string,
): Promise<Bereft> {
  await lockPromises(act)
  await lockShipments(act, await promisedTo(act, entries))
  const taken: TakenAway = await takeAway(act, document, entries)
  const losers = await act.tx.shipment.findMany({
    where: { lines: { some: { id: { in: [...taken.released] } } } },
    orderBy: { id: 'asc' },
  })
  // A stopped parcel keeps waiting for its decision; whoever resumes it finds out.
  const waiting = losers.filter(({ state }) => state !== 'STOPPED')
  await runOut(act, waiting, remark)
  return { outOfStock: waiting.map(({ id }) => id), reallocated: taken.reallocated }
}

/** Parcels to which goods of the entries' SKUs are promised; planning is locked, so no others will be. */
async function promisedTo(act: OpenAct, entries: readonly Entry[]): Promise<number[]> {
  const skuIds = [...new Set(entries.map(({ skuId }) => skuId))]
  const rows = await act.tx.$queryRaw<{ id: number }[]>`
    SELECT DISTINCT l.shipment_id AS id FROM reservations r JOIN shipment_lines l ON l.id = r.shipment_line_id
    WHERE r.sku_id = ANY(${skuIds}::int[]) AND r.ended_at IS NULL`
  return rows.map(({ id }) => id)
}

/** At most so many waiting parcels are looked at in one deed, the most urgent ones. */
const RETRIES = 2000

/**
 * Gives waiting parcels the goods that have come, the most urgent first, each wholly or not at all.
 * @param skuIds only parcels that wait for one of these; absent: all
 * @returns the parcels that are ready now
 */
export function retryOutOfStock(act: Act, skuIds?: readonly number[]): Promise<number[]> {
  return deed(act, async (act) => {
    demand(shipments, act.actor, 'retry', null)
    await lockPromises(act)
    const waiting = await act.tx.shipment.findMany({
      where: {
        state: 'OUT_OF_STOCK',
        ...(skuIds ? { lines: { some: { skuId: { in: [...skuIds] } } } } : {}),
      },
      orderBy: [{ shipBy: 'asc' }, { id: 'asc' }],
      take: RETRIES,
      select: { id: true },
    })
    if (waiting.length === 0) return []
    const locked = await lockShipments(
      act,
      waiting.map(({ id }) => id),
    )
    return refill(
      act,
      locked.filter(({ state }) => state === 'OUT_OF_STOCK'),
    )
  })
}

/** Reserves for parcels that are out of stock, the most urgent first, and makes those ready that got everything. */
export async function refill(act: OpenAct, waiting: readonly Shipment[]): Promise<number[]> {
  const urgency = new Map(
    waiting
      .toSorted((a, b) => a.shipBy.getTime() - b.shipBy.getTime() || a.id - b.id)
      .map(({ id }, rank) => [id, rank]),
  )
  const lines = await act.tx.shipmentLine.findMany({
    where: { shipmentId: { in: [...urgency.keys()] } },
    orderBy: { id: 'asc' },
  })
  const rank = (shipmentId: number): number => urgency.get(shipmentId) ?? 0
  const wants = lines
    .toSorted((a, b) => rank(a.shipmentId) - rank(b.shipmentId) || a.id - b.id)
    .map(({ id, shipmentId, skuId, quantity }) => ({
      group: shipmentId,
      shipmentLineId: id,
      skuId,
      quantity,
    }))
  const { reserved } = await reserve(act, wants)
  const filled = new Set(reserved)
  const { moved } = await door.moveAll(
    shipments,
    byProgram(act),
    waiting.filter(({ id }) => filled.has(id)),
    'refill',
  )
  return moved.map(({ id }) => id)
}
