import type { Actor } from '../../../actor.ts'
import { db } from '../../../database/client.ts'
import type { KeyColumn } from '../../../database/keyset.ts'
import { keyPage } from '../../../database/keyset.ts'
import { NotFound } from '../../../errors.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import type { Page } from '../../../lib/paging.ts'
import { COUNT_LIMIT, PAGE_SIZE } from '../../../lib/paging.ts'
import { beginning, containing } from '../../../lib/search.ts'
import type { Visit } from './policy.ts'
import { visibleTo } from './policy.ts'

/** A visit with the name of who let the visitor in. */
export interface VisitRow extends Visit {
  hostName: string
}

const select = Prisma.sql`
  SELECT v.id, v.number, v.visitor, v.organization, v.purpose, v.host_id AS "hostId", v.entered_at AS "enteredAt",
    v.left_at AS "leftAt", v.state, v.version, v.created_at AS "createdAt", p.name AS "hostName"
  FROM visits v JOIN people p ON p.id = v.host_id`

export const STATES = ['INSIDE', 'LEFT'] as const

export interface VisitFilter {
  state?: Visit['state']
  /** Beginning of the number, part of the visitor's name or organization. */
  search?: string
}

const id: KeyColumn<VisitRow> = { sql: Prisma.sql`v.id`, kind: 'number', of: (row) => row.id }

/** A page of visits, newest first. `size` is larger for exports only. */
export function listVisits(
  actor: Actor,
  { state, search }: VisitFilter,
  cursor?: string,
  size = PAGE_SIZE,
): Promise<Page<VisitRow>> {
  const conditions = [visibleTo(actor)]
  if (state) conditions.push(Prisma.sql`v.state = ${state}::"VisitState"`)
  if (search)
    conditions.push(Prisma.sql`(v.number LIKE ${beginning(search)} OR v.visitor LIKE ${containing(search)}
      OR v.organization LIKE ${containing(search)})`)
  return keyPage<VisitRow>(
    [id],
    true,
    { cursor, size },
    (cut) => db.$queryRaw<VisitRow[]>`
      ${select} WHERE ${Prisma.join(conditions, ' AND ')} ${cut.beyond} ${cut.order} ${cut.limit}`,
  )
}

/** How many visitors are inside, one more than `COUNT_LIMIT` at most. */
export async function countInside(actor: Actor): Promise<number> {
  const [row] = await db.$queryRaw<{ inside: number }[]>`
    SELECT count(*)::int AS inside FROM (
      SELECT 1 FROM visits v WHERE v.state = 'INSIDE' AND ${visibleTo(actor)} LIMIT ${COUNT_LIMIT + 1}) AS bounded`
  return row?.inside ?? 0
}

/** @throws NotFound for a visit that the actor doesn't see */
export async function getVisit(actor: Actor, id: number): Promise<VisitRow> {
  const [row] = await findVisits(actor, [id])
  if (!row) throw new NotFound()
  return row
}

/** The visible ones of some visits. */
export function findVisits(actor: Actor, ids: readonly number[]): Promise<VisitRow[]> {
  return db.$queryRaw<VisitRow[]>`${select} WHERE v.id = ANY(${[...ids]}) AND ${visibleTo(actor)}`
}
