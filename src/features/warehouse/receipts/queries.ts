import type { Actor } from '../../../actor.ts'
import type { Tx } from '../../../database/client.ts'
import { db } from '../../../database/client.ts'
import { countEach } from '../../../database/count-each.ts'
import type { KeyColumn, Orders } from '../../../database/keyset.ts'
import { keyPage } from '../../../database/keyset.ts'
import { NotFound } from '../../../errors.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import type { Page, Sorting } from '../../../lib/paging.ts'
import { PAGE_SIZE } from '../../../lib/paging.ts'
import { beginning, containing } from '../../../lib/search.ts'
import type { Line } from './lines.ts'
import type { Receipt } from './policy.ts'
import { visibleTo } from './policy.ts'

/** A receipt with how much is on it. */
export interface ReceiptRow extends Receipt {
  lines: number
  pieces: number
}

const select = Prisma.sql`
  SELECT r.id, r.number, r.kind, r.source, r.note, r.delivery_id AS "deliveryId", r.state, r.posted_at AS "postedAt", r.version,
    r.created_at AS "createdAt", held.lines, held.pieces
  FROM receipts r CROSS JOIN LATERAL (
    SELECT count(*)::int AS lines, coalesce(sum(quantity), 0)::int AS pieces
    FROM receipt_lines WHERE receipt_id = r.id) AS held`

export const STATES = ['DRAFT', 'POSTED', 'VOID'] as const

export interface ReceiptFilter {
  state?: Receipt['state']
  kind?: Receipt['kind']
  /** Beginning of the number, part of the source, or a SKU's code. */
  search?: string
  sorting?: Sorting<keyof typeof ORDERS>
}

function where(actor: Actor, { state, kind, search }: ReceiptFilter): Prisma.Sql {
  const conditions = [visibleTo(actor)]
  if (state) conditions.push(Prisma.sql`r.state = ${state}::"ReceiptState"`)
  if (kind) conditions.push(Prisma.sql`r.kind = ${kind}::"ReceiptKind"`)
  if (search) {
    conditions.push(Prisma.sql`(r.number LIKE ${beginning(search)} OR r.source LIKE ${containing(search)}
      OR EXISTS (SELECT 1 FROM receipt_lines rl JOIN skus s ON s.id = rl.sku_id
                 WHERE rl.receipt_id = r.id AND s.code = ${search}))`)
  }
  return Prisma.join(conditions, ' AND ')
}

const id: KeyColumn<ReceiptRow> = { sql: Prisma.sql`r.id`, kind: 'number', of: (row) => row.id }
/** What the list can be sorted by. What isn't posted comes after all that is. */
export const ORDERS = {
  number: [id],
  posted: [
    {
      sql: Prisma.sql`r.posted_at`,
      kind: 'moment?',
      of: (row) => row.postedAt,
      absent: Prisma.sql`'infinity'::timestamptz`,
    },
    id,
  ],
} satisfies Orders<ReceiptRow>

/** Newest first. */
export const USUAL: Sorting<keyof typeof ORDERS> = { by: 'number', descending: true }

/** A page of receipts. `size` is larger for exports only. */
export function listReceipts(
  actor: Actor,
  filter: ReceiptFilter,
  cursor?: string,
  size = PAGE_SIZE,
): Promise<Page<ReceiptRow>> {
  const { by, descending } = filter.sorting ?? USUAL
  return keyPage<ReceiptRow>(
    ORDERS[by],
    descending,
    { cursor, size },
    (cut) => db.$queryRaw<ReceiptRow[]>`
      ${select} WHERE ${where(actor, filter)} ${cut.beyond} ${cut.order} ${cut.limit}`,
  )
}

/** How many receipts are in each state, one more than `COUNT_LIMIT` at most. */
export function countStates(actor: Actor): Promise<Record<Receipt['state'], number>> {
  return countEach(
    ['DRAFT', 'POSTED', 'VOID'],
    (state) => Prisma.sql`receipts r WHERE ${visibleTo(actor)} AND r.state = ${state}::"ReceiptState"`,
  )
}

/** @throws NotFound for a receipt that isn't there */
export async function getReceipt(actor: Actor, id: number): Promise<ReceiptRow> {
  const [row] = await findReceipts(actor, [id])
  if (!row) throw new NotFound()
  return row
}

/** The visible ones of some receipts. */
export function findReceipts(actor: Actor, ids: readonly number[]): Promise<ReceiptRow[]> {
  return db.$queryRaw<ReceiptRow[]>`${select} WHERE r.id = ANY(${[...ids]}) AND ${visibleTo(actor)}`
}

/** A line with its goods' name. */
export interface LineRow extends Line {
  id: number
  product: string
}

/** The lines of a receipt in the order in which they were written. */
export function linesOf(tx: Pick<Tx, '$queryRaw'>, receiptId: number): Promise<LineRow[]> {
  return tx.$queryRaw<LineRow[]>`
    SELECT rl.id, rl.sku_id AS "skuId", s.code AS sku, concat_ws(' ', p.name, s.color, s.size) AS product,
      rl.location_id AS "locationId", l.code AS location, rl.quantity
    FROM receipt_lines rl JOIN skus s ON s.id = rl.sku_id JOIN products p ON p.id = s.product_id
      JOIN locations l ON l.id = rl.location_id
    WHERE rl.receipt_id = ${receiptId} ORDER BY rl.id`
}

/** The lines of a receipt for its page; whoever sees the receipt sees them. */
export function linesFor(receipt: Receipt): Promise<LineRow[]> {
  return linesOf(db, receipt.id)
}
