import type { Actor } from '../../../actor.ts'
import type { Tx } from '../../../database/client.ts'
import { db } from '../../../database/client.ts'
import { countEach } from '../../../database/count-each.ts'
import type { KeyColumn, Orders } from '../../../database/keyset.ts'
import { keyPage } from '../../../database/keyset.ts'
import { NotFound } from '../../../errors.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import type { DeliveryFault } from '../../../generated/prisma/enums.ts'
import type { Page, Sorting } from '../../../lib/paging.ts'
import { PAGE_SIZE } from '../../../lib/paging.ts'
import { beginning, containing } from '../../../lib/search.ts'
import { homeSuggestions } from '../../catalog/skus/queries.ts'
import type { ProposedPlace } from '../stock/put-away.ts'
import { placesFor } from '../stock/put-away.ts'
import type { Delivery } from './policy.ts'
import { visibleTo } from './policy.ts'
import type { Tally } from './tally.ts'

/** A delivery with its supplier's name and how much is on it, in pieces. */
export interface DeliveryRow extends Delivery, Tally {
  supplier: string | null
  lines: number
}

const select = Prisma.sql`
  SELECT d.id, d.number, d.supplier_id AS "supplierId", u.name AS supplier, d.expected_by AS "expectedBy", d.note,
    d.state, d.arrived_at AS "arrivedAt", d.closed_at AS "closedAt", d.version, d.created_at AS "createdAt",
    held.lines, held.announced, held.accepted, held.rejected
  FROM deliveries d LEFT JOIN suppliers u ON u.id = d.supplier_id CROSS JOIN LATERAL (
    SELECT count(*)::int AS lines, coalesce(sum(announced), 0)::int AS announced,
      coalesce(sum(accepted), 0)::int AS accepted, coalesce(sum(rejected), 0)::int AS rejected
    FROM delivery_lines WHERE delivery_id = d.id) AS held`

/** The parts of the list; each is a tab. */
export const PARTS = ['open', 'expected', 'arrived', 'wrong', 'closed'] as const
export type Part = (typeof PARTS)[number]

const parts: Record<Part, Prisma.Sql> = {
  open: Prisma.sql`d.state IN ('EXPECTED', 'ARRIVED', 'PARTLY_RECEIVED', 'DISPUTED')`,
  expected: Prisma.sql`d.state = 'EXPECTED'`,
  arrived: Prisma.sql`d.state = 'ARRIVED'`,
  wrong: Prisma.sql`d.state IN ('PARTLY_RECEIVED', 'DISPUTED')`,
  closed: Prisma.sql`d.state IN ('RECEIVED', 'CLOSED_SHORT', 'CANCELLED')`,
}

export interface DeliveryFilter {
  part: Part
  supplierId?: number
  /** Beginning of the number, part of the supplier's name, or a SKU's code. */
  search?: string
  sorting?: Sorting<keyof typeof ORDERS>
}

function where(actor: Actor, { part, supplierId, search }: DeliveryFilter): Prisma.Sql {
  const conditions = [visibleTo(actor), parts[part]]
  if (supplierId) conditions.push(Prisma.sql`d.supplier_id = ${supplierId}`)
  if (search) {
    conditions.push(Prisma.sql`(d.number LIKE ${beginning(search.toUpperCase())} OR u.name LIKE ${containing(search)}
      OR EXISTS (SELECT 1 FROM delivery_lines dl JOIN skus s ON s.id = dl.sku_id
                 WHERE dl.delivery_id = d.id AND s.code = ${search}))`)
  }
  return Prisma.join(conditions, ' AND ')
}

const id: KeyColumn<DeliveryRow> = { sql: Prisma.sql`d.id`, kind: 'number', of: (row) => row.id }
/** What the list can be sorted by. What nobody announced comes after all that was. */
export const ORDERS = {
  number: [id],
  expected: [
    {
      sql: Prisma.sql`d.expected_by`,
      kind: 'moment?',
      of: (row) => row.expectedBy,
      absent: Prisma.sql`'infinity'::timestamptz`,
    },
    id,
  ],
} satisfies Orders<DeliveryRow>

/** What should come first. */
export const USUAL: Sorting<keyof typeof ORDERS> = { by: 'expected', descending: false }

/** A page of deliveries. `size` is larger for exports only. */
export function listDeliveries(
  actor: Actor,
  filter: DeliveryFilter,
  cursor?: string,
  size = PAGE_SIZE,
): Promise<Page<DeliveryRow>> {
  const { by, descending } = filter.sorting ?? USUAL
  return keyPage<DeliveryRow>(
    ORDERS[by],
    descending,
    { cursor, size },
    (cut) => db.$queryRaw<DeliveryRow[]>`
      ${select} WHERE ${where(actor, filter)} ${cut.beyond} ${cut.order} ${cut.limit}`,
  )
}

