import type { Actor } from '../../../actor.ts'
import { db } from '../../../database/client.ts'
import { NotFound } from '../../../errors.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import type { Cursor, Page } from '../../../lib/paging.ts'
import { PAGE_SIZE, pageOf, readCursor } from '../../../lib/paging.ts'
import type { Backup } from './policy.ts'
import { visibleTo } from './policy.ts'

const select = Prisma.sql`
  SELECT b.id, b.number, b.state, b.name, b.started_at AS "startedAt", b.made_at AS "madeAt",
    b.proven_at AS "provenAt", b.copied_at AS "copiedAt", b.removed_at AS "removedAt", b.rows, b.bytes, b.files,
    b.lost_files AS "lostFiles", b.unproven, b.failure, b.copy_failure AS "copyFailure", b.version
  FROM backups b`

/** A page of backups, newest first. `size` is larger for exports only. */
export async function listBackups(
  actor: Actor,
  cursorText?: string,
  size = PAGE_SIZE,
): Promise<Page<Backup>> {
  const cursor = readCursor(cursorText, ['number'])
  const rows = await db.$queryRaw<Backup[]>`
    ${select} WHERE ${visibleTo(actor)} ${after(cursor)} LIMIT ${size + 1}`
  return pageOf(rows, size, (row) => [row.id], cursor)
}

function after(cursor: Cursor<[number]> | null): Prisma.Sql {
  if (!cursor) return Prisma.sql`ORDER BY b.id DESC`
  return cursor.direction === 'after'
    ? Prisma.sql`AND b.id < ${cursor.key[0]} ORDER BY b.id DESC`
    : Prisma.sql`AND b.id > ${cursor.key[0]} ORDER BY b.id`
}

/** When a backup that is still there was last restored for a try and found whole; null: never. */
export async function lastProof(actor: Actor): Promise<Date | null> {
  const [row] = await db.$queryRaw<{ at: Date | null }[]>`
    SELECT max(b.proven_at) AS at FROM backups b WHERE b.removed_at IS NULL AND ${visibleTo(actor)}`
  return row?.at ?? null
}

/** @throws NotFound for a backup that isn't there, or isn't the actor's matter */
export async function getBackup(actor: Actor, id: number): Promise<Backup> {
  const [row] = await db.$queryRaw<Backup[]>`${select} WHERE b.id = ${id} AND ${visibleTo(actor)}`
  if (!row) throw new NotFound()
  return row
}
