import type { Actor } from '../../../actor.ts'
import { db } from '../../../database/client.ts'
import type { KeyColumn, Order, Orders } from '../../../database/keyset.ts'
import { keyPage } from '../../../database/keyset.ts'
import { NotFound } from '../../../errors.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import type { Page, Sorting } from '../../../lib/paging.ts'
import { PAGE_SIZE } from '../../../lib/paging.ts'
import { found, inUse } from '../../catalog/skus/queries.ts'
import { visibleTo as seesShipment } from '../shipments/policy.ts'
import { isHidden } from './blind.ts'
import { visibleTo } from './policy.ts'

/** A SKU over all locations, in pieces. */
export interface StockRow {
  id: number
  version: number
  code: string
  productId: number
  product: string
  color: string | null
  size: string | null
  homeLocation: string | null
  onHand: number
  reserved: number
  quarantined: number
  available: number
  /** Some of it lies where the actor mustn't know how much there is. */
  hidden: boolean
}

const AVAILABLE = Prisma.sql`coalesce(l.on_hand - l.reserved - l.quarantined, 0)`

const select = (actor: Actor): Prisma.Sql => Prisma.sql`
  SELECT s.id, s.version, s.code, s.product_id AS "productId", p.name AS product, s.color, s.size,
    home.code AS "homeLocation", coalesce(l.on_hand, 0) AS "onHand", coalesce(l.reserved, 0) AS reserved,
    coalesce(l.quarantined, 0) AS quarantined, ${AVAILABLE} AS available,
    EXISTS (SELECT 1 FROM stock_balances b WHERE b.sku_id = s.id AND b.quantity > 0
      AND ${isHidden(actor, Prisma.sql`b.location_id`)}) AS hidden
  FROM skus s JOIN products p ON p.id = s.product_id LEFT JOIN stock_levels l ON l.sku_id = s.id
    LEFT JOIN locations home ON home.id = s.home_location_id`

/** The parts of the list; each is a tab. */
export const PARTS = ['all', 'out', 'reserved', 'quarantined', 'misplaced'] as const
export type Part = (typeof PARTS)[number]

const parts: Record<Part, Prisma.Sql> = {
  all: Prisma.sql`TRUE`,
  out: Prisma.sql`${AVAILABLE} = 0`,
  reserved: Prisma.sql`l.reserved > 0`,
  quarantined: Prisma.sql`l.quarantined > 0`,
  misplaced: Prisma.sql`EXISTS (SELECT 1 FROM stock_balances b JOIN locations at ON at.id = b.location_id
    WHERE b.sku_id = s.id AND b.quantity > 0 AND at.kind = 'STORAGE' AND at.id <> s.home_location_id)`,
}

const code: KeyColumn<StockRow> = { sql: Prisma.sql`s.code`, kind: 'text', of: (row) => row.code }
const pieces = (sql: Prisma.Sql, of: (row: StockRow) => number): Order<StockRow> => [
  { sql, kind: 'number', of },
  code,
]
/** What the list can be sorted by. Bounded as the catalog is, so that no order needs an index of its own. */
export const ORDERS = {
  code: [code],
  onHand: pieces(Prisma.sql`coalesce(l.on_hand, 0)`, (row) => row.onHand),
  reserved: pieces(Prisma.sql`coalesce(l.reserved, 0)`, (row) => row.reserved),
  quarantined: pieces(Prisma.sql`coalesce(l.quarantined, 0)`, (row) => row.quarantined),
  available: pieces(AVAILABLE, (row) => row.available),
} satisfies Orders<StockRow>

/** By the SKU's code. */
export const USUAL: Sorting<keyof typeof ORDERS> = { by: 'code', descending: false }

export interface StockFilter {
  part: Part
  /** Beginning of the SKU's or its product's code, part of the product's name, or a whole barcode. */
  search?: string
  sorting?: Sorting<keyof typeof ORDERS>
}

