import type { Actor } from '../../../actor.ts'
import { db } from '../../../database/client.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import type { Page } from '../../../lib/paging.ts'
import { PAGE_SIZE, pageOf, readCursor } from '../../../lib/paging.ts'
import type { RowOf } from '../../../work/nouns.ts'
import { visibleTo } from './policy.ts'

/** Notices have no version of their own: they are only ever read. */
export interface NoticeItem extends RowOf<'Notice'> {
  version: number
}

/** An inbox, newest first. */
export async function listNotices(
  actor: Actor,
  cursorText?: string,
  size = PAGE_SIZE,
): Promise<Page<NoticeItem>> {
  const cursor = readCursor(cursorText, ['number'])
  const there = !cursor
    ? Prisma.sql`ORDER BY n.id DESC`
    : cursor.direction === 'after'
      ? Prisma.sql`AND n.id < ${cursor.key[0]} ORDER BY n.id DESC`
      : Prisma.sql`AND n.id > ${cursor.key[0]} ORDER BY n.id`
  const rows = await db.$queryRaw<NoticeItem[]>`
    SELECT n.id, n.recipient_id AS "recipientId", n.at, n.text, n.noun, n.subject_id AS "subjectId",
      n.work_item_id AS "workItemId", n.read_at AS "readAt", 0 AS version
    FROM notices n WHERE ${visibleTo(actor)} ${there} LIMIT ${size + 1}`
  return pageOf(rows, size, (row) => [row.id], cursor)
}
