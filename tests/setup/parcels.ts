import { system } from '../../src/actor.ts'
import { db } from '../../src/database/client.ts'
import { post } from '../../src/features/warehouse/stock/ledger.ts'
import type { PickupException } from '../../src/generated/prisma/client.ts'
import type { OrderStatus } from '../../src/generated/prisma/enums.ts'
import { moment } from '../../src/lib/dates.ts'
import type { Act } from '../../src/work/act.ts'
import { deed } from '../../src/work/act.ts'
import { location, sku } from './goods.ts'

/** Orders, shelves and packed tables for tests of shipping; the day is Monday 2026-11-23. */
export const NOW = moment('2026-11-23', 10 * 60)

/** The program at work. */
export const program: Act = { actor: system('test'), at: NOW }

/** A warehouse with one packed and one quarantine location. */
export async function warehouse(): Promise<{ packed: number; quarantine: number }> {
  const [packed, quarantine] = [await location('PACKED', 'DB-01'), await location('QUARANTINE', 'GL-01')]
  return { packed: packed.id, quarantine: quarantine.id }
}

/** A SKU of which so many pieces lie on a shelf of its own. */
export async function stocked(quantity: number): Promise<{ id: number; code: string; locationId: number }> {
  const shelf = await location()
  const one = await sku({ homeLocationId: shelf.id })
  await putIn(one.id, shelf.id, quantity)
  return { ...one, locationId: shelf.id }
}

/** Goods that come in from nowhere. */
export async function putIn(skuId: number, locationId: number, quantity: number): Promise<void> {
  if (quantity === 0) return
  await deed(program, (act) =>
    post(act, { noun: 'test', subjectId: 1 }, [{ skuId, locationId, quantity, reason: 'OPENING' }]),
  )
}

let count = 0

interface OrderParts {
  shopId: number
  /** Orders with the same one go to the same buyer and address. */
  joinHash?: string | null
  paidAt?: Date
  status?: OrderStatus
  held?: boolean
  trackingNumber?: string
}

/** A paid and released order; each line names a SKU by its code. */
export async function order(
  lines: readonly { code: string; quantity: number }[],
  { shopId, joinHash = null, paidAt = NOW, status = 'PAID', held = false, trackingNumber }: OrderParts,
): Promise<{ id: number; platformOrderId: string; lineIds: number[] }> {
  count += 1
  const platformOrderId = String(202611200000000000n + BigInt(count))
  const made = await db.order.create({
    data: {
      shopId,
      platformOrderId,
      status,
      platformStatus: '买家已付款，等待卖家发货',
      orderedAt: paidAt,
      paidAt,
      exportedAt: NOW,
      createdAt: NOW,
      freeTimes: [],
      ...(trackingNumber ? { trackingNumber } : {}),
      lines: {
        create: lines.map(({ code, quantity }, i) => ({
          ordinal: i + 1,
          title: `宝贝 ${code}`,
          unitPriceFen: 1000,
          quantity,
          merchantCode: code,
          matchCode: code,
          status,
          platformStatus: '等待卖家发货',
          exportedAt: NOW,
          freeTimes: [],
        })),
      },
      contact: { create: { joinHash, sealedAt: NOW, maskedName: '测*', maskedAddress: '浙江省杭州市**' } },
      review: {
        create: { shopId, platformOrderId, state: held ? 'HELD' : 'RELEASED', reasons: [], createdAt: NOW },
      },
    },
    include: { lines: { orderBy: { id: 'asc' } } },
  })
  return { id: made.id, platformOrderId, lineIds: made.lines.map(({ id }) => id) }
}

/** A parcel that the courier is about not to pick up in time, as a file has told; every part can be said otherwise. */
export async function pickupException(
  shopId: number,
  parts: Partial<Omit<PickupException, 'id' | 'shopId'>> = {},
): Promise<PickupException> {
  count += 1
  const platformOrderId = parts.platformOrderId ?? String(202611210000000000n + BigInt(count))
  return db.pickupException.create({
    data: {
      shopId,
      platformNumber: platformOrderId,
      platformOrderId,
      exceptionType: '支付-揽收(48h)',
      timeoutType: '即将超时',
      pickupDueAt: moment('2026-11-24', 18 * 60),
      compensationFen: 500,
      exportedAt: NOW,
      createdAt: NOW,
      ...parts,
    },
  })
}
