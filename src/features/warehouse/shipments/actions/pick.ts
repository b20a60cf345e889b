import { Conflict, FieldError } from '../../../../errors.ts'
import type { Act, OpenAct } from '../../../../work/act.ts'
import { deed } from '../../../../work/act.ts'
import * as door from '../../../../work/door.ts'
import { allowed, demand } from '../../../../work/nouns.ts'
import { demandReason } from '../../stock/hours.ts'
import { allocate, deallocate } from '../../stock/ledger.ts'
import { createWave, finishEmptyWaves } from '../../waves/actions.ts'
import { waves } from '../../waves/noun.ts'
import type { Wave } from '../../waves/policy.ts'
import { shipments } from '../noun.ts'
import type { Shipment } from '../policy.ts'
import { policy } from '../policy.ts'
import { states } from '../workflow.ts'
import { lockShipments } from './locks.ts'
import { byProgram, lineIdsOf } from './stock-out.ts'
import { earliest } from './wanted.ts'

/** At most so many parcels go into one wave: more than a cart and a person can take. */
export const WAVE_LIMIT = 200

/** A wave that was released, and for each parcel that stayed the sentence why. */
export interface Released {
  readonly wave: { readonly id: number; readonly number: string }
  readonly released: readonly number[]
  readonly refused: readonly { readonly id: number; readonly reason: string }[]
}

/**
 * Sends parcels to the warehouse: their goods are promised at locations, they are picked in one walk.
 * @throws FieldError when none of them can go, with the reasons; or when they are too many for one wave
 */
export function releaseWave(
  act: Act,
  shipmentIds: readonly number[],
  note: string | null,
): Promise<Released> {
  return deed(act, async (act) => {
    if (shipmentIds.length > WAVE_LIMIT)
      throw new FieldError({ '': `一个波次最多 ${WAVE_LIMIT} 个包裹，请分几次放行。` })
    const found = await lockShipments(act, shipmentIds)
    const { ready, refused } = sort(act, found)
    const { placed, homeless } = await place(act, ready)
    const stuck = homeless.map(({ id, number }) => ({
      id,
      reason: `${number} 的货品不在货架上，请核对库存。`,
    }))
    if (placed.length === 0) throw new FieldError({ '': reasonsOf([...refused, ...stuck]) })
    const wave = await createWave(act, earliest(placed), note)
    const { moved, refused: others } = await door.moveAll(shipments, act, placed, 'release', {
      waveId: wave.id,
    })
    return {
      wave: { id: wave.id, number: wave.number },
      released: moved.map(({ id }) => id),
      refused: [...refused, ...stuck, ...others],
    }
  })
}

function sort(act: OpenAct, found: readonly Shipment[]): Pick<Released, 'refused'> & { ready: Shipment[] } {
  const ready = found.filter((one) => one.state === 'READY' && allowed(shipments, act.actor, 'release', one))
  const refused = found
    .filter((one) => !ready.includes(one))
    .map(({ id, number, state }) => ({
      id,
      reason:
        state === 'READY'
          ? `${number}：放行波次需要${policy.release.words}。`
          : `${number} 的状态是“${states[state].label}”。`,
    }))
  return { ready, refused }
}

function reasonsOf(refused: Released['refused']): string {
  if (refused.length === 0) return '请先选择要放行的发货单。'
  return [...new Set(refused.map(({ reason }) => reason))].slice(0, 5).join(' ')
}

/** Promises locations, a parcel wholly or not at all. */
async function place(
  act: OpenAct,
  ready: readonly Shipment[],
): Promise<{ placed: Shipment[]; homeless: Shipment[] }> {
  const lines = await act.tx.shipmentLine.findMany({
    where: { shipmentId: { in: ready.map(({ id }) => id) } },
    orderBy: { id: 'asc' },
  })
  const { short } = await allocate(
    act,
    lines.map(({ id, skuId, quantity }) => ({ shipmentLineId: id, skuId, quantity })),
  )
  const shortLines = new Set(short.map(({ shipmentLineId }) => shipmentLineId))
  const out = new Set(lines.filter(({ id }) => shortLines.has(id)).map(({ shipmentId }) => shipmentId))
  await deallocate(
    act,
    lines.filter(({ shipmentId }) => out.has(shipmentId)).map(({ id }) => id),
  )
  return {
    placed: ready.filter(({ id }) => !out.has(id)),
    homeless: ready.filter(({ id }) => out.has(id)),
  }
}