/** How many deliveries each part holds, one more than `COUNT_LIMIT` at most. */
export function countParts(actor: Actor): Promise<Record<Part, number>> {
  return countEach(PARTS, (part) => Prisma.sql`deliveries d WHERE ${parts[part]} AND ${visibleTo(actor)}`)
}

/** @throws NotFound for a delivery that isn't there */
export async function getDelivery(actor: Actor, id: number): Promise<DeliveryRow> {
  const [row] = await findDeliveries(actor, [id])
  if (!row) throw new NotFound()
  return row
}

/** The visible ones of some deliveries. */
export function findDeliveries(actor: Actor, ids: readonly number[]): Promise<DeliveryRow[]> {
  return db.$queryRaw<DeliveryRow[]>`
    ${select} WHERE d.id = ANY(${[...ids]}::int[]) AND ${visibleTo(actor)} ORDER BY d.id`
}

/** A supplier's deliveries, newest first; the last twenty. */
export function deliveriesOf(actor: Actor, supplierId: number): Promise<DeliveryRow[]> {
  return db.$queryRaw<DeliveryRow[]>`
    ${select} WHERE d.supplier_id = ${supplierId} AND ${visibleTo(actor)} ORDER BY d.id DESC LIMIT 20`
}

/** A line of a delivery with its goods' name and, in pieces, what is counted but not posted yet. */
export interface LineRow extends Tally {
  skuId: number
  sku: string
  product: string
  counted: number
  countedBad: number
}

/** The lines of a delivery by SKU; SKUs that are only counted so far have lines too. */
export function linesOf(tx: Pick<Tx, '$queryRaw'>, deliveryId: number): Promise<LineRow[]> {
  return tx.$queryRaw<LineRow[]>`
    SELECT s.id AS "skuId", s.code AS sku, concat_ws(' ', p.name, s.color, s.size) AS product,
      coalesce(dl.announced, 0) AS announced, coalesce(dl.accepted, 0) AS accepted,
      coalesce(dl.rejected, 0) AS rejected, coalesce(c.good, 0) AS counted, coalesce(c.bad, 0) AS "countedBad"
    FROM (SELECT * FROM delivery_lines WHERE delivery_id = ${deliveryId}) AS dl
      FULL JOIN (SELECT sku_id, coalesce(sum(quantity) FILTER (WHERE fault IS NULL), 0)::int AS good,
          coalesce(sum(quantity) FILTER (WHERE fault IS NOT NULL), 0)::int AS bad
        FROM delivery_counts WHERE delivery_id = ${deliveryId} GROUP BY sku_id) AS c ON c.sku_id = dl.sku_id
      JOIN skus s ON s.id = coalesce(dl.sku_id, c.sku_id) JOIN products p ON p.id = s.product_id
    ORDER BY s.code`
}

/** The lines of a delivery for its page; whoever sees the delivery sees them. */
export function linesFor(delivery: Pick<Delivery, 'id'>): Promise<LineRow[]> {
  return linesOf(db, delivery.id)
}

/** Pieces counted but not posted yet. */
export interface CountRow {
  skuId: number
  sku: string
  product: string
  fault: DeliveryFault | null
  /** Where somebody has said that they go. */
  locationId: number | null
  location: string | null
  quantity: number
}

/** What is counted of a delivery, good pieces first. */
export function countsOf(tx: Pick<Tx, '$queryRaw'>, deliveryId: number): Promise<CountRow[]> {
  return tx.$queryRaw<CountRow[]>`
    SELECT c.sku_id AS "skuId", s.code AS sku, concat_ws(' ', p.name, s.color, s.size) AS product, c.fault,
      c.location_id AS "locationId", l.code AS location, c.quantity
    FROM delivery_counts c JOIN skus s ON s.id = c.sku_id JOIN products p ON p.id = s.product_id
      LEFT JOIN locations l ON l.id = c.location_id
    WHERE c.delivery_id = ${deliveryId} ORDER BY s.code, c.fault NULLS FIRST, c.id`
}

/** The same for a page. */
export function countsFor(delivery: Pick<Delivery, 'id'>): Promise<CountRow[]> {
  return countsOf(db, delivery.id)
}

/** Pieces that were rejected for a reason, and what has become of them. */
export interface RejectionRow {
  id: number
  number: string
  skuId: number
  sku: string
  reason: string
  quantity: number
  state: 'OPEN' | 'REWORKING' | 'RESTOCKED' | 'RETURNED_TO_SUPPLIER' | 'WRITTEN_OFF'
}

