import { system } from '../../../actor.ts'
import type { HoldReason } from '../../../generated/prisma/enums.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import { groupBy } from '../../../lib/groups.ts'
import type { OpenAct } from '../../../work/act.ts'
import * as door from '../../../work/door.ts'
import { recordAll } from '../../../work/history.ts'
import { closeItems, openItems } from '../../../work/items.ts'
import { reviews } from './noun.ts'
import type { Review } from './policy.ts'
import { AWAITING, REASONS } from './reasons.ts'
import { states } from './workflow.ts'

/** So many rows at once where rows have to pass through the program. */
const BATCH = 500

/**
 * Decides on orders that an import has brought or changed: each that awaits shipping gets a review as soon as its
 * lines are known, held where the order gives a reason (then even before); what has become different since somebody released it holds it again; reasons that are gone
 * leave, and with the last one the order is released; what was shipped or closed needs no decision any more.
 * @param source a query of `order_id` and `fresh`, the kinds of reasons that this import has changed
 * @param remark for history: which import it was
 */
export async function reviewAfterImport(act: OpenAct, source: Prisma.Sql, remark: string): Promise<void> {
  const { tx } = act
  await tx.$executeRaw`
    CREATE TEMP TABLE review_merge ON COMMIT DROP AS
    SELECT o.id AS order_id, o.shop_id, o.platform_order_id, r.id AS review_id, r.state, r.reasons AS old, ${AWAITING} AS awaiting,
      ${REASONS} AS reasons, t.fresh::"HoldReason"[] AS fresh, FALSE AS is_new
    FROM (${source}) t JOIN orders o ON o.id = t.order_id
      LEFT JOIN order_reviews r ON r.order_id = o.id LEFT JOIN buyer_contacts c ON c.order_id = o.id`
  await createReviews(act, remark)
  await reconsider(act, remark)
  await move(act, 'end', Prisma.sql`r.state = 'HELD' AND NOT m.awaiting`, Prisma.sql`r.reasons`, remark)
  await move(
    act,
    'release',
    Prisma.sql`r.state = 'HELD' AND m.awaiting AND r.reasons = '{}'`,
    Prisma.sql`r.reasons`,
    remark,
  )
  const anew = Prisma.sql`ARRAY(SELECT x FROM unnest(m.reasons) x WHERE x = ANY(m.fresh))`
  await move(act, 'hold', Prisma.sql`m.state = 'RELEASED' AND m.awaiting AND ${anew} <> '{}'`, anew, remark)
}

async function createReviews(act: OpenAct, remark: string): Promise<void> {
  const { tx } = act
  const created = await tx.$executeRaw`
    WITH born AS (
      INSERT INTO order_reviews (order_id, shop_id, platform_order_id, state, reasons, created_at)
      SELECT order_id, shop_id, platform_order_id, CASE WHEN reasons = '{}' THEN 'RELEASED' ELSE 'HELD' END::"ReviewState",
        reasons, ${act.at}::timestamptz
      FROM review_merge m WHERE review_id IS NULL AND awaiting
        AND (reasons <> '{}' OR EXISTS (SELECT 1 FROM order_lines l WHERE l.order_id = m.order_id))
      ORDER BY order_id
      RETURNING id, order_id, state)
    UPDATE review_merge m SET review_id = born.id, state = born.state, is_new = TRUE
    FROM born WHERE born.order_id = m.order_id`
  if (created === 0) return
  await recordAll(
    act,
    { noun: reviews.key, deed: 'create', remark },
    Prisma.sql`
      SELECT review_id AS "subjectId", NULL::text AS "fromState", state::text AS "toState",
        CASE WHEN reasons <> '{}' THEN jsonb_build_object('reasons', jsonb_build_array(NULL, to_jsonb(reasons))) END AS changes
      FROM review_merge WHERE is_new ORDER BY review_id`,
  )
  for (let after = 0; ;) {
    const held: Review[] = await tx.$queryRaw`
      ${select} WHERE m.is_new AND r.state = 'HELD' AND r.id > ${after} ORDER BY r.id LIMIT ${BATCH}`
    await openItems(
      act,
      reviews,
      held.map((row) => ({ row, kind: 'HELD', obligation: states.HELD })),
    )
    const last = held.at(-1)
    if (!last || held.length < BATCH) return
    after = last.id
  }
}

