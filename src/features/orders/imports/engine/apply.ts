import { Prisma } from '../../../../generated/prisma/client.ts'
import type { OpenAct } from '../../../../work/act.ts'
import { recordAll } from '../../../../work/history.ts'
import { orders } from '../../orders/noun.ts'
import { LINE_FIELDS, ORDER_FIELDS } from './fields.ts'
import type { Watch } from '../watch.ts'
import { noteImages } from './images.ts'
import type { Job } from './staged.ts'

const columns = (fields: readonly { column: string }[], of = ''): Prisma.Sql =>
  Prisma.raw(fields.map(({ column }) => of + column).join(', '))
const assignments = (fields: readonly { column: string }[]): Prisma.Sql =>
  Prisma.raw(fields.map(({ column }) => `${column} = m.${column}`).join(', '))

/** `ordered_at` is never empty; see `placed_at`. */
const OTHERS = ORDER_FIELDS.filter(({ name }) => name !== 'orderedAt')

/** Does what `plan` has worked out: one statement for each table, and one history row for each order that became different. */
export async function apply(act: OpenAct, job: Job, watch: Watch, hasLines: boolean): Promise<void> {
  watch.tell('orders', 35)
  await writeBuyers(act, job)
  await writeOrders(act, job)
  if (hasLines) {
    watch.tell('lines', 50)
    await writeLines(act, job)
  }
  watch.tell('contacts', 60)
  await writeContacts(act, job)
  watch.tell('history', 70)
  await recordAll(
    act,
    { noun: orders.key, deed: 'import', remark: job.number },
    Prisma.sql`
      SELECT order_id AS "subjectId", NULL::text AS "fromState", NULL::text AS "toState", NULLIF(changes, '{}') AS changes
      FROM order_merge WHERE is_new OR changes <> '{}' ORDER BY order_id`,
  )
}

