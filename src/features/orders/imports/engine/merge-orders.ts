import { Prisma } from '../../../../generated/prisma/client.ts'
import { ORDER_FIELDS, historical, mergeOf } from './fields.ts'
import type { Job } from './staged.ts'

/**
 * The state that the lines of an order add up to (see `stateOfLines`). The database's enum stands in the order of
 * rank, so that least and greatest mean what they say.
 */
const DERIVED = Prisma.raw(`
  CASE WHEN bool_and(status = 'CLOSED') THEN 'CLOSED'::"OrderStatus"
    WHEN min(status) FILTER (WHERE status <> 'CLOSED') = 'PAID' AND max(status) FILTER (WHERE status <> 'CLOSED') > 'PAID'
      THEN 'PART_SHIPPED'
    ELSE min(status) FILTER (WHERE status <> 'CLOSED') END`)

/** The platform's words for a state that no file has said of the order itself. */
const WORDS = Prisma.raw(`
  CASE status WHEN 'UNPAID' THEN '等待买家付款' WHEN 'PAID' THEN '买家已付款,等待卖家发货'
    WHEN 'PART_SHIPPED' THEN '卖家部分发货' WHEN 'SHIPPED' THEN '卖家已发货,等待买家确认'
    WHEN 'FINISHED' THEN '交易成功' WHEN 'CLOSED' THEN '交易关闭' ELSE '' END`)

/** `line_states`: what the lines of the file's orders, stored and new, add up to. */
export function statesOfLines(job: Job): Prisma.Sql {
  return Prisma.sql`
    CREATE TEMP TABLE line_states ON COMMIT DROP AS
    SELECT platform_order_id, ${DERIVED} AS status, min(platform_status) AS platform_status
    FROM (
      SELECT platform_order_id, status, platform_status FROM line_merge
      UNION ALL
      SELECT o.platform_order_id, l.status, l.platform_status
      FROM (SELECT DISTINCT "platformOrderId" FROM staged_lines) s
        JOIN orders o ON o.shop_id = ${job.shopId} AND o.platform_order_id = s."platformOrderId"
        JOIN order_lines l ON l.order_id = o.id
      WHERE NOT EXISTS (SELECT 1 FROM line_match t WHERE t.line_id = l.id)) l GROUP BY platform_order_id`
}

/** `line_states` of a file without lines. */
export const noLineStates = Prisma.sql`
  CREATE TEMP TABLE line_states (platform_order_id text, status "OrderStatus", platform_status text) ON COMMIT DROP`

/** A line of `line_merge` as history tells it; `prefix` says whether before or after. */
export function told(prefix: string): string {
  return `jsonb_strip_nulls(jsonb_build_object('ordinal', m.ordinal, 'title', left(m.${prefix}title, 60),
    'code', m.${prefix}merchant_code, 'properties', m.${prefix}properties, 'quantity', m.${prefix}quantity,
    'status', m.${prefix}status, 'refundStatus', m.${prefix}refund_status))`
}

/** `line_changes`: for history, the lines of each order that became different, before and after. */
export const changesOfLines = Prisma.sql`
  CREATE TEMP TABLE line_changes ON COMMIT DROP AS
  SELECT m.platform_order_id, bool_or(m.line_id IS NULL) AS added, jsonb_build_array(
      jsonb_agg(${Prisma.raw(told('old_'))} ORDER BY m.ordinal) FILTER (WHERE m.line_id IS NOT NULL),
      jsonb_agg(${Prisma.raw(told(''))} ORDER BY m.ordinal)) AS lines
  FROM line_merge m WHERE m.changed OR m.line_id IS NULL GROUP BY m.platform_order_id`

/** `line_changes` of a file without lines. */
export const noLineChanges = Prisma.sql`
  CREATE TEMP TABLE line_changes (platform_order_id text, added boolean, lines jsonb) ON COMMIT DROP`

/** Contacts: the richest that a file told, among equals the newest; the hashes and the doubt of the newest address. */
const CONTACT = (job: Job): Prisma.Sql => Prisma.sql`
  s.sealed, s."richness", s."nickHash" AS nick_hash, s."joinHash" AS join_hash, s."addressHash" AS address_hash,
  s."addressDoubt" AS address_doubt, s."maskedNick" AS masked_nick, s."maskedName" AS masked_name,
  s."maskedPhone" AS masked_phone, s."maskedAddress" AS masked_address,
  s.sealed IS NOT NULL AND c.erased_at IS NULL AND (c.order_id IS NULL OR s."richness" > c.richness
    OR (s."richness" = c.richness AND ${job.exportedAt} >= c.sealed_at)) AS takes_sealed,
  s.sealed IS NOT NULL AND (s."addressHash" IS NOT NULL OR s."addressDoubt" IS NOT NULL) AND c.erased_at IS NULL
    AND (c.address_at IS NULL OR ${job.exportedAt} >= c.address_at) AS takes_address,
  c.order_id IS NOT NULL AS has_contact, c.sealed AS old_sealed, c.address_hash AS old_address_hash,
  c.address_doubt AS old_address_doubt, c.masked_address AS old_masked_address`