const columns = Prisma.sql`
  r.id, r.order_id AS "orderId", r.shop_id AS "shopId", r.platform_order_id AS "platformOrderId", r.state, r.instruction,
  r.version, r.created_at AS "createdAt"`
const select = Prisma.sql`SELECT ${columns}, r.reasons::text[] AS reasons FROM review_merge m JOIN order_reviews r ON r.id = m.review_id`

/** Keeps the reasons of held orders up to date; one that somebody has held by hand keeps that reason. */
async function reconsider(act: OpenAct, remark: string): Promise<void> {
  const still = Prisma.sql`ARRAY(
    SELECT DISTINCT x FROM unnest(m.old || m.fresh) x WHERE x = ANY(m.reasons) OR x = 'BY_HAND' ORDER BY x)`
  const kept = Prisma.sql`NOT m.is_new AND m.awaiting AND m.state = 'HELD'`
  const changed = await act.tx.$executeRaw`
    UPDATE order_reviews r SET reasons = ${still}, version = r.version + 1
    FROM review_merge m WHERE r.id = m.review_id AND ${kept} AND r.reasons <> ${still}`
  if (changed === 0) return
  await recordAll(
    act,
    { noun: reviews.key, deed: 'reconsider', remark },
    Prisma.sql`
      SELECT r.id AS "subjectId", 'HELD' AS "fromState", 'HELD' AS "toState",
        jsonb_build_object('reasons', jsonb_build_array(to_jsonb(m.old), to_jsonb(r.reasons))) AS changes
      FROM review_merge m JOIN order_reviews r ON r.id = m.review_id WHERE ${kept} AND r.reasons <> m.old`,
  )
  await passOn(act, Prisma.sql`${kept} AND (m.old = ${ONLY_CODES}) <> (r.reasons = ${ONLY_CODES})`)
}

const ONLY_CODES = Prisma.sql`'{UNMATCHED_CODE}'::"HoldReason"[]`

/** What is missing decides who must act: those who match codes, or those who speak with buyers. */
async function passOn(act: OpenAct, turned: Prisma.Sql): Promise<void> {
  const rows = await act.tx.$queryRaw<Review[]>`${select} WHERE ${turned} ORDER BY r.id`
  const subjectIds = rows.map(({ id }) => id)
  await closeItems(act, { noun: reviews.key, subjectIds, kind: 'HELD', outcome: 'reconsider' })
  await openItems(
    act,
    reviews,
    rows.map((row) => ({ row, kind: 'HELD', obligation: states.HELD })),
  )
}

/** Moves what fits through the door, as the system; rows with the same reasons at once. */
async function move(
  act: OpenAct,
  key: 'end' | 'release' | 'hold',
  fits: Prisma.Sql,
  reasons: Prisma.Sql,
  remark: string,
): Promise<void> {
  const rows = await act.tx.$queryRaw<(Review & { next: HoldReason[] })[]>`
    SELECT ${columns}, r.reasons::text[] AS reasons, (${reasons})::text[] AS next
    FROM review_merge m JOIN order_reviews r ON r.id = m.review_id
    WHERE NOT m.is_new AND ${fits} ORDER BY r.id`
  for (const group of groupBy(rows, ({ next }) => next.join()).values()) {
    for (let i = 0; i < group.length; i += BATCH) {
      const some = group.slice(i, i + BATCH)
      await door.moveAll(
        reviews,
        { ...act, actor: system('imports') },
        some,
        key,
        { reasons: some[0]?.next ?? [] },
        { remark },
      )
    }
  }
}