async function writeBuyers({ tx, at }: OpenAct, job: Job): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO buyers (shop_id, nick_hash, masked_nick, created_at)
    SELECT DISTINCT ON (nick_hash) ${job.shopId}::int, nick_hash, masked_nick, ${at}::timestamptz
    FROM order_merge m WHERE nick_hash IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM buyers b WHERE b.shop_id = ${job.shopId} AND b.nick_hash = m.nick_hash)
    ORDER BY nick_hash`
}

async function writeOrders({ tx, at }: OpenAct, job: Job): Promise<void> {
  const buyer = Prisma.sql`(SELECT b.id FROM buyers b WHERE b.shop_id = ${job.shopId} AND b.nick_hash = m.nick_hash)`
  const differs = Prisma.sql`(m.changes - 'lines' <> '{}' OR m.free_times <> m.old_free_times
    OR m.listed_status IS DISTINCT FROM m.old_listed_status OR o.ordered_at <> m.placed_at OR o.exported_at < ${job.exportedAt}
    OR o.buyer_id IS NULL AND m.nick_hash IS NOT NULL)`
  // Those that stay as they are too: their file has told of them, so an earlier one can't be undone alone.
  await noteImages(
    tx,
    job,
    'orders',
    Prisma.sql`
      SELECT o.id AS row_id, o.id AS order_id, CASE WHEN ${differs} THEN to_jsonb(o) END AS before
      FROM order_merge m JOIN orders o ON o.id = m.known_id`,
  )
  await tx.$executeRaw`
    UPDATE orders o SET status = m.status, platform_status = m.platform_status, listed_status = m.listed_status,
      ordered_at = m.placed_at, ${assignments(OTHERS)}, free_times = m.free_times,
      exported_at = GREATEST(o.exported_at, ${job.exportedAt}), buyer_id = COALESCE(o.buyer_id, ${buyer})
    FROM order_merge m
    WHERE o.id = m.known_id AND ${differs}`
  await tx.$executeRaw`
    INSERT INTO orders (id, shop_id, platform_order_id, buyer_id, status, platform_status, listed_status, ordered_at,
      ${columns(OTHERS)}, free_times, exported_at, created_at)
    SELECT m.order_id, ${job.shopId}::int, m.platform_order_id, b.id, m.status, m.platform_status, m.listed_status,
      m.placed_at, ${Prisma.raw(
        OTHERS.map(({ column, type }) =>
          type === 'boolean' ? `COALESCE(m.${column}, FALSE)` : `m.${column}`,
        ).join(', '),
      )}, m.free_times, ${job.exportedAt}::timestamptz, ${at}::timestamptz
    FROM order_merge m LEFT JOIN buyers b ON b.shop_id = ${job.shopId} AND b.nick_hash = m.nick_hash
    WHERE m.is_new`
}

async function writeLines({ tx }: OpenAct, job: Job): Promise<void> {
  const differs = Prisma.sql`(m.changed OR m.free_times <> m.old_free_times OR l.exported_at < ${job.exportedAt})`
  await noteImages(
    tx,
    job,
    'order_lines',
    Prisma.sql`
      SELECT l.id AS row_id, l.order_id, to_jsonb(l) AS before
      FROM line_merge m JOIN order_lines l ON l.id = m.line_id WHERE ${differs}`,
  )
  await tx.$executeRaw`
    UPDATE order_lines l SET platform_line_id = m.platform_line_id, ${assignments(LINE_FIELDS)}, status = m.status,
      platform_status = m.platform_status, refund_status = m.refund_status,
      platform_refund_status = m.platform_refund_status, match_code = m.match_code, free_times = m.free_times,
      exported_at = GREATEST(l.exported_at, ${job.exportedAt})
    FROM line_merge m
    WHERE l.id = m.line_id AND ${differs}`
  await noteImages(
    tx,
    job,
    'order_lines',
    Prisma.sql`SELECT id AS row_id, order_id, NULL::jsonb AS before FROM born`,
    Prisma.sql`WITH written AS (
    INSERT INTO order_lines (order_id, platform_line_id, ordinal, ${columns(LINE_FIELDS)}, status, platform_status,
      refund_status, platform_refund_status, match_code, free_times, exported_at)
    SELECT o.order_id, m.platform_line_id, m.ordinal, ${columns(LINE_FIELDS, 'm.')}, m.status, m.platform_status,
      m.refund_status, m.platform_refund_status, m.match_code, m.free_times, ${job.exportedAt}::timestamptz
    FROM line_merge m JOIN order_merge o ON o.platform_order_id = m.platform_order_id
    WHERE m.line_id IS NULL ORDER BY o.order_id, m.ordinal
    RETURNING id, order_id),
    born AS (SELECT w.id, w.order_id FROM written w JOIN order_merge o ON o.order_id = w.order_id AND NOT o.is_new)`,
  )
}

async function writeContacts({ tx }: OpenAct, job: Job): Promise<void> {
  const sealed = Prisma.sql`(m.takes_sealed AND (c.sealed_at <> ${job.exportedAt} OR c.sealed <> decode(m.sealed, 'base64')))`
  const address = Prisma.sql`(m.takes_address
    AND (c.address_at IS DISTINCT FROM ${job.exportedAt} OR c.address_hash IS DISTINCT FROM m.address_hash
      OR c.address_doubt IS DISTINCT FROM m.address_doubt::"AddressDoubt" OR c.join_hash IS DISTINCT FROM m.join_hash))`
  await noteImages(
    tx,
    job,
    'buyer_contacts',
    Prisma.sql`
      SELECT c.order_id AS row_id, c.order_id, to_jsonb(c) AS before
      FROM order_merge m JOIN buyer_contacts c ON c.order_id = m.order_id WHERE ${sealed} OR ${address}`,
  )
  await noteImages(
    tx,
    job,
    'buyer_contacts',
    Prisma.sql`SELECT order_id AS row_id, order_id, NULL::jsonb AS before FROM born`,
    Prisma.sql`WITH written AS (
      INSERT INTO buyer_contacts (order_id, sealed, richness, sealed_at, masked_nick, masked_name, masked_phone,
        masked_address, join_hash, address_hash, address_doubt, address_at)
      SELECT m.order_id, decode(m.sealed, 'base64'), m.richness, ${job.exportedAt}::timestamptz, m.masked_nick, m.masked_name,
        m.masked_phone, m.masked_address, m.join_hash, m.address_hash, m.address_doubt::"AddressDoubt",
        CASE WHEN m.takes_address THEN ${job.exportedAt}::timestamptz END
      FROM order_merge m WHERE (m.takes_sealed OR m.takes_address) AND NOT m.has_contact
      RETURNING order_id),
      born AS (SELECT w.order_id FROM written w JOIN order_merge m ON m.order_id = w.order_id AND NOT m.is_new)`,
  )
  await tx.$executeRaw`
    UPDATE buyer_contacts c SET sealed = decode(m.sealed, 'base64'), richness = m.richness, sealed_at = ${job.exportedAt},
      masked_nick = m.masked_nick, masked_name = m.masked_name, masked_phone = m.masked_phone,
      masked_address = m.masked_address
    FROM order_merge m WHERE c.order_id = m.order_id AND m.has_contact AND ${sealed}`
  await tx.$executeRaw`
    UPDATE buyer_contacts c SET join_hash = m.join_hash, address_hash = m.address_hash,
      address_doubt = m.address_doubt::"AddressDoubt", address_at = ${job.exportedAt}
    FROM order_merge m WHERE c.order_id = m.order_id AND m.has_contact AND ${address}`
}
