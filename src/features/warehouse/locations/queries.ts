import type { Actor } from '../../../actor.ts'
import type { Tx } from '../../../database/client.ts'
import { db } from '../../../database/client.ts'
import { NotFound } from '../../../errors.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import type { Cursor, Page } from '../../../lib/paging.ts'
import { PAGE_SIZE, pageOf, readCursor } from '../../../lib/paging.ts'
import { beginning } from '../../../lib/search.ts'
import { isHidden } from '../stock/blind.ts'
import type { Location } from './policy.ts'
import { visibleTo } from './policy.ts'

/** A location with how much lies there. */
export interface LocationRow extends Location {
  skus: number
  pieces: number
  /** The actor mustn't know how much there is. */
  hidden: boolean
}

const select = (actor: Actor): Prisma.Sql => Prisma.sql`
  SELECT l.id, l.code, l.zone, l.kind, l.goods_class AS "goodsClass", l.archived_at AS "archivedAt", l.version,
    l.created_at AS "createdAt", held.skus, held.pieces,
    ${isHidden(actor, Prisma.sql`l.id`)} AS hidden
  FROM locations l CROSS JOIN LATERAL (
    SELECT count(*)::int AS skus, coalesce(sum(quantity), 0)::int AS pieces
    FROM stock_balances b WHERE b.location_id = l.id AND b.quantity > 0) AS held`

export interface LocationFilter {
  archived: boolean
  /** Beginning of the code. */
  search?: string
  zone?: string
  kind?: Location['kind']
}

function where(actor: Actor, { archived, search, zone, kind }: LocationFilter): Prisma.Sql {
  const conditions = [
    visibleTo(actor),
    archived ? Prisma.sql`l.archived_at IS NOT NULL` : Prisma.sql`l.archived_at IS NULL`,
  ]
  if (search) conditions.push(Prisma.sql`l.code LIKE ${beginning(search.toUpperCase())}`)
  if (zone) conditions.push(Prisma.sql`l.zone = ${zone}`)
  if (kind) conditions.push(Prisma.sql`l.kind = ${kind}::"LocationKind"`)
  return Prisma.join(conditions, ' AND ')
}

/** A page of locations by code. `size` is larger for exports and labels only. */
export async function listLocations(
  actor: Actor,
  filter: LocationFilter,
  cursorText?: string,
  size = PAGE_SIZE,
): Promise<Page<LocationRow>> {
  const cursor = readCursor(cursorText, ['text'])
  const rows = await db.$queryRaw<LocationRow[]>`
    ${select(actor)} WHERE ${where(actor, filter)} ${after(cursor)} LIMIT ${size + 1}`
  return pageOf(rows, size, (row) => [row.code], cursor)
}

function after(cursor: Cursor<[string]> | null): Prisma.Sql {
  if (!cursor) return Prisma.sql`ORDER BY l.code`
  return cursor.direction === 'after'
    ? Prisma.sql`AND l.code > ${cursor.key[0]} ORDER BY l.code`
    : Prisma.sql`AND l.code < ${cursor.key[0]} ORDER BY l.code DESC`
}

/** @throws NotFound for a location that isn't there */
export async function getLocation(actor: Actor, id: number): Promise<LocationRow> {
  const [row] = await db.$queryRaw<LocationRow[]>`${select(actor)} WHERE l.id = ${id} AND ${visibleTo(actor)}`
  if (!row) throw new NotFound()
  return row
}

/** All zones, by name; suggestions and filter, so the first 200 are enough. */
export async function zones(actor: Actor): Promise<string[]> {
  const rows = await db.$queryRaw<{ zone: string }[]>`
    SELECT DISTINCT l.zone FROM locations l WHERE ${visibleTo(actor)} ORDER BY l.zone LIMIT 200`
  return rows.map(({ zone }) => zone)
}

/** Locations in use by code, as typed or scanned; what isn't there is absent. Keyed by the text that was given. */
export async function locationsBehind(
  tx: Tx,
  texts: readonly string[],
): Promise<Map<string, Pick<Location, 'id' | 'code' | 'kind'>>> {
  const codes = texts.map((text) => text.normalize('NFKC').trim().toUpperCase())
  const found = await tx.location.findMany({
    where: { code: { in: codes }, archivedAt: null },
    select: { id: true, code: true, kind: true },
  })
  const byCode = new Map(found.map((location) => [location.code, location]))
  return new Map(
    texts.flatMap((text, i) => {
      const location = byCode.get(codes[i] ?? '')
      return location ? [[text, location] as const] : []
    }),
  )
}
