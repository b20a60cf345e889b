import type { Tx } from '../../../../database/client.ts'
import { Prisma } from '../../../../generated/prisma/client.ts'
import type { OpenAct } from '../../../../work/act.ts'
import { recordAll } from '../../../../work/history.ts'
import { orders } from '../../orders/noun.ts'
import type { Import } from '../policy.ts'
import type { Imaged } from './images.ts'
import { IMAGED } from './images.ts'

/**
 * `undo_orders`: the orders that an import has brought (`is_new`) or changed. Those of which it only told what was known
 * aren't among them.
 */
export async function planUndo(tx: Tx, row: Import): Promise<void> {
  await tx.$executeRaw`
    CREATE TEMP TABLE undo_orders ON COMMIT DROP AS
    SELECT h.subject_id AS order_id, TRUE AS is_new FROM history h
    WHERE h.at = ${row.finishedAt} AND h.noun = ${orders.key} AND h.deed = 'import' AND h.remark = ${row.number}
      AND h.changes IS NULL
    UNION
    SELECT i.order_id, FALSE FROM import_images i
    WHERE i.import_id = ${row.id} AND i.order_id IS NOT NULL AND (i.table_name <> 'orders' OR i.before IS NOT NULL)`
  await tx.$executeRaw`ANALYZE undo_orders`
}

/** The orders of `undo_orders`, as a query of `id` and `is_new`. */
export const UNDO_ORDERS = Prisma.sql`SELECT order_id AS id, is_new FROM undo_orders`

/** Why an import can't be undone as far as orders know; null when nothing stands against it. */
export async function whyNotUndone(tx: Tx, row: Import): Promise<string | null> {
  const [later] = await tx.$queryRaw<{ number: string; count: number }[]>`
    SELECT i.number, count(DISTINCT u.order_id)::int AS count
    FROM undo_orders q JOIN import_images u ON u.order_id = q.order_id AND u.import_id <> ${row.id}
        AND u.id > COALESCE((SELECT max(id) FROM import_images WHERE import_id = ${row.id}), 0)
      JOIN imports i ON i.id = u.import_id
    GROUP BY i.id ORDER BY i.id DESC LIMIT 1`
  if (later) return `之后的导入 ${later.number} 又写过其中 ${later.count} 笔订单，请先撤销那一次`
  const [done] = await tx.$queryRaw<{ id: bigint }[]>`
    SELECT max(id) AS id FROM history WHERE noun = 'orders/imports' AND subject_id = ${row.id} AND deed = 'finish'`
  const since = done?.id ?? 0n
  const [looked] = await tx.$queryRaw<{ number: string }[]>`
    SELECT o.platform_order_id AS number
    FROM undo_orders q JOIN history h ON h.noun = ${orders.key} AND h.subject_id = q.order_id AND h.id > ${since}
        AND h.deed = 'reveal'
      JOIN orders o ON o.id = q.order_id LIMIT 1`
  if (looked) return `有人查看过订单 ${looked.number} 的买家信息，可能已经按它联系或发货`
  const [decided] = await tx.$queryRaw<{ number: string; deed: string }[]>`
    SELECT r.platform_order_id AS number, h.deed
    FROM undo_orders q JOIN order_reviews r ON r.order_id = q.order_id
      JOIN history h ON h.noun = 'orders/reviews' AND h.subject_id = r.id AND h.id > ${since}
    WHERE NOT EXISTS (SELECT 1 FROM imports i WHERE i.number = h.remark AND i.state = 'UNDONE') LIMIT 1`
  return decided ? `订单 ${decided.number} 在导入之后已经审核过，或者因为匹配编码而放行` : null
}

/** A work item is open while a review is held; what undoing does to it. */
export interface UndoneReview {
  readonly id: number
  /** Whether it's held again, or isn't any more. */
  readonly held: boolean
}

/**
 * Takes away what the import has brought and puts back what it found, with a line of history for each order.
 * @returns the reviews that are held again or no longer
 */