/** What was rejected of a delivery. */
export function rejectionsFor({ id }: Pick<Delivery, 'id'>): Promise<RejectionRow[]> {
  return db.$queryRaw<RejectionRow[]>`
    SELECT q.id, q.number, q.sku_id AS "skuId", s.code AS sku, q.reason, q.quantity, q.state
    FROM quarantine_cases q JOIN skus s ON s.id = q.sku_id WHERE q.delivery_id = ${id} ORDER BY q.id`
}

/** A receipt with which goods of a delivery came into stock. */
export interface PostedReceipt {
  id: number
  number: string
  postedAt: Date
  pieces: number
}

/** The receipts of a delivery in the order of their posting. */
export function receiptsFor({ id }: Pick<Delivery, 'id'>): Promise<PostedReceipt[]> {
  return db.$queryRaw<PostedReceipt[]>`
    SELECT r.id, r.number, r.posted_at AS "postedAt",
      (SELECT sum(quantity)::int FROM receipt_lines WHERE receipt_id = r.id) AS pieces
    FROM receipts r WHERE r.delivery_id = ${id} AND r.posted_at IS NOT NULL ORDER BY r.id`
}

/** A line with what its label says. */
export interface LabelledLine {
  code: string
  productName: string
  color: string | null
  size: string | null
  barcodes: { code: string; quantity: number }[]
  /** Pieces that want a label. */
  pieces: number
}

/** The lines of a delivery as labels: accepted and counted good pieces, or the announced ones while there are none. */
export function labelledLines({ id }: Pick<Delivery, 'id'>): Promise<LabelledLine[]> {
  return db.$queryRaw<LabelledLine[]>`
    SELECT s.code, p.name AS "productName", s.color, s.size,
      coalesce((SELECT json_agg(json_build_object('code', b.code, 'quantity', b.quantity) ORDER BY b.code)
        FROM barcodes b WHERE b.sku_id = s.id), '[]') AS barcodes,
      coalesce(nullif(dl.accepted, 0), dl.announced) AS pieces
    FROM delivery_lines dl JOIN skus s ON s.id = dl.sku_id JOIN products p ON p.id = s.product_id
    WHERE dl.delivery_id = ${id} ORDER BY s.code LIMIT 500`
}

/** How a supplier delivers: each share with its numerator and denominator. */
export interface DeliveryRecord {
  /** Announced deliveries that were due. */
  due: number
  onTime: number
  /** Pieces. */
  accepted: number
  rejected: number
  /** Announced pieces of deliveries over which is nothing more to come. */
  closedAnnounced: number
  closedMissing: number
}

/**
 * A supplier's record. A delivery counts as due once its day has passed or it has come; on time when its first goods came
 * by the end of that day. Cancelled ones don't count.
 */
export async function recordOf(supplierId: number, at: Date): Promise<DeliveryRecord> {
  const [row] = await db.$queryRaw<DeliveryRecord[]>`
    SELECT count(*) FILTER (WHERE d.due)::int AS due,
      count(*) FILTER (WHERE d.due AND d.arrived_at < d.expected_by + interval '1 minute')::int AS "onTime",
      coalesce(sum(l.accepted), 0)::int AS accepted, coalesce(sum(l.rejected), 0)::int AS rejected,
      coalesce(sum(l.announced) FILTER (WHERE d.over), 0)::int AS "closedAnnounced",
      coalesce(sum(l.missing) FILTER (WHERE d.over), 0)::int AS "closedMissing"
    FROM (SELECT *, expected_by IS NOT NULL AND (arrived_at IS NOT NULL OR expected_by < ${at}) AS due,
        state IN ('DISPUTED', 'RECEIVED', 'CLOSED_SHORT') AS over
      FROM deliveries WHERE supplier_id = ${supplierId} AND state <> 'CANCELLED') AS d
      CROSS JOIN LATERAL (SELECT sum(announced) AS announced, sum(accepted) AS accepted, sum(rejected) AS rejected,
          sum(greatest(announced - accepted - rejected, 0)) AS missing
        FROM delivery_lines WHERE delivery_id = d.id) AS l`
  return row as DeliveryRecord
}

/** What the form of an inspection and the note on paper are made of. */
export async function whatToInspect(delivery: Pick<Delivery, 'id'>): Promise<{
  lines: LineRow[]
  counts: CountRow[]
  places: Map<number, ProposedPlace>
  locations: string[]
}> {
  const [lines, counts, locations] = await Promise.all([
    linesFor(delivery),
    countsFor(delivery),
    homeSuggestions(),
  ])
  const places = await placesFor(
    db,
    lines.map(({ skuId }) => skuId),
  )
  return { lines, counts, places, locations }
}
