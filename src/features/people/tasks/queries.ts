import type { Actor } from '../../../actor.ts'
import { personOf } from '../../../actor.ts'
import { db } from '../../../database/client.ts'
import { NotFound } from '../../../errors.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import type { Cursor, Page } from '../../../lib/paging.ts'
import { COUNT_LIMIT, PAGE_SIZE, pageOf, readCursor } from '../../../lib/paging.ts'
import type { Task } from './policy.ts'
import { visibleTo } from './policy.ts'

/** A task with the names of those it concerns. */
export interface TaskRow extends Task {
  requesterName: string
  assigneeName: string | null
  shopName: string | null
}

const select = Prisma.sql`
  SELECT t.id, t.number, t.kind, t.title, t.description, t.acceptance_criteria AS "acceptanceCriteria",
    t.requester_id AS "requesterId", t.assignee_id AS "assigneeId", t.duty, t.shop_id AS "shopId",
    t.due_at AS "dueAt", t.progress, t.result, t.state, t.version, t.created_at AS "createdAt",
    r.name AS "requesterName", a.name AS "assigneeName", s.name AS "shopName"
  FROM tasks t JOIN people r ON r.id = t.requester_id LEFT JOIN people a ON a.id = t.assignee_id
    LEFT JOIN shops s ON s.id = t.shop_id`

/** The parts of the list; each is a tab. */
export const PARTS = ['mine', 'requested', 'open', 'ended'] as const
export type Part = (typeof PARTS)[number]

export interface TaskFilter {
  part?: Part
  /** Found in number and title. */
  search?: string
  kind?: Task['kind']
  assigneeId?: number
}

const OPEN = Prisma.sql`t.state IN ('REQUESTED', 'IN_PROGRESS', 'DELIVERED')`

function partOf(actor: Actor, part: Part): Prisma.Sql {
  const me = personOf(actor)
  if (part === 'mine') return Prisma.sql`${OPEN} AND (t.assignee_id = ${me} OR t.assignee_id IS NULL)`
  if (part === 'requested') return Prisma.sql`${OPEN} AND t.requester_id = ${me}`
  return part === 'open' ? OPEN : Prisma.sql`NOT (${OPEN})`
}

function where(actor: Actor, { part, search, kind, assigneeId }: TaskFilter): Prisma.Sql {
  const conditions = [visibleTo(actor)]
  if (part) conditions.push(partOf(actor, part))
  if (search)
    conditions.push(Prisma.sql`(t.number LIKE ${`${like(search)}%`} OR t.title LIKE ${`%${like(search)}%`})`)
  if (kind) conditions.push(Prisma.sql`t.kind = ${kind}::"TaskKind"`)
  if (assigneeId) conditions.push(Prisma.sql`t.assignee_id = ${assigneeId}`)
  return Prisma.join(conditions, ' AND ')
}

/** A page of tasks, newest first. `size` is larger for exports only. */
export async function listTasks(
  actor: Actor,
  filter: TaskFilter,
  cursorText?: string,
  size = PAGE_SIZE,
): Promise<Page<TaskRow>> {
  const cursor = readCursor(cursorText, ['number'])
  const rows = await db.$queryRaw<TaskRow[]>`
    ${select} WHERE ${where(actor, filter)} ${after(cursor)} LIMIT ${size + 1}`
  return pageOf(rows, size, (row) => [row.id], cursor)
}

function after(cursor: Cursor<[number]> | null): Prisma.Sql {
  if (!cursor) return Prisma.sql`ORDER BY t.id DESC`
  return cursor.direction === 'after'
    ? Prisma.sql`AND t.id < ${cursor.key[0]} ORDER BY t.id DESC`
    : Prisma.sql`AND t.id > ${cursor.key[0]} ORDER BY t.id`
}

/** How many tasks each part holds, one more than `COUNT_LIMIT` at most. */
export async function countParts(actor: Actor): Promise<Record<Part, number>> {
  const count = (part: Part): Prisma.Sql => Prisma.sql`
    (SELECT count(*)::int FROM (SELECT 1 FROM tasks t
     WHERE ${visibleTo(actor)} AND ${partOf(actor, part)} LIMIT ${COUNT_LIMIT + 1}) AS bounded)`
  const [row] = await db.$queryRaw<Record<Part, number>[]>`
    SELECT ${count('mine')} AS mine, ${count('requested')} AS requested, ${count('open')} AS open,
      ${count('ended')} AS ended`
  return row as Record<Part, number>
}

/** @throws NotFound for a task that isn't there or isn't for the actor's eyes */
export async function getTask(actor: Actor, id: number): Promise<TaskRow> {
  const [row] = await findTasks(actor, [id])
  if (!row) throw new NotFound()
  return row
}

/** The visible ones of some tasks. */
export function findTasks(actor: Actor, ids: readonly number[]): Promise<TaskRow[]> {
  return db.$queryRaw<TaskRow[]>`${select} WHERE t.id = ANY(${[...ids]}) AND ${visibleTo(actor)}`
}

/** Escapes what LIKE would take for a pattern. */
function like(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&')
}
