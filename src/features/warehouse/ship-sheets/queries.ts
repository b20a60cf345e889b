import type { Actor } from '../../../actor.ts'
import { db } from '../../../database/client.ts'
import { countEach } from '../../../database/count-each.ts'
import { NotFound } from '../../../errors.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import type { Cursor, Page } from '../../../lib/paging.ts'
import { PAGE_SIZE, pageOf, readCursor } from '../../../lib/paging.ts'
import { beginning } from '../../../lib/search.ts'
import { visibleTo as visibleShops } from '../../people/shops/policy.ts'
import type { ShipSheet } from './policy.ts'
import { visibleTo } from './policy.ts'

/** A sheet with how far the platform has confirmed it. */
export interface ShipSheetRow extends ShipSheet {
  shopName: string
  creatorName: string | null
  parcels: number
  confirmed: number
}

const select = Prisma.sql`
  SELECT f.id, f.number, f.state, f.shop_id AS "shopId", f.file_id AS "fileId", f.created_by_id AS "createdById",
    f.version, f.created_at AS "createdAt", s.name AS "shopName", p.name AS "creatorName", c.parcels, c.confirmed
  FROM ship_sheets f JOIN shops s ON s.id = f.shop_id LEFT JOIN people p ON p.id = f.created_by_id
    CROSS JOIN LATERAL (
      SELECT count(*)::int AS parcels, count(confirmed_at)::int AS confirmed
      FROM shipments x WHERE x.ship_sheet_id = f.id) c`

/** The parts of the list; each is a tab. */
export const PARTS = ['waiting', 'confirmed', 'void'] as const
export type Part = (typeof PARTS)[number]

const partOf = (part: Part): Prisma.Sql => Prisma.sql`f.state = ${part.toUpperCase()}::"ShipSheetState"`

export interface ShipSheetFilter {
  part: Part
  /** Beginning of the number. */
  search?: string
  shopId?: number
}

/** A page of sheets, newest first. */
export async function listShipSheets(
  actor: Actor,
  { part, search, shopId }: ShipSheetFilter,
  cursorText?: string,
  size = PAGE_SIZE,
): Promise<Page<ShipSheetRow>> {
  const cursor = readCursor(cursorText, ['number'])
  const conditions = [visibleTo(actor), partOf(part)]
  if (search) conditions.push(Prisma.sql`f.number LIKE ${beginning(search.toUpperCase())}`)
  if (shopId) conditions.push(Prisma.sql`f.shop_id = ${shopId}`)
  const rows = await db.$queryRaw<ShipSheetRow[]>`
    ${select} WHERE ${Prisma.join(conditions, ' AND ')} ${after(cursor)} LIMIT ${size + 1}`
  return pageOf(rows, size, (row) => [row.id], cursor)
}

function after(cursor: Cursor<[number]> | null): Prisma.Sql {
  if (!cursor) return Prisma.sql`ORDER BY f.id DESC`
  return cursor.direction === 'after'
    ? Prisma.sql`AND f.id < ${cursor.key[0]} ORDER BY f.id DESC`
    : Prisma.sql`AND f.id > ${cursor.key[0]} ORDER BY f.id`
}

/** How many sheets each part holds, one more than `COUNT_LIMIT` at most. */
export function countParts(actor: Actor): Promise<Record<Part, number>> {
  return countEach(PARTS, (part) => Prisma.sql`ship_sheets f WHERE ${visibleTo(actor)} AND ${partOf(part)}`)
}

/** @throws NotFound for a sheet that isn't there or isn't for the actor's eyes */
export async function getShipSheet(actor: Actor, id: number): Promise<ShipSheetRow> {
  const [row] = await findShipSheets(actor, [id])
  if (!row) throw new NotFound()
  return row
}

/** The visible ones of some sheets. */
export function findShipSheets(actor: Actor, ids: readonly number[]): Promise<ShipSheetRow[]> {
  return db.$queryRaw<ShipSheetRow[]>`
    ${select} WHERE f.id = ANY(${[...ids]}::int[]) AND ${visibleTo(actor)} ORDER BY f.id`
}

/** A shop with parcels of which the platform hasn't been told. */
export interface Untold {
  shopId: number
  shopName: string
  parcels: number
  /** Of the most urgent one. */
  shipBy: Date
}

/** The actor's shops with something to tell the platform, the most urgent first. */
export function untoldByShop(actor: Actor): Promise<Untold[]> {
  return db.$queryRaw<Untold[]>`
    SELECT s.id AS "shopId", s.name AS "shopName", count(*)::int AS parcels, min(x.ship_by) AS "shipBy"
    FROM shipments x JOIN shops s ON s.id = x.shop_id
    WHERE x.state = 'SHIPPED' AND x.confirmed_at IS NULL AND x.ship_sheet_id IS NULL AND ${visibleShops(actor)}
    GROUP BY s.id, s.name ORDER BY min(x.ship_by)`
}
