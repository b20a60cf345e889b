import { db } from '../../src/database/client.ts'
import type { Refund, RefundStatus } from '../../src/generated/prisma/client.ts'
import { store } from '../../src/storage/files.ts'
import { NOW } from './parcels.ts'
import { PICTURE } from './picture.ts'

/** What the platform says of goods that come back, and pictures of them, for tests. */
let count = 0

/** A refund of an order whose goods are to come back, as a file has told; every part can be said otherwise. */
export async function refund(
  order: { id: number; platformOrderId: string },
  shopId: number,
  parts: Partial<Omit<Refund, 'id' | 'shopId' | 'orderId'>> & { status?: RefundStatus } = {},
): Promise<Refund> {
  count += 1
  return db.refund.create({
    data: {
      shopId,
      platformRefundId: String(700_000_000_000_000n + BigInt(count)),
      platformOrderId: order.platformOrderId,
      orderId: order.id,
      status: 'AGREED',
      platformStatus: '等待买家退货',
      type: '退货退款',
      reason: '尺码不合适',
      appliedAt: NOW,
      exportedAt: NOW,
      createdAt: NOW,
      freeTimes: [],
      ...parts,
    },
  })
}

/** Gives a record a picture. */
export async function photo(noun: string, subjectId: number): Promise<void> {
  const fileId = await store(PICTURE, 'image/png', NOW)
  await db.photo.create({ data: { noun, subjectId, fileId, at: NOW } })
}
