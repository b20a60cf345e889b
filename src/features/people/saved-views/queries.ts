import type { Actor } from '../../../actor.ts'
import { db } from '../../../database/client.ts'
import { NotFound } from '../../../errors.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import type { SavedView } from './policy.ts'
import { visibleTo } from './policy.ts'

const select = Prisma.sql`
  SELECT v.id, v.person_id AS "personId", v.list, v.name, v.query, v.version, v.created_at AS "createdAt",
    v.removed_at AS "removedAt"
  FROM saved_views v`

/** One's own views by list, in the order in which they were saved. A list has a handful, so there's no paging. */
export function listViews(actor: Actor): Promise<SavedView[]> {
  return db.$queryRaw<
    SavedView[]
  >`${select} WHERE ${visibleTo(actor)} AND v.removed_at IS NULL ORDER BY v.list, v.id`
}

/** One's own views of a list, in the order in which they were saved. */
export function viewsOf(actor: Actor, list: string): Promise<SavedView[]> {
  return db.$queryRaw<
    SavedView[]
  >`${select} WHERE ${visibleTo(actor)} AND v.list = ${list} AND v.removed_at IS NULL ORDER BY v.id`
}

/**
 * A view, also one that was removed: the same form sent twice at once has the same answer.
 * @throws NotFound for a view that isn't there or is somebody else's
 */
export async function getView(actor: Actor, id: number): Promise<SavedView> {
  const [row] = await db.$queryRaw<SavedView[]>`${select} WHERE v.id = ${id} AND ${visibleTo(actor)}`
  if (!row) throw new NotFound()
  return row
}