/** A page of SKUs in use, and of archived ones that still lie somewhere. `size` is larger for exports only. */
export function listStock(
  actor: Actor,
  { part, search, sorting = USUAL }: StockFilter,
  cursor?: string,
  size = PAGE_SIZE,
): Promise<Page<StockRow>> {
  const conditions = [visibleTo(actor), Prisma.sql`((${inUse}) OR l.on_hand > 0)`, parts[part]]
  if (search) conditions.push(found(search))
  return keyPage<StockRow>(
    ORDERS[sorting.by],
    sorting.descending,
    { cursor, size },
    (cut) => db.$queryRaw<StockRow[]>`
      ${select(actor)} WHERE ${Prisma.join(conditions, ' AND ')} ${cut.beyond} ${cut.order} ${cut.limit}`,
  )
}

/** @throws NotFound for a SKU that isn't there */
export async function getStock(actor: Actor, skuId: number): Promise<StockRow> {
  const [row] = await db.$queryRaw<StockRow[]>`${select(actor)} WHERE s.id = ${skuId} AND ${visibleTo(actor)}`
  if (!row) throw new NotFound()
  return row
}

/** Pieces of a SKU at a location, with the names of both. */
export interface BalanceRow {
  skuId: number
  sku: string
  product: string
  locationId: number
  location: string
  kind: 'STORAGE' | 'QUARANTINE' | 'PACKED'
  quantity: number
  allocated: number
  misplaced: Misplacement | null
  /** The actor mustn't know how much there is. */
  hidden: boolean
}

/**
 * How goods on a shelf lie wrongly: among goods of another class than at their usual location, or merely elsewhere.
 * Goods without a usual location lie right everywhere.
 */
export type Misplacement = 'class' | 'place'

const balances = (actor: Actor): Prisma.Sql => Prisma.sql`
  SELECT b.sku_id AS "skuId", s.code AS sku, p.name AS product, b.location_id AS "locationId", l.code AS location,
    l.kind, b.quantity, b.allocated,
    CASE WHEN l.kind <> 'STORAGE' OR home.id IS NULL OR home.id = l.id THEN NULL
      WHEN home.goods_class <> l.goods_class THEN 'class' ELSE 'place' END AS misplaced,
    ${isHidden(actor, Prisma.sql`b.location_id`)} AS hidden
  FROM stock_balances b JOIN skus s ON s.id = b.sku_id JOIN products p ON p.id = s.product_id
    JOIN locations l ON l.id = b.location_id LEFT JOIN locations home ON home.id = s.home_location_id`

/** Where a SKU lies, storage first, the fullest first; the first hundred. */
export function balancesOf(actor: Actor, skuId: number): Promise<BalanceRow[]> {
  return db.$queryRaw<BalanceRow[]>`
    ${balances(actor)} WHERE b.sku_id = ${skuId} AND b.quantity > 0 ORDER BY l.kind, b.quantity DESC, l.code LIMIT 100`
}

/** A page of what lies at a location, by SKU. */
export function balancesAt(actor: Actor, locationId: number, cursor?: string): Promise<Page<BalanceRow>> {
  const bySku: Order<BalanceRow> = [{ sql: Prisma.sql`s.code`, kind: 'text', of: (row) => row.sku }]
  return keyPage(
    bySku,
    false,
    { cursor, size: PAGE_SIZE },
    (cut) => db.$queryRaw<BalanceRow[]>`
      ${balances(actor)} WHERE b.location_id = ${locationId} AND b.quantity > 0 ${cut.beyond} ${cut.order} ${cut.limit}`,
  )
}

/** A promise of pieces to a parcel. */
export interface ReservationRow {
  id: number
  quantity: number
  createdAt: Date
  shipmentId: number
  /** Null for a parcel of a shop that the actor doesn't see. */
  shipment: string | null
  shipBy: Date
}

/**
 * The open reservations of a SKU, the most urgent first; the first hundred. Stock is shared, so everybody sees how
 * much is promised; to which parcel, only who sees its shop.
 */
export function reservationsOf(actor: Actor, skuId: number): Promise<ReservationRow[]> {
  return db.$queryRaw<ReservationRow[]>`
    SELECT r.id, r.quantity, r.created_at AS "createdAt", sh.id AS "shipmentId",
      CASE WHEN ${seesShipment(actor)} THEN sh.number END AS shipment,
      sh.ship_by AS "shipBy"
    FROM reservations r JOIN shipment_lines sl ON sl.id = r.shipment_line_id JOIN shipments sh ON sh.id = sl.shipment_id
    WHERE r.sku_id = ${skuId} AND r.ended_at IS NULL ORDER BY sh.ship_by, r.id LIMIT 100`
}
