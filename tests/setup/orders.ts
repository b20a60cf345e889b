import { db } from '../../src/database/client.ts'
import type { HoldReason, OrderStatus, RefundStatus, ReviewState } from '../../src/generated/prisma/enums.ts'
import type { Contact } from '../../src/features/orders/buyers/redact.ts'
import { bindingOf, sealContact } from '../../src/features/orders/buyers/seal.ts'
import { now } from '../../src/lib/dates.ts'

/** Orders for tests, each different from all others; every part can be said otherwise. */
let count = 0

export interface OrderPieces {
  status?: OrderStatus
  paidAt?: Date | null
  shipDueAt?: Date | null
  buyerMessage?: string | null
  sellerMemo?: string | null
  /** What the lines are matched by; one line each. */
  codes?: readonly string[]
  lineStatus?: OrderStatus
  refundStatus?: RefundStatus
  review?: { state: ReviewState; reasons?: HoldReason[] } | null
  joinHash?: string | null
  /** Who the buyer is, sealed. */
  contact?: Contact
}

/** An order of a shop with a line per code, paid and released unless said otherwise. */
export async function order(
  shopId: number,
  pieces: OrderPieces = {},
): Promise<{ id: number; platformOrderId: string; lineIds: number[]; reviewId: number }> {
  const n = (count += 1)
  const platformOrderId = String(900_000_000_000_000_000n + BigInt(n))
  const { status = 'PAID', review = { state: 'RELEASED' }, codes = [`CODE-${n}`] } = pieces
  const at = now()
  const row = await db.order.create({
    data: {
      shopId,
      platformOrderId,
      status,
      platformStatus: status,
      orderedAt: at,
      paidAt: pieces.paidAt === undefined ? at : pieces.paidAt,
      shipDueAt: pieces.shipDueAt ?? null,
      buyerMessage: pieces.buyerMessage ?? null,
      sellerMemo: pieces.sellerMemo ?? null,
      exportedAt: at,
      createdAt: at,
      lines: {
        create: codes.map((code, i) => ({
          ordinal: i + 1,
          title: `商品${code}`,
          unitPriceFen: 1000,
          quantity: 1,
          merchantCode: code,
          matchCode: code,
          status: pieces.lineStatus ?? status,
          platformStatus: status,
          refundStatus: pieces.refundStatus ?? 'NONE',
          exportedAt: at,
        })),
      },
      ...(pieces.joinHash === undefined && !pieces.contact
        ? {}
        : {
            contact: {
              create: {
                joinHash: pieces.joinHash ?? null,
                sealedAt: at,
                maskedNick: 't***一',
                sealed: pieces.contact
                  ? Uint8Array.from(sealContact(pieces.contact, bindingOf(shopId, platformOrderId)))
                  : null,
              },
            },
          }),
      ...(review
        ? {
            review: {
              create: {
                shopId,
                platformOrderId,
                state: review.state,
                reasons: review.reasons ?? [],
                createdAt: at,
              },
            },
          }
        : {}),
    },
    include: { lines: { orderBy: { ordinal: 'asc' } }, review: true },
  })
  return {
    id: row.id,
    platformOrderId,
    lineIds: row.lines.map(({ id }) => id),
    reviewId: row.review?.id ?? 0,
  }
}

/** A buyer of a shop. */
export async function buyer(shopId: number): Promise<{ id: number }> {
  const n = (count += 1)
  return db.buyer.create({ data: { shopId, nickHash: `hash-${n}`, maskedNick: 't***一', createdAt: now() } })
}
