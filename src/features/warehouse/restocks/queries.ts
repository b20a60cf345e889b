import type { Actor } from '../../../actor.ts'
import { db } from '../../../database/client.ts'
import { countEach } from '../../../database/count-each.ts'
import type { KeyColumn, Orders } from '../../../database/keyset.ts'
import { keyPage } from '../../../database/keyset.ts'
import { NotFound } from '../../../errors.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import type { Page, Sorting } from '../../../lib/paging.ts'
import { PAGE_SIZE } from '../../../lib/paging.ts'
import { beginning } from '../../../lib/search.ts'
import type { Restock } from './policy.ts'
import { visibleTo } from './policy.ts'

/** A proposal with the names of goods and supplier. */
export interface RestockRow extends Restock {
  product: string
  supplier: string | null
  deliveryNumber: string | null
}

const select = Prisma.sql`
  SELECT r.id, r.number, r.sku_id AS "skuId", r.sku_code AS "skuCode", r.supplier_id AS "supplierId", r.state, r.urgent,
    r.milli_per_day AS "milliPerDay", r.season_percent AS "seasonPercent", r.lead_days AS "leadDays",
    r.review_days AS "reviewDays", r.safety_pieces AS "safetyPieces", r.owed, r.available, r.on_the_way AS "onTheWay",
    r.minimum_quantity AS "minimumQuantity", r.carton_quantity AS "cartonQuantity", r.proposed,
    r.changed_to AS "changedTo", r.delivery_id AS "deliveryId", r.decided_at AS "decidedAt", r.version,
    r.created_at AS "createdAt", concat_ws(' ', p.name, s.color, s.size) AS product, u.name AS supplier,
    d.number AS "deliveryNumber"
  FROM restocks r JOIN skus s ON s.id = r.sku_id JOIN products p ON p.id = s.product_id
    LEFT JOIN suppliers u ON u.id = r.supplier_id LEFT JOIN deliveries d ON d.id = r.delivery_id`

/** The parts of the list; each is a tab. */
export const PARTS = ['open', 'urgent', 'ordered', 'ended'] as const
export type Part = (typeof PARTS)[number]

const parts: Record<Part, Prisma.Sql> = {
  open: Prisma.sql`r.state = 'PROPOSED'`,
  urgent: Prisma.sql`r.state = 'PROPOSED' AND r.urgent`,
  ordered: Prisma.sql`r.state IN ('ACCEPTED', 'CHANGED')`,
  ended: Prisma.sql`r.state IN ('REJECTED', 'LAPSED')`,
}

export interface RestockFilter {
  part: Part
  supplierId?: number
  /** Beginning of the number or of the SKU's code. */
  search?: string
  sorting?: Sorting<keyof typeof ORDERS>
}

function where(actor: Actor, { part, supplierId, search }: RestockFilter): Prisma.Sql {
  const conditions = [visibleTo(actor), parts[part]]
  if (supplierId) conditions.push(Prisma.sql`r.supplier_id = ${supplierId}`)
  if (search) {
    conditions.push(
      Prisma.sql`(r.number LIKE ${beginning(search.toUpperCase())} OR r.sku_code LIKE ${beginning(search)})`,
    )
  }
  return Prisma.join(conditions, ' AND ')
}

const id: KeyColumn<RestockRow> = { sql: Prisma.sql`r.id`, kind: 'number', of: (row) => row.id }
const urgent: KeyColumn<RestockRow> = {
  sql: Prisma.sql`r.urgent::int`,
  kind: 'number',
  of: (row) => Number(row.urgent),
}
const pieces = (sql: Prisma.Sql, of: (row: RestockRow) => number): KeyColumn<RestockRow>[] => [
  { sql, kind: 'number', of },
  id,
]
/** What the list can be sorted by: open proposals are at most as many as SKUs, so that no order needs an index. */
export const ORDERS = {
  number: [urgent, id],
  proposed: pieces(Prisma.sql`r.proposed`, (row) => row.proposed),
  available: pieces(Prisma.sql`r.available`, (row) => row.available),
} satisfies Orders<RestockRow>

/** What is urgent first, then the newest. */
export const USUAL: Sorting<keyof typeof ORDERS> = { by: 'number', descending: true }

/** A page of proposals. `size` is larger for exports only. */
export function listRestocks(
  actor: Actor,
  filter: RestockFilter,
  cursor?: string,
  size = PAGE_SIZE,
): Promise<Page<RestockRow>> {
  const { by, descending } = filter.sorting ?? USUAL
  return keyPage<RestockRow>(
    ORDERS[by],
    descending,
    { cursor, size },
    (cut) => db.$queryRaw<RestockRow[]>`
      ${select} WHERE ${where(actor, filter)} ${cut.beyond} ${cut.order} ${cut.limit}`,
  )
}

/** How many proposals each part holds, one more than `COUNT_LIMIT` at most. */
export function countParts(actor: Actor): Promise<Record<Part, number>> {
  return countEach(PARTS, (part) => Prisma.sql`restocks r WHERE ${parts[part]} AND ${visibleTo(actor)}`)
}

/** @throws NotFound for a proposal that isn't there */
export async function getRestock(actor: Actor, id: number): Promise<RestockRow> {
  const [row] = await findRestocks(actor, [id])
  if (!row) throw new NotFound()
  return row
}

/** The visible ones of some proposals. */
export function findRestocks(actor: Actor, ids: readonly number[]): Promise<RestockRow[]> {
  return db.$queryRaw<RestockRow[]>`
    ${select} WHERE r.id = ANY(${[...ids]}::int[]) AND ${visibleTo(actor)} ORDER BY r.id`
}

/** A supplier with open proposals; `id` is null for SKUs that nobody delivers. */
export interface Asked {
  id: number | null
  name: string | null
  proposals: number
  urgent: number
}

/** Of whom something should be bought, the most urgent first; the first hundred. */
export function suppliersAsked(actor: Actor): Promise<Asked[]> {
  return db.$queryRaw<Asked[]>`
    SELECT r.supplier_id AS id, u.name, count(*)::int AS proposals, count(*) FILTER (WHERE r.urgent)::int AS urgent
    FROM restocks r LEFT JOIN suppliers u ON u.id = r.supplier_id
    WHERE r.state = 'PROPOSED' AND ${visibleTo(actor)}
    GROUP BY r.supplier_id, u.name ORDER BY 4 DESC, 3 DESC, u.name LIMIT 100`
}

/** Proposals that one form of an order holds. */
const ORDERED_AT_ONCE = 100

/** A supplier's open proposals, the urgent first; null: of SKUs that nobody delivers. The first hundred. */
export function openFor(actor: Actor, supplierId: number | null): Promise<RestockRow[]> {
  return db.$queryRaw<RestockRow[]>`
    ${select} WHERE r.state = 'PROPOSED' AND r.supplier_id IS NOT DISTINCT FROM ${supplierId} AND ${visibleTo(actor)}
    ORDER BY r.urgent DESC, r.sku_code LIMIT ${ORDERED_AT_ONCE}`
}