/**
 * The goods of a wave's parcels are at the packing table. Without `shipmentIds` all that are still being picked;
 * the wave ends with its last one. Parcels stopped meanwhile were on the same list, so they count as picked too.
 * @returns how many parcels went on
 * @throws Forbidden
 */
export function finishPicking(
  act: Act,
  wave: Wave,
  { shipmentIds, remark = null }: { shipmentIds?: readonly number[]; remark?: string | null } = {},
): Promise<number> {
  return deed(act, async (act) => {
    demand(waves, act.actor, 'finish', wave)
    await demandReason(act, 'outbound', remark)
    const found = await act.tx.shipment.findMany({
      where: {
        waveId: wave.id,
        pickedAt: null,
        state: { in: ['PICKING', 'STOPPED'] },
        ...(shipmentIds ? { id: { in: [...shipmentIds] } } : {}),
      },
      select: { id: true },
    })
    const locked = await lockShipments(
      act,
      found.map(({ id }) => id),
    )
    const picking = locked.filter(({ state, waveId }) => state === 'PICKING' && waveId === wave.id)
    const { moved } = await door.moveAll(
      shipments,
      act,
      picking,
      'finish-picking',
      { pickedAt: act.at },
      { remark },
    )
    await act.tx.shipment.updateMany({
      where: { id: { in: locked.map(({ id }) => id) }, state: 'STOPPED', waveId: wave.id, pickedAt: null },
      data: { pickedAt: act.at },
    })
    await finishEmptyWaves(act, [wave.id])
    return moved.length
  })
}

/** One parcel's goods are at the packing table. @throws FieldError outside the outbound hours without a reason */
export function pickShipment(act: Act, shipment: Shipment, remark: string | null = null): Promise<Shipment> {
  return deed(act, async (act) => {
    await demandReason(act, 'outbound', remark)
    await lockShipments(act, [shipment.id])
    const picked = await door.move(
      shipments,
      act,
      shipment,
      'finish-picking',
      { pickedAt: act.at },
      { remark },
    )
    await finishEmptyWaves(act, shipment.waveId === null ? [] : [shipment.waveId])
    return picked
  })
}

/** Takes a parcel out of its wave while it's being picked; its goods stay reserved. */
export function leaveWave(act: Act, shipment: Shipment, remark: string | null): Promise<Shipment> {
  return deed(act, async (act) => {
    await lockShipments(act, [shipment.id])
    const left = await door.move(shipments, act, shipment, 'leave-wave', { waveId: null }, { remark })
    await deallocate(act, await lineIdsOf(act, [shipment.id]))
    await finishEmptyWaves(act, shipment.waveId === null ? [] : [shipment.waveId])
    return left
  })
}

/**
 * Dissolves a wave: its parcels wait for another one.
 * @throws Conflict when the wave has ended meanwhile, or a parcel of it went on or was stopped
 */
export function cancelWave(act: Act, wave: Wave, remark: string | null): Promise<void> {
  return deed(act, async (act) => {
    const found = await act.tx.shipment.findMany({
      where: { waveId: wave.id, state: 'PICKING' },
      select: { id: true },
    })
    const picking = await lockShipments(
      act,
      found.map(({ id }) => id),
    )
    const others = await act.tx.shipment.count({ where: { waveId: wave.id, state: { not: 'PICKING' } } })
    if (others > 0) throw new Conflict('这个波次有包裹已拣货完成或被拦截，请让其余包裹逐个退出波次。')
    await door.move(waves, act, wave, 'cancel', {}, { remark })
    const still = picking.filter(({ state, waveId }) => state === 'PICKING' && waveId === wave.id)
    await door.moveAll(shipments, byProgram(act), still, 'leave-wave', { waveId: null }, { remark })
    await deallocate(
      act,
      await lineIdsOf(
        act,
        still.map(({ id }) => id),
      ),
    )
  })
}
