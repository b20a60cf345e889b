import type { Actor } from '../../../actor.ts'
import { personOf } from '../../../actor.ts'
import { db } from '../../../database/client.ts'
import { countEach } from '../../../database/count-each.ts'
import type { KeyColumn, Orders } from '../../../database/keyset.ts'
import { keyPage } from '../../../database/keyset.ts'
import { NotFound } from '../../../errors.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import type { Page, Sorting } from '../../../lib/paging.ts'
import { PAGE_SIZE } from '../../../lib/paging.ts'
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
  sorting?: Sorting<keyof typeof ORDERS>
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

const id: KeyColumn<TaskRow> = { sql: Prisma.sql`t.id`, kind: 'number', of: (row) => row.id }
/** What the list can be sorted by. */
export const ORDERS = {
  number: [id],
  due: [{ sql: Prisma.sql`t.due_at`, kind: 'moment', of: (row) => row.dueAt }, id],
} satisfies Orders<TaskRow>

/** Newest first. */
export const USUAL: Sorting<keyof typeof ORDERS> = { by: 'number', descending: true }

/** A page of tasks. `size` is larger for exports only. */
export function listTasks(
  actor: Actor,
  filter: TaskFilter,
  cursor?: string,
  size = PAGE_SIZE,
): Promise<Page<TaskRow>> {
  const { by, descending } = filter.sorting ?? USUAL
  return keyPage<TaskRow>(
    ORDERS[by],
    descending,
    { cursor, size },
    (cut) => db.$queryRaw<TaskRow[]>`
      ${select} WHERE ${where(actor, filter)} ${cut.beyond} ${cut.order} ${cut.limit}`,
  )
}

/** How many tasks each part holds, one more than `COUNT_LIMIT` at most. */
export function countParts(actor: Actor): Promise<Record<Part, number>> {
  return countEach(PARTS, (part) => Prisma.sql`tasks t WHERE ${visibleTo(actor)} AND ${partOf(actor, part)}`)
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
