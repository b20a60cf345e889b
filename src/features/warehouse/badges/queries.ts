import type { Actor } from '../../../actor.ts'
import { db } from '../../../database/client.ts'
import { NotFound } from '../../../errors.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import type { Cursor, Page } from '../../../lib/paging.ts'
import { PAGE_SIZE, pageOf, readCursor } from '../../../lib/paging.ts'
import type { Badge } from './policy.ts'
import { visibleTo } from './policy.ts'

/** A badge with its holder and who issued it. */
export interface BadgeRow extends Badge {
  personName: string
  employeeNumber: string
  issuedByName: string | null
}

const select = Prisma.sql`
  SELECT b.id, b.person_id AS "personId", b.issued_by_id AS "issuedById", b.created_at AS "createdAt",
    b.revoked_at AS "revokedAt", b.version, p.name AS "personName", p.employee_number AS "employeeNumber",
    i.name AS "issuedByName"
  FROM badges b JOIN people p ON p.id = b.person_id LEFT JOIN people i ON i.id = b.issued_by_id`

/** The two parts of the list; each is a tab. */
export const PARTS = ['valid', 'revoked'] as const
export type Part = (typeof PARTS)[number]

/** A page of badges, newest first. `size` is larger for exports only. */
export async function listBadges(
  actor: Actor,
  part: Part,
  cursorText?: string,
  size = PAGE_SIZE,
): Promise<Page<BadgeRow>> {
  const cursor = readCursor(cursorText, ['number'])
  const valid = part === 'valid' ? Prisma.sql`b.revoked_at IS NULL` : Prisma.sql`b.revoked_at IS NOT NULL`
  const rows = await db.$queryRaw<BadgeRow[]>`
    ${select} WHERE ${visibleTo(actor)} AND ${valid} ${after(cursor)} LIMIT ${size + 1}`
  return pageOf(rows, size, (row) => [row.id], cursor)
}

function after(cursor: Cursor<[number]> | null): Prisma.Sql {
  if (!cursor) return Prisma.sql`ORDER BY b.id DESC`
  return cursor.direction === 'after'
    ? Prisma.sql`AND b.id < ${cursor.key[0]} ORDER BY b.id DESC`
    : Prisma.sql`AND b.id > ${cursor.key[0]} ORDER BY b.id`
}

/** @throws NotFound for a badge that isn't there or isn't for the actor's eyes */
export async function getBadge(actor: Actor, id: number): Promise<BadgeRow> {
  const [row] = await db.$queryRaw<BadgeRow[]>`${select} WHERE b.id = ${id} AND ${visibleTo(actor)}`
  if (!row) throw new NotFound()
  return row
}

/** Somebody who works at terminals, and how he can sign in there. */
export interface Clerk {
  id: number
  name: string
  employeeNumber: string
  hasPin: boolean
  hasBadge: boolean
}

/** Everybody in service who holds the warehouse's duty, by position or besides it, by employee number. */
export function listClerks(): Promise<Clerk[]> {
  return db.$queryRaw<Clerk[]>`
    SELECT p.id, p.name, p.employee_number AS "employeeNumber", coalesce(c.pin_hash IS NOT NULL, FALSE) AS "hasPin",
      EXISTS (SELECT 1 FROM badges b WHERE b.person_id = p.id AND b.revoked_at IS NULL) AS "hasBadge"
    FROM people p JOIN assignments a ON a.person_id = p.id AND a.ends_at IS NULL
      LEFT JOIN accounts c ON c.person_id = p.id
    WHERE p.state = 'ACTIVE' AND (a.position = 'WAREHOUSE_CLERK' OR EXISTS (
      SELECT 1 FROM assignment_duties d WHERE d.assignment_id = a.id AND d.duty = 'WAREHOUSE_CLERK'))
    ORDER BY p.employee_number`
}

/** Whether a person has set a PIN. */
export async function hasPin(personId: number): Promise<boolean> {
  const account = await db.account.findUnique({ where: { personId }, select: { pinHash: true } })
  return typeof account?.pinHash === 'string'
}
