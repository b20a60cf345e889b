import { personOf } from '../../../../actor.ts'
import { Conflict, FieldError } from '../../../../errors.ts'
import { Prisma } from '../../../../generated/prisma/client.ts'
import { sumOf } from '../../../../lib/groups.ts'
import type { Act, OpenAct } from '../../../../work/act.ts'
import { deed } from '../../../../work/act.ts'
import * as door from '../../../../work/door.ts'
import type { Lot } from '../../stock/ledger.ts'
import { allocate, lockWhole, moveAllocated, post } from '../../stock/ledger.ts'
import { waybill, waybillsIn } from '../carriers.ts'
import { shipments } from '../noun.ts'
import type { Shipment } from '../policy.ts'
import { states } from '../workflow.ts'
import { leftOf, linesOf } from './check.ts'
import { documentOf, placeFor, wayBack } from './goods.ts'
import { lockSeen } from './locks.ts'

/** What is bound to a parcel when it's closed. */
export interface Label {
  /** As scanned; spelling is put right here. */
  readonly trackingNumber: string
  readonly carrier: string
}

/** Of a parcel to which no waybill is bound any more: the number is free for another. */
export const UNLABELLED = { trackingNumber: null, carrier: null } as const

/** The same of one that is open; what was settled with the platform was about the waybill that it had. */
export const UNPACKED = { ...UNLABELLED, packedAt: null, packedById: null, confirmedAt: null } as const

/**
 * Closes a parcel: everything in it is checked, its goods go to the packed location, the waybill's number is its own.
 * @throws FieldError for a number that is none, is used already, or isn't the one the platform knows
 * @throws Conflict while pieces are unchecked, or when the parcel has changed
 */
export function packShipment(act: Act, shipment: Shipment, label: Label): Promise<Shipment> {
  return deed(act, async (act) => {
    await lockSeen(act, shipment)
    const lines = await linesOf(act, shipment.id)
    const left = leftOf(lines)
    if (left > 0) throw new Conflict(`还有 ${left} 件没有验货，不能打包。`)
    const trackingNumber = await demandNumber(act, shipment, label.trackingNumber)
    const taken = await moveAllocated(
      act,
      documentOf(shipment.id),
      lines.map(({ id }) => id),
      await placeFor(act, 'PACKED'),
      'PACK',
    )
    if (sumOf(taken, (one) => one.quantity) !== sumOf(lines, (one) => one.quantity)) {
      throw new Conflict(`发货单 ${shipment.number} 的货品没有全部分配到库位，请重新拣货。`)
    }
    try {
      return await door.move(shipments, act, shipment, 'pack', {
        trackingNumber,
        carrier: label.carrier,
        packedAt: act.at,
        packedById: personOf(act.actor),
      })
    } catch (error) {
      // Two packers bound the same number at the same moment; the index let one of them through.
      if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002') {
        throw new FieldError({
          trackingNumber: `运单号 ${trackingNumber} 刚刚用在了另一个包裹上，请换一张面单。`,
        })
      }
      throw error
    }
  })
}

/** Opens a packed parcel again: its goods go back to the shelves, the number is free, every piece is checked anew. */
export function unpackShipment(act: Act, shipment: Shipment, remark: string | null): Promise<Shipment> {
  return deed(act, async (act) => {
    await lockSeen(act, shipment)
    const opened = await door.move(shipments, act, shipment, 'unpack', UNPACKED, { remark })
    await bringBack(act, shipment)
    return opened
  })
}

/** Returns a packed parcel's goods to the shelves and promises the same pieces to its lines again. */
export async function bringBack(act: OpenAct, shipment: Shipment): Promise<void> {
  const back = await returnToShelves(act, shipment)
  const lines = await linesOf(act, shipment.id)
  const { short } = await allocate(
    act,
    lines.map(({ id, skuId, quantity }) => ({ shipmentLineId: id, skuId, quantity })),
    back,
  )
  if (short.length > 0)
    throw new Conflict(`发货单 ${shipment.number} 的货品已被其他发货单占用，请取消后重新生成。`)
}

/**
 * Returns a packed parcel's goods to the shelves, unpromised. Does nothing for one that isn't packed.
 * @returns what is on which shelf again
 */
export async function returnToShelves(act: OpenAct, shipment: Shipment): Promise<readonly Lot[]> {
  const entries = await wayBack(act, shipment.id, 'UNPACK')
  await lockWhole(act, entries)
  await post(act, documentOf(shipment.id), entries)
  await act.tx.$executeRaw`UPDATE shipment_lines SET checked = 0 WHERE shipment_id = ${shipment.id}`
  return entries.filter(({ quantity }) => quantity > 0)
}

async function demandNumber(act: OpenAct, shipment: Shipment, scanned: string): Promise<string> {
  const number = waybill(scanned)
  if (number === null)
    throw new FieldError({ trackingNumber: '这不是运单号：运单号由 8 到 40 位字母和数字组成。' })
  if (shipment.trackingNumber !== null && shipment.trackingNumber !== number) {
    throw new FieldError({
      trackingNumber: `面单不符：这个包裹已登记的运单号是 ${shipment.trackingNumber}，扫到的是 ${number}。`,
    })
  }
  const other = await act.tx.shipment.findFirst({
    where: { trackingNumber: number, id: { not: shipment.id } },
    select: { number: true, state: true },
  })
  if (other) {
    throw new FieldError({
      trackingNumber: `运单号 ${number} 已用于发货单 ${other.number}（${states[other.state].label}），请换一张面单。`,
    })
  }
  const expected = await numbersOnPlatform(act, shipment.id)
  if (expected.length > 0 && !expected.includes(number)) {
    throw new FieldError({
      trackingNumber: `面单不符：平台上这笔订单的运单号是 ${expected.join('、')}，扫到的是 ${number}。`,
    })
  }
  return number
}

/** What the platform already says the parcel's orders travel by, without the numbers of their other parcels. */
export async function numbersOnPlatform(act: OpenAct, shipmentId: number): Promise<string[]> {
  const orders = await act.tx.$queryRaw<{ numbers: string }[]>`
    SELECT DISTINCT o.tracking_number AS numbers FROM shipment_lines l
      JOIN order_lines ol ON ol.id = l.order_line_id JOIN orders o ON o.id = ol.order_id
    WHERE l.shipment_id = ${shipmentId} AND o.tracking_number IS NOT NULL`
  const numbers = orders.flatMap((order) => waybillsIn(order.numbers))
  if (numbers.length === 0) return []
  const used = await act.tx.shipment.findMany({
    where: { trackingNumber: { in: numbers }, id: { not: shipmentId } },
    select: { trackingNumber: true },
  })
  const elsewhere = new Set(used.map(({ trackingNumber }) => trackingNumber))
  return numbers.filter((number) => !elsewhere.has(number))
}
