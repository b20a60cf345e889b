import { personOf } from '../../../../actor.ts'
import { groupBy } from '../../../../lib/groups.ts'
import type { Act, OpenAct } from '../../../../work/act.ts'
import { deed } from '../../../../work/act.ts'
import * as door from '../../../../work/door.ts'
import type { Opening } from '../../../../work/items.ts'
import { openItems } from '../../../../work/items.ts'
import { nextNumber } from '../../../../work/numbers.ts'
import { field, holder } from '../../../../work/obligations.ts'
import { handOvers } from '../../hand-overs/noun.ts'
import type { HandOver } from '../../hand-overs/policy.ts'
import { consume, post } from '../../stock/ledger.ts'
import { isSameCarrier } from '../carriers.ts'
import { shipments } from '../noun.ts'
import type { Shipment } from '../policy.ts'
import { states } from '../workflow.ts'
import { packedGoods } from './goods.ts'
import { lockShipments } from './locks.ts'
import { earliest } from './wanted.ts'

/** What a courier took, and for each parcel that stayed the sentence why. */
export interface HandedOver {
  /** The document; null when no parcel could go. */
  readonly handOver: { readonly id: number; readonly number: string } | null
  readonly shipped: readonly number[]
  readonly refused: readonly { readonly id: number; readonly reason: string }[]
}

/**
 * Gives packed parcels to a courier: a document, the goods leave the ledger, and the specialist of each shop must
 * tell the platform. Parcels that can't go (stopped, of another carrier, gone already) don't hold up the others.
 * @throws Forbidden
 */
export function handOverShipments(
  act: Act,
  shipmentIds: readonly number[],
  carrier: string,
): Promise<HandedOver> {
  return deed(act, async (act) => {
    const found = await lockShipments(act, shipmentIds)
    const refused = found.flatMap((shipment) => {
      const reason = whyNotYet(shipment, carrier)
      return reason ? [{ id: shipment.id, reason }] : []
    })
    const staying = new Set(refused.map(({ id }) => id))
    const leaving = found.filter(({ id }) => !staying.has(id))
    if (leaving.length === 0) return { handOver: null, shipped: [], refused }
    const { id, number } = await door.create(handOvers, act, {
      number: await nextNumber(act, 'JJ'),
      carrier,
      personId: personOf(act.actor),
      createdAt: act.at,
    })
    const { moved, refused: others } = await door.moveAll(shipments, act, leaving, 'hand-over', {
      handOverId: id,
      shippedAt: act.at,
    })
    await takeOut(act, id, moved)
    await askForSheets(act, moved)
    return { handOver: { id, number }, shipped: moved.map((one) => one.id), refused: [...refused, ...others] }
  })
}

/** Why no courier may have a parcel, in a sentence; null for one that is packed. */
export function whyHeld({
  number,
  state,
  warning,
}: Pick<Shipment, 'number' | 'state' | 'warning'>): string | null {
  if (state === 'STOPPED') return `${number} 已被拦截：${warning ?? '等待处理'}，不能交接。`
  if (state !== 'PACKED') return `${number} 的状态是“${states[state].label}”，不能交接。`
  return null
}

function whyNotYet(shipment: Shipment, carrier: string): string | null {
  const { number, trackingNumber } = shipment
  const held = whyHeld(shipment)
  if (held) return held
  if (!shipment.carrier || !isSameCarrier(shipment.carrier, carrier)) {
    return `${number}（${trackingNumber ?? '无运单号'}）是${shipment.carrier ?? '未登记快递'}的包裹，不能交给${carrier}。`
  }
  return null
}

async function takeOut(act: OpenAct, handOverId: number, leaving: readonly Shipment[]): Promise<void> {
  const ids = leaving.map(({ id }) => id)
  const lines = await act.tx.shipmentLine.findMany({
    where: { shipmentId: { in: ids } },
    select: { id: true },
  })
  await consume(
    act,
    lines.map(({ id }) => id),
  )
  const goods = await packedGoods(act, ids)
  await post(
    act,
    { noun: handOvers.key, subjectId: handOverId },
    goods.map(({ skuId, locationId, quantity }) => ({
      skuId,
      locationId,
      quantity: -quantity,
      reason: 'HAND_OVER' as const,
    })),
  )
}

/**
 * One matter per shop and hand-over, due when its first parcel is: tell the platform what has left. Of what is settled
 * with the platform already, nothing is to be told.
 */
export async function askForSheets(act: OpenAct, shipped: readonly Shipment[]): Promise<void> {
  const untold = shipped.filter(({ confirmedAt }) => confirmedAt === null)
  const gone = await act.tx.handOver.findMany({
    where: { id: { in: untold.flatMap(({ handOverId }) => handOverId ?? []) } },
  })
  const openings = gone.flatMap((handOver) => {
    const parcels = untold.filter(({ handOverId }) => handOverId === handOver.id)
    return [...groupBy(parcels, ({ shopId }) => shopId)].map(([shopId, some]) =>
      openingOf({ ...handOver, version: 1, shopId }, some),
    )
  })
  await openItems<HandOver>(act, handOvers, openings)
}

function openingOf(row: HandOver & { shopId: number }, parcels: readonly Shipment[]): Opening<HandOver> {
  return {
    row,
    kind: sheetItem(row.shopId),
    obligation: {
      owner: holder('OPERATIONS_SPECIALIST'),
      due: field(() => earliest(parcels)),
      remindBefore: 4 * 60,
      title: () => `生成发货表并上传平台：${row.number}，${parcels.length} 个包裹`,
    },
  }
}

/** The kind of the work item by which a shop's part of a hand-over waits for its batch-ship sheet. */
export function sheetItem(shopId: number): string {
  return `SHIP_SHEET_${shopId}`
}
