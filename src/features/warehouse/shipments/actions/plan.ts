import { seesShop } from '../../../../actor.ts'
import type { Act, OpenAct } from '../../../../work/act.ts'
import { deed } from '../../../../work/act.ts'
import * as door from '../../../../work/door.ts'
import { record } from '../../../../work/history.ts'
import { demand } from '../../../../work/nouns.ts'
import { nextNumbers } from '../../../../work/numbers.ts'
import { lockPromises, reserve } from '../../stock/ledger.ts'
import { shipments } from '../noun.ts'
import type { Shipment } from '../policy.ts'
import { followItems } from './follow-ship-by.ts'
import { lockShipments } from './locks.ts'
import { runOut } from './stock-out.ts'
import type { Parcel, Scope } from './wanted.ts'
import { wantedParcels } from './wanted.ts'

/** What a planning made of the orders. */
export interface Planned {
  /** New parcels, those that wait for goods among them. */
  readonly created: number
  /** Orders' goods that joined a parcel which was waiting for its wave. */
  readonly joined: number
  readonly outOfStock: number
  /** Whether there's more for the next planning. */
  readonly more: boolean
}

/** So many parcels are made in one deed, so that nobody waits long for the promises it locks. */
export const ROUND = 500

/**
 * Makes parcels of everything that may ship and isn't planned yet, the most urgent first: orders of one buyer and
 * address travel together, also with a parcel that still waits for its wave; goods are reserved for the whole parcel
 * or not at all. Planning twice plans nothing new, and one planning waits for the other. Of more than `ROUND`
 * parcels the rest is for the next planning.
 */
export function planShipments(act: Act, scope: Scope = {}): Promise<Planned> {
  return deed(act, async (act) => {
    demand(shipments, act.actor, 'plan', null)
    await lockPromises(act)
    const wanted = await wantedParcels(act, scope)
    const parcels = wanted.parcels.filter(({ shopId }) => seesShop(act.actor, shopId))
    const planned = parcels.length > 0 ? await planRound(act, parcels.slice(0, ROUND)) : NOTHING
    return { ...planned, more: wanted.more || parcels.length > ROUND }
  })
}

const NOTHING = { created: 0, joined: 0, outOfStock: 0 } as const

/** A parcel to be, the shipment it becomes a part of, and whether that one was there before. */
interface Placed {
  readonly parcel: Parcel
  readonly shipment: Shipment
  readonly joins: boolean
  readonly lineIds: number[]
}

async function planRound(act: OpenAct, parcels: readonly Parcel[]): Promise<Omit<Planned, 'more'>> {
  const hosts = await hostsFor(act, parcels)
  const hostOf = ({ shopId, joinHash }: Parcel): Shipment | undefined => hosts.get(`${shopId}/${joinHash}`)
  const fresh = await create(
    act,
    parcels.filter((parcel) => !hostOf(parcel)),
  )
  let next = 0
  const placed = await addLines(
    act,
    parcels.map((parcel) => {
      const host = hostOf(parcel)
      return { parcel, shipment: host ?? (fresh[next++] as Shipment), joins: host !== undefined, lineIds: [] }
    }),
  )
  const { reserved } = await reserve(
    act,
    placed.flatMap(({ parcel, lineIds }, group) =>
      parcel.lines.map(({ skuId, quantity }, i) => ({
        group,
        shipmentLineId: lineIds[i] as number,
        skuId,
        quantity,
      })),
    ),
  )
  const filled = new Set(reserved)
  const short = placed.filter((_, group) => !filled.has(group))
  await separate(act, short)
  await noteJoined(
    act,
    placed.filter(({ joins }, group) => joins && filled.has(group)),
  )
  const joined = placed.filter(({ joins }, group) => joins && filled.has(group)).length
  return { created: placed.length - joined, joined, outOfStock: short.length }
}

/** Parcels of the same buyer and address that still wait for their wave, locked; none whose label is printed already. */
async function hostsFor(act: OpenAct, parcels: readonly Parcel[]): Promise<Map<string, Shipment>> {
  const hashes = parcels.flatMap(({ joinHash }) => joinHash ?? [])
  const found = await act.tx.shipment.findMany({
    where: { state: 'READY', trackingNumber: null, joinHash: { in: hashes } },
    select: { id: true },
  })
  const locked = await lockShipments(
    act,
    found.map(({ id }) => id),
  )
  const waiting = locked.filter(({ state, trackingNumber }) => state === 'READY' && trackingNumber === null)
  return new Map(waiting.toReversed().map((one) => [`${one.shopId}/${one.joinHash}`, one]))
}

async function create(act: OpenAct, parcels: readonly Parcel[]): Promise<Shipment[]> {
  if (parcels.length === 0) return []
  const numbers = await nextNumbers(act, 'CK', parcels.length)
  return door.createAll(
    shipments,
    act,
    parcels.map(({ shopId, joinHash, shipBy }, i) => ({
      number: numbers[i] as string,
      shopId,
      joinHash,
      shipBy,
      createdAt: act.at,
    })),
    { deed: 'plan' },
  )
}

async function addLines(act: OpenAct, placed: readonly Placed[]): Promise<Placed[]> {
  const rows = await act.tx.shipmentLine.createManyAndReturn({
    data: placed.flatMap(({ parcel, shipment }) =>
      parcel.lines.map(({ orderLineId, skuId, quantity, code, units }) => ({
        shipmentId: shipment.id,
        orderLineId,
        skuId,
        quantity,
        plannedCode: code,
        plannedUnits: units,
      })),
    ),
    select: { id: true },
  })
  let next = 0
  return placed.map((one) => ({
    ...one,
    lineIds: one.parcel.lines.map(() => (rows[next++] as { id: number }).id),
  }))
}

/** Goods that are short wait in a parcel of their own and hold up no other. */
async function separate(act: OpenAct, short: readonly Placed[]): Promise<void> {
  const joiners = short.filter(({ joins }) => joins)
  const apart = await create(
    act,
    joiners.map(({ parcel }) => parcel),
  )
  const lineIds = joiners.flatMap((one) => one.lineIds)
  const homes = joiners.flatMap((one, i) => one.lineIds.map(() => (apart[i] as Shipment).id))
  if (lineIds.length > 0) {
    await act.tx.$executeRaw`
      UPDATE shipment_lines l SET shipment_id = moved.shipment_id
      FROM unnest(${lineIds}::int[], ${homes}::int[]) AS moved(id, shipment_id) WHERE l.id = moved.id`
  }
  const waiting = [...short.filter(({ joins }) => !joins).map(({ shipment }) => shipment), ...apart]
  await runOut(act, waiting, '库存不足')
}

/** A parcel that others joined must leave when the most urgent of them must. */
async function noteJoined(act: OpenAct, joined: readonly Placed[]): Promise<void> {
  if (joined.length === 0) return
  await act.tx.$executeRaw`
    UPDATE shipments s SET ship_by = LEAST(s.ship_by, j.ship_by), version = s.version + 1
    FROM unnest(${joined.map(({ shipment }) => shipment.id)}::int[],
      ${joined.map(({ parcel }) => parcel.shipBy.toISOString())}::timestamptz[]) AS j(id, ship_by) WHERE s.id = j.id`
  await followItems(
    act,
    joined.map(({ shipment }) => shipment.id),
  )
  await record(
    act,
    joined.map(({ shipment, parcel }) => ({
      noun: shipments.key,
      subjectId: shipment.id,
      deed: 'combine',
      fromState: shipment.state,
      toState: shipment.state,
      remark: `并入 ${new Set(parcel.lines.map(({ orderId }) => orderId)).size} 笔订单`,
    })),
  )
}
