import type { Actor } from '../../../actor.ts'
import { db } from '../../../database/client.ts'
import type { KeyColumn } from '../../../database/keyset.ts'
import { keyPage } from '../../../database/keyset.ts'
import { NotFound } from '../../../errors.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import type { Page } from '../../../lib/paging.ts'
import { COUNT_LIMIT, PAGE_SIZE } from '../../../lib/paging.ts'
import { beginning, containing } from '../../../lib/search.ts'
import type { Incident } from './policy.ts'
import { visibleTo } from './policy.ts'

/** An incident with the name of who wrote it down. */
export interface IncidentRow extends Incident {
  reporterName: string
}

const select = Prisma.sql`
  SELECT i.id, i.number, i.kind, i.occurred_at AS "occurredAt", i.place, i.description, i.loss_fen AS "lossFen",
    i.reporter_id AS "reporterId", i.state, i.version, i.created_at AS "createdAt", p.name AS "reporterName"
  FROM warehouse_incidents i JOIN people p ON p.id = i.reporter_id`

export const STATES = ['OPEN', 'RESOLVED'] as const

export interface IncidentFilter {
  state?: Incident['state']
  kind?: Incident['kind']
  /** Beginning of the number, or part of what happened. */
  search?: string
}

const id: KeyColumn<IncidentRow> = { sql: Prisma.sql`i.id`, kind: 'number', of: (row) => row.id }

/** A page of incidents, newest first. `size` is larger for exports only. */
export function listIncidents(
  actor: Actor,
  { state, kind, search }: IncidentFilter,
  cursor?: string,
  size = PAGE_SIZE,
): Promise<Page<IncidentRow>> {
  const conditions = [visibleTo(actor)]
  if (state) conditions.push(Prisma.sql`i.state = ${state}::"WarehouseIncidentState"`)
  if (kind) conditions.push(Prisma.sql`i.kind = ${kind}::"WarehouseIncidentKind"`)
  if (search)
    conditions.push(
      Prisma.sql`(i.number LIKE ${beginning(search)} OR i.description LIKE ${containing(search)})`,
    )
  return keyPage<IncidentRow>(
    [id],
    true,
    { cursor, size },
    (cut) => db.$queryRaw<IncidentRow[]>`
      ${select} WHERE ${Prisma.join(conditions, ' AND ')} ${cut.beyond} ${cut.order} ${cut.limit}`,
  )
}

/** How many incidents wait, one more than `COUNT_LIMIT` at most. */
export async function countOpen(actor: Actor): Promise<number> {
  const [row] = await db.$queryRaw<{ open: number }[]>`
    SELECT count(*)::int AS open FROM (
      SELECT 1 FROM warehouse_incidents i WHERE i.state = 'OPEN' AND ${visibleTo(actor)} LIMIT ${COUNT_LIMIT + 1}) AS bounded`
  return row?.open ?? 0
}

/** @throws NotFound for an incident that isn't there */
export async function getIncident(actor: Actor, id: number): Promise<IncidentRow> {
  const [row] = await findIncidents(actor, [id])
  if (!row) throw new NotFound()
  return row
}

/** The visible ones of some incidents. */
export function findIncidents(actor: Actor, ids: readonly number[]): Promise<IncidentRow[]> {
  return db.$queryRaw<IncidentRow[]>`${select} WHERE i.id = ANY(${[...ids]}) AND ${visibleTo(actor)}`
}
