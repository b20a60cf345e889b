import type { Act, OpenAct } from '../../../../work/act.ts'
import { deed } from '../../../../work/act.ts'
import * as door from '../../../../work/door.ts'
import { demand } from '../../../../work/nouns.ts'
import type { Lot } from '../../stock/ledger.ts'
import { allocate, lockPromises, release, reserve } from '../../stock/ledger.ts'
import { finishEmptyWaves } from '../../waves/actions.ts'
import { shipments } from '../noun.ts'
import type { Shipment } from '../policy.ts'
import { states } from '../workflow.ts'
import { linesOf } from './check.ts'
import { lockSeen, lockShipments } from './locks.ts'
import { UNLABELLED, UNPACKED, returnToShelves } from './pack.ts'
import { byProgram, lineIdsOf, retryOutOfStock, runOut } from './stock-out.ts'
import { keepWanted } from './take-out.ts'

/** Keeps a parcel in the house although it's picked or packed; the sentence is shown large at the terminal. */
export function stopShipment(act: Act, shipment: Shipment, warning: string): Promise<Shipment> {
  return deed(act, async (act) => {
    await lockSeen(act, shipment)
    return door.move(shipments, act, shipment, 'stop', { warning }, { remark: warning })
  })
}

/**
 * Lets a stopped parcel go on: what its orders no longer want is taken out, everything else is checked anew (or
 * picked, if it wasn't yet). A parcel that lost its goods meanwhile waits for new ones.
 * @throws Conflict when nothing of it may ship any more
 */
export function resumeShipment(act: Act, shipment: Shipment, remark: string | null): Promise<Shipment> {
  return deed(act, async (act) => {
    const move = shipment.pickedAt === null ? 'resume-picking' : 'resume'
    demand(shipments, act.actor, move, shipment)
    await lockPromises(act)
    const before = await lockSeen(act, shipment)
    const { joinHash, removed } = await keepWanted(act, before)
    const back = await returnToShelves(act, before)
    const changes = { joinHash, warning: null, ...UNPACKED }
    if (await promiseAgain(act, before.id, back))
      await door.move(shipments, act, before, move, changes, { remark })
    else {
      const edited = await door.edit(shipments, byProgram(act), before, changes, { remark })
      await runOut(act, [edited], '恢复时库存不足')
    }
    await giveBack(act, removed)
    return act.tx.shipment.findUniqueOrThrow({ where: { id: before.id } })
  })
}

/** Reserves and places whatever isn't any more, at `back` first; false when goods are short. */
async function promiseAgain(act: OpenAct, shipmentId: number, back: readonly Lot[]): Promise<boolean> {
  const lines = await linesOf(act, shipmentId)
  const ids = lines.map(({ id }) => id)
  const [reserved, placed] = [
    await act.tx.reservation.findMany({ where: { shipmentLineId: { in: ids }, endedAt: null } }),
    await act.tx.pickAllocation.findMany({ where: { shipmentLineId: { in: ids } } }),
  ]
  const without = (rows: readonly { shipmentLineId: number }[]): typeof lines =>
    lines.filter(({ id }) => !rows.some((row) => row.shipmentLineId === id))
  const wants = without(reserved).map(({ id, skuId, quantity }) => ({ shipmentLineId: id, skuId, quantity }))
  const { short } = await reserve(
    act,
    wants.map((want) => ({ group: shipmentId, ...want })),
  )
  if (short.length > 0) return false
  const picks = without(placed).map(({ id, skuId, quantity }) => ({ shipmentLineId: id, skuId, quantity }))
  return (await allocate(act, picks, back)).short.length === 0
}

/**
 * Ends a parcel that hasn't left: packed goods go back to the shelves, promises end, waiting parcels may have the
 * goods. What of its orders may still ship is planned anew by the next planning.
 */
export function cancelShipment(act: Act, shipment: Shipment, remark: string | null): Promise<void> {
  return deed(act, async (act) => {
    demand(shipments, act.actor, 'cancel', shipment)
    await lockPromises(act)
    const before = await lockSeen(act, shipment)
    const cancelled = await door.move(shipments, act, before, 'cancel', UNPACKED, { remark })
    await returnToShelves(act, before)
    await giveBack(act, [cancelled])
  })
}

/** What came of a cancellation of several parcels. */
export interface Cancelled {
  readonly cancelled: readonly number[]
  readonly refused: readonly { readonly id: number; readonly reason: string }[]
}

/** Ends parcels that aren't picked yet, all with the same reason; stopped ones are decided one by one. */
export function cancelShipments(
  act: Act,
  shipmentIds: readonly number[],
  remark: string,
): Promise<Cancelled> {
  return deed(act, async (act) => {
    await lockPromises(act)
    const found = await lockShipments(act, shipmentIds)
    const waiting = found.filter(({ state }) => state === 'READY' || state === 'OUT_OF_STOCK')
    const others = found.filter((one) => !waiting.includes(one))
    const { moved, refused } = await door.moveAll(shipments, act, waiting, 'cancel', UNLABELLED, { remark })
    await giveBack(act, moved)
    return {
      cancelled: moved.map(({ id }) => id),
      refused: [
        ...refused,
        ...others.map(({ id, number, state }) => ({
          id,
          reason: `${number} 的状态是“${states[state].label}”，请打开它单独处理。`,
        })),
      ],
    }
  })
}

/** Ends all promises of parcels that won't leave; waiting parcels may have the goods. Planning is locked. */
export async function giveBack(act: OpenAct, ended: readonly Shipment[]): Promise<void> {
  if (ended.length === 0) return
  const freed = await release(
    act,
    await lineIdsOf(
      act,
      ended.map(({ id }) => id),
    ),
  )
  await finishEmptyWaves(
    act,
    ended.flatMap(({ waveId }) => waveId ?? []),
  )
  const skuIds = [...new Set(freed.map(({ skuId }) => skuId))]
  if (skuIds.length > 0) await retryOutOfStock(byProgram(act), skuIds)
}