export async function undo(act: OpenAct, row: Import): Promise<UndoneReview[]> {
  const { tx } = act
  await recordAll(
    act,
    { noun: orders.key, deed: 'undo-import', remark: row.number },
    Prisma.sql`
      SELECT q.order_id AS "subjectId", NULL::text AS "fromState", NULL::text AS "toState",
        (SELECT jsonb_object_agg(c.key, jsonb_build_array(c.value -> 1, c.value -> 0)) FROM jsonb_each(h.changes) c) AS changes
      FROM undo_orders q LEFT JOIN history h ON h.at = ${row.finishedAt} AND h.noun = ${orders.key} AND h.deed = 'import'
        AND h.remark = ${row.number} AND h.subject_id = q.order_id
      WHERE q.is_new OR h.id IS NOT NULL ORDER BY q.order_id`,
  )
  const reviews = await tx.$queryRaw<UndoneReview[]>`
    SELECT r.id, COALESCE(i.before ->> 'state', '') = 'HELD' AS held
    FROM undo_orders q JOIN order_reviews r ON r.order_id = q.order_id
      LEFT JOIN import_images i ON i.import_id = ${row.id} AND i.table_name = 'order_reviews' AND i.row_id = r.id
    WHERE (q.is_new OR i.id IS NOT NULL) AND (r.state = 'HELD') <> (COALESCE(i.before ->> 'state', '') = 'HELD')
    ORDER BY r.id`
  await remove(tx, row)
  for (const table of Object.keys(IMAGED) as Imaged[]) await restore(tx, row, table)
  await tx.$executeRaw`
    DELETE FROM buyers b WHERE b.shop_id = ${row.shopId} AND b.created_at = ${row.finishedAt}
      AND NOT EXISTS (SELECT 1 FROM orders o WHERE o.buyer_id = b.id)`
  await tx.$executeRaw`DELETE FROM import_images WHERE import_id = ${row.id}`
  return reviews
}

async function remove(tx: Tx, row: Import): Promise<void> {
  const added = (table: Imaged): Prisma.Sql => Prisma.sql`
    SELECT row_id FROM import_images WHERE import_id = ${row.id} AND table_name = ${table} AND before IS NULL`
  const brought = Prisma.sql`SELECT order_id FROM undo_orders WHERE is_new`
  await tx.$executeRaw`DELETE FROM refunds WHERE id IN (${added('refunds')})`
  await tx.$executeRaw`
    DELETE FROM order_reviews WHERE id IN (${added('order_reviews')}) OR order_id IN (${brought})`
  await tx.$executeRaw`
    DELETE FROM buyer_contacts WHERE order_id IN (${added('buyer_contacts')}) OR order_id IN (${brought})`
  await tx.$executeRaw`DELETE FROM order_lines WHERE id IN (${added('order_lines')}) OR order_id IN (${brought})`
  await tx.$executeRaw`DELETE FROM orders WHERE id IN (${brought})`
}

/** Columns come from the database's own catalog, so that none can be forgotten. */
async function restore(tx: Tx, row: Import, table: Imaged): Promise<void> {
  const key = IMAGED[table]
  const columns = await tx.$queryRaw<{ name: string }[]>`
    SELECT attname::text AS name FROM pg_attribute
    WHERE attrelid = ${table}::regclass AND attnum > 0 AND NOT attisdropped AND attname <> ${key} ORDER BY attnum`
  // Whoever has the record open must not write over what is put back.
  const assignments = columns.map(({ name }) =>
    name === 'version' ? `"version" = t."version" + 1` : `"${name}" = r."${name}"`,
  )
  // What was erased in the meantime stays erased.
  const alive = table === 'buyer_contacts' ? Prisma.sql`AND t.erased_at IS NULL` : Prisma.empty
  await tx.$executeRaw`
    UPDATE ${Prisma.raw(table)} t SET ${Prisma.raw(assignments.join(', '))}
    FROM import_images i CROSS JOIN LATERAL jsonb_populate_record(NULL::${Prisma.raw(table)}, i.before) r
    WHERE i.import_id = ${row.id} AND i.table_name = ${table} AND i.before IS NOT NULL
      AND t.${Prisma.raw(key)} = i.row_id ${alive}`
}
