import type { Actor } from '../../../actor.ts'
import { db } from '../../../database/client.ts'
import type { KeyColumn } from '../../../database/keyset.ts'
import { keyPage } from '../../../database/keyset.ts'
import { NotFound } from '../../../errors.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import type { Page } from '../../../lib/paging.ts'
import { PAGE_SIZE } from '../../../lib/paging.ts'
import type { RestockRun } from './policy.ts'
import { visibleTo } from './policy.ts'

/** A calculation with the name of whoever asked for it; null for the nightly ones. */
export interface RestockRunRow extends RestockRun {
  asker: string | null
}

const select = Prisma.sql`
  SELECT r.id, r.state, r.asked_by_id AS "askedById", r.asked_at AS "askedAt", r.ended_at AS "endedAt", r.skus, r.proposed,
    r.renewed, r.lapsed, r.failure, r.version, p.name AS asker
  FROM restock_runs r LEFT JOIN people p ON p.id = r.asked_by_id`

const id: KeyColumn<RestockRunRow> = { sql: Prisma.sql`r.id`, kind: 'number', of: (row) => row.id }

/** A page of calculations, newest first. `size` is larger for exports only. */
export function listRestockRuns(
  actor: Actor,
  cursor?: string,
  size = PAGE_SIZE,
): Promise<Page<RestockRunRow>> {
  return keyPage<RestockRunRow>(
    [id],
    true,
    { cursor, size },
    (cut) => db.$queryRaw<RestockRunRow[]>`
      ${select} WHERE ${visibleTo(actor)} ${cut.beyond} ${cut.order} ${cut.limit}`,
  )
}

/** @throws NotFound for a calculation that isn't there */
export async function getRestockRun(actor: Actor, id: number): Promise<RestockRunRow> {
  const [row] = await db.$queryRaw<RestockRunRow[]>`${select} WHERE r.id = ${id} AND ${visibleTo(actor)}`
  if (!row) throw new NotFound()
  return row
}

/** The calculation that is under way; undefined: none is. */
export async function runUnderWay(actor: Actor): Promise<RestockRunRow | undefined> {
  const [row] = await db.$queryRaw<RestockRunRow[]>`
    ${select} WHERE r.state = 'CALCULATING' AND ${visibleTo(actor)}`
  return row
}