/**
 * Whether the newest address is another one: its text differs, or, where the platform has hidden a part of only one of
 * the two, its district does.
 */
const MOVED = Prisma.raw(`
  takes_address AND (
    address_doubt = 'CHANGED' AND old_address_doubt IS DISTINCT FROM 'CHANGED'
    OR address_hash IS NOT NULL AND address_hash IS DISTINCT FROM old_address_hash AND (
      old_address_hash IS NULL OR left(address_hash, 1) = left(old_address_hash, 1)
      OR masked_address IS DISTINCT FROM old_masked_address))`)

/** Both addresses, masked; where they look alike, the new one says that it's another. */
const ADDRESS_CHANGE = Prisma.raw(`
  jsonb_build_array(
    CASE WHEN old_address_hash IS NOT NULL OR old_masked_address IS NOT NULL THEN COALESCE(old_masked_address, '***') END,
    COALESCE(masked_address, '***') ||
      CASE WHEN COALESCE(masked_address, '***') = COALESCE(old_masked_address, '***') THEN '（有变化）' ELSE '' END)`)

/** `order_merge`: what each order of the file becomes, `is_new` or not, with `changes` for history. */
export function mergeOrders(job: Job): Prisma.Sql {
  const merged = ORDER_FIELDS.map((field, i) => ({
    field,
    ...mergeOf(field, i + 1, job.given.has(field.name), job.seconds),
  }))
  // Files without the time of ordering can still create the order, at the earliest moment that any of them tells; the
  // first that has it puts it right.
  const fallback = Prisma.sql`
    CASE WHEN free_times[1] > 0 THEN ordered_at ELSE LEAST(old_ordered_at, paid_at, ${job.exportedAt}::timestamptz) END`
  const change = (name: string, before: string, after: string): string =>
    `'${name}', CASE WHEN ${before} IS DISTINCT FROM ${after} THEN jsonb_build_array(${before}, ${after}) END`
  // Given here, what is new needn't be told its id afterwards, row by row. A preview gives none away.
  const id = job.writes
    ? Prisma.sql`COALESCE(m.known_id, nextval(pg_get_serial_sequence('orders', 'id'))::int)`
    : Prisma.sql`m.known_id`
  const changes = ORDER_FIELDS.map((field) =>
    change(field.name, historical(field, `m.old_${field.column}`), historical(field, `m.${field.column}`)),
  )
  return Prisma.sql`
    CREATE TEMP TABLE order_merge ON COMMIT DROP AS
    SELECT m.*, m.known_id IS NULL AS is_new, ${id} AS order_id, CASE WHEN m.known_id IS NOT NULL THEN jsonb_strip_nulls(
        jsonb_build_object(${Prisma.raw(change('status', 'm.old_status', 'm.status'))}, ${Prisma.raw(changes.join(', '))},
          'address', CASE WHEN ${MOVED} THEN ${ADDRESS_CHANGE} END, 'lines', m.lines)) ELSE '{}' END AS changes
    FROM (
      SELECT d.*, ${fallback} AS placed_at,
        CASE WHEN d.status = d.staged_status AND d.staged_words IS NOT NULL THEN d.staged_words
          WHEN d.status = d.old_status THEN d.old_words
          WHEN ${WORDS} <> '' THEN ${WORDS} ELSE COALESCE(d.line_words, '') END AS platform_status
      FROM (
        SELECT s.row_number, s."platformOrderId" AS platform_order_id, o.id AS known_id,
          COALESCE(GREATEST(o.listed_status, s.status, l.status,
            CASE WHEN l.status IS NULL THEN o.status END), 'UNKNOWN') AS status, o.status AS old_status,
          GREATEST(o.listed_status, s.status) AS listed_status, o.listed_status AS old_listed_status,
          s.status AS staged_status, s."platformStatus" AS staged_words, o.platform_status AS old_words,
          l.platform_status AS line_words, g.lines, COALESCE(g.added, FALSE) AS lines_added,
          ${Prisma.join(
            merged.map(
              ({ field, value }) =>
                Prisma.sql`${value} AS ${Prisma.raw(field.column)}, ${Prisma.raw(`o.${field.column} AS old_${field.column}`)}`,
            ),
          )},
          ARRAY[${Prisma.join(merged.map(({ time }) => time))}]::int[] AS free_times, o.free_times AS old_free_times,
          ${CONTACT(job)}
        FROM staged_orders s
          LEFT JOIN orders o ON o.shop_id = ${job.shopId} AND o.platform_order_id = s."platformOrderId"
          LEFT JOIN buyer_contacts c ON c.order_id = o.id
          LEFT JOIN line_states l ON l.platform_order_id = s."platformOrderId"
          LEFT JOIN line_changes g ON g.platform_order_id = s."platformOrderId"
      ) d ORDER BY d.row_number
    ) m`
}
