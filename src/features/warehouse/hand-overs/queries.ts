import type { Actor } from '../../../actor.ts'
import { db } from '../../../database/client.ts'
import { NotFound } from '../../../errors.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import type { Cursor, Page } from '../../../lib/paging.ts'
import { PAGE_SIZE, pageOf, readCursor } from '../../../lib/paging.ts'
import { beginning } from '../../../lib/search.ts'
import type { HandOver } from './policy.ts'
import { visibleTo } from './policy.ts'

/** A hand-over with who gave how many parcels. */
export interface HandOverRow extends HandOver {
  personName: string | null
  parcels: number
}

const select = Prisma.sql`
  SELECT h.id, h.number, h.carrier, h.person_id AS "personId", h.created_at AS "createdAt", 1 AS version,
    p.name AS "personName", (SELECT count(*)::int FROM shipments x WHERE x.hand_over_id = h.id) AS parcels
  FROM hand_overs h LEFT JOIN people p ON p.id = h.person_id`

export interface HandOverFilter {
  /** Beginning of the number. */
  search?: string
  carrier?: string
}

/** A page of hand-overs, newest first. */
export async function listHandOvers(
  actor: Actor,
  { search, carrier }: HandOverFilter,
  cursorText?: string,
  size = PAGE_SIZE,
): Promise<Page<HandOverRow>> {
  const cursor = readCursor(cursorText, ['number'])
  const conditions = [visibleTo(actor)]
  if (search) conditions.push(Prisma.sql`h.number LIKE ${beginning(search.toUpperCase())}`)
  if (carrier) conditions.push(Prisma.sql`h.carrier = ${carrier}`)
  const rows = await db.$queryRaw<HandOverRow[]>`
    ${select} WHERE ${Prisma.join(conditions, ' AND ')} ${after(cursor)} LIMIT ${size + 1}`
  return pageOf(rows, size, (row) => [row.id], cursor)
}

function after(cursor: Cursor<[number]> | null): Prisma.Sql {
  if (!cursor) return Prisma.sql`ORDER BY h.id DESC`
  return cursor.direction === 'after'
    ? Prisma.sql`AND h.id < ${cursor.key[0]} ORDER BY h.id DESC`
    : Prisma.sql`AND h.id > ${cursor.key[0]} ORDER BY h.id`
}

/** @throws NotFound for a hand-over that isn't there or has no parcel for the actor's eyes */
export async function getHandOver(actor: Actor, id: number): Promise<HandOverRow> {
  const [row] = await db.$queryRaw<HandOverRow[]>`${select} WHERE h.id = ${id} AND ${visibleTo(actor)}`
  if (!row) throw new NotFound()
  return row
}
