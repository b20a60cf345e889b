import { system } from '../../../actor.ts'
import { Conflict } from '../../../errors.ts'
import type { Act, OpenAct } from '../../../work/act.ts'
import { deed } from '../../../work/act.ts'
import * as door from '../../../work/door.ts'
import { record } from '../../../work/history.ts'
import type { Reaction } from '../../../work/house.ts'
import { tryLockShop } from '../orders/lock.ts'
import { reviews } from './noun.ts'
import type { Review } from './policy.ts'
import { AWAITING, HAS_UNMATCHED } from './reasons.ts'

export { keepReviewItems } from './after-undo.ts'
export { reviewAfterImport } from './hold-after-import.ts'

const UNMATCHED = '还有商家编码没有匹配货品，请先匹配编码'

/**
 * Lets an order go to the warehouse, with what the warehouse must know.
 * @throws Conflict while one of its codes means no goods
 */
export function releaseReview(act: Act, review: Review, instruction: string | null): Promise<void> {
  return deed(act, async (act) => {
    if (isUnmatched(review)) throw new Conflict(`不能放行订单 ${review.platformOrderId}：${UNMATCHED}。`)
    await door.move(reviews, act, review, 'release', { instruction })
  })
}

/** Releases all that can be; the others are told with the reason. */
export function releaseAll(
  act: Act,
  rows: readonly Review[],
): Promise<{ released: number; refused: { reason: string }[] }> {
  return deed(act, async (act) => {
    const unmatched = rows.filter((row) => row.state === 'HELD' && isUnmatched(row))
    const others = rows.filter((row) => !unmatched.includes(row))
    const { moved, refused } = await door.moveAll(reviews, act, others, 'release')
    return {
      released: moved.length,
      refused: [
        ...unmatched.map(({ platformOrderId }) => ({ reason: `${platformOrderId}：${UNMATCHED}` })),
        ...refused.map(({ id, reason }) => ({
          reason: `${others.find((row) => row.id === id)?.platformOrderId}：${reason}`,
        })),
      ],
    }
  })
}

/**
 * Keeps an order from the warehouse until somebody releases it again.
 * @throws Conflict when there is nothing left to ship
 */
export function holdReview(act: Act, review: Review, remark: string): Promise<void> {
  return deed(act, async (act) => {
    const [order] = await act.tx.$queryRaw<{ awaiting: boolean }[]>`
      SELECT ${AWAITING} AS awaiting FROM orders o WHERE o.id = ${review.orderId} FOR SHARE`
    if (!order?.awaiting) throw new Conflict(`订单 ${review.platformOrderId} 已发货或已关闭，不能再暂缓。`)
    await door.move(
      reviews,
      act,
      review,
      'hold',
      { reasons: [...new Set([...review.reasons, 'BY_HAND' as const])] },
      { remark },
    )
  })
}

/**
 * After codes were given a meaning: held orders whose lines all have one now lose that reason, and are released
 * if it was the only one.
 * @param shopId null for all shops
 */
export async function settleMatched(act: Act, shopId: number | null): Promise<void> {
  await deed(act, async (act) => {
    const shops = shopId === null ? await shopsWithUnmatched(act) : [shopId]
    for (const shop of shops) await settleShop(act, shop)
  })
}

/** Now and then: lets go what was held for codes that were matched while an import had the shop's orders in hand. */
export async function catchUpReviews(act: Act): Promise<void> {
  await settleMatched(act, null)
}

async function shopsWithUnmatched({ tx }: OpenAct): Promise<number[]> {
  const rows = await tx.$queryRaw<{ id: number }[]>`
    SELECT DISTINCT shop_id AS id FROM order_reviews
    WHERE state = 'HELD' AND 'UNMATCHED_CODE' = ANY(reasons) ORDER BY 1`
  return rows.map(({ id }) => id)
}

async function settleShop(act: OpenAct, shopId: number): Promise<void> {
  // An import that is running may be about to hold orders for a code that has just been matched. Nobody who matches one
  // waits for that: `catchUpReviews` finds what is left.
  if (!(await tryLockShop(act.tx, shopId))) return
  const rows = await act.tx.$queryRaw<Review[]>`
    SELECT r.id, r.order_id AS "orderId", r.shop_id AS "shopId", r.platform_order_id AS "platformOrderId", r.state,
      r.reasons::text[] AS reasons, r.instruction, r.version, r.created_at AS "createdAt"
    FROM order_reviews r JOIN orders o ON o.id = r.order_id
    WHERE r.shop_id = ${shopId} AND r.state = 'HELD' AND 'UNMATCHED_CODE' = ANY(r.reasons) AND NOT (${HAS_UNMATCHED})
    ORDER BY r.id FOR UPDATE OF r`
  const machine = { ...act, actor: system('codes') }
  const free = rows.filter(({ reasons }) => reasons.length === 1)
  await door.moveAll(reviews, machine, free, 'release', { reasons: [] }, { remark: '商家编码已匹配' })
  const others = rows.filter(({ reasons }) => reasons.length > 1)
  if (others.length === 0) return
  await act.tx.$executeRaw`
    UPDATE order_reviews SET reasons = array_remove(reasons, 'UNMATCHED_CODE'), version = version + 1
    WHERE id = ANY(${others.map(({ id }) => id)})`
  await record(
    { ...act, actor: machine.actor },
    others.map(({ id, reasons }) => ({
      noun: reviews.key,
      subjectId: id,
      deed: 'reconsider',
      changes: { reasons: [reasons, reasons.filter((reason) => reason !== 'UNMATCHED_CODE')] },
      remark: '商家编码已匹配',
    })),
  )
}

function isUnmatched(review: Review): boolean {
  return review.reasons.includes('UNMATCHED_CODE')
}

const settleRows = (rows: readonly object[]): number | null => {
  const shops = new Set(
    rows.map((row) => ('shopId' in row && typeof row.shopId === 'number' ? row.shopId : null)),
  )
  const [only] = shops
  return shops.size === 1 ? (only ?? null) : null
}

/** Whatever gives a code a meaning lets the orders go that waited for it. For the table of reactions. */
export const reviewReactions: readonly Reaction[] = [
  'catalog/merchant-codes create',
  'catalog/merchant-codes edit',
  'catalog/skus create',
  'catalog/skus edit',
].map((words) => {
  const [noun = '', deed = ''] = words.split(' ')
  return { noun, deed, run: (act, rows) => settleMatched(act, settleRows(rows)) }
})
