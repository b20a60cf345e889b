import type { Actor } from '../../../actor.ts'
import type { Tx } from '../../../database/client.ts'
import { db } from '../../../database/client.ts'
import type { KeyColumn } from '../../../database/keyset.ts'
import { keyPage } from '../../../database/keyset.ts'
import { NotFound } from '../../../errors.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import type { Page } from '../../../lib/paging.ts'
import { PAGE_SIZE } from '../../../lib/paging.ts'
import type { SeasonIndices } from './indices.ts'
import type { Season } from './policy.ts'
import { visibleTo } from './policy.ts'

/** The indices of a class of goods: those set by hand, else what the past tells; null where nothing is known. */
export function inForce({ percents, calculated }: Season): SeasonIndices | null {
  if (percents.length > 0) return percents
  return calculated.length > 0 ? calculated : null
}

/** The indices in force by class of goods; classes of which nothing is known are absent. */
export async function seasonsInForce(tx: Pick<Tx, 'season'>): Promise<ReadonlyMap<string, SeasonIndices>> {
  const rows = await tx.season.findMany()
  return new Map(
    rows.flatMap((row) => {
      const indices = inForce(row)
      return indices ? [[row.category, indices] as const] : []
    }),
  )
}

const select = Prisma.sql`
  SELECT n.id, n.category, n.calculated, n.percents, n.version, n.created_at AS "createdAt" FROM seasons n`
const category: KeyColumn<Season> = {
  sql: Prisma.sql`n.category COLLATE "zh-Hans-x-icu"`,
  kind: 'text',
  of: (row) => row.category,
}
const id: KeyColumn<Season> = { sql: Prisma.sql`n.id`, kind: 'number', of: (row) => row.id }

/** A page of classes of goods, by the pinyin of their names. `size` is larger for exports only. */
export function listSeasons(actor: Actor, cursor?: string, size = PAGE_SIZE): Promise<Page<Season>> {
  return keyPage<Season>(
    [category, id],
    false,
    { cursor, size },
    (cut) => db.$queryRaw<Season[]>`
      ${select} WHERE ${visibleTo(actor)} ${cut.beyond} ${cut.order} ${cut.limit}`,
  )
}

/** @throws NotFound for a class that isn't there */
export async function getSeason(actor: Actor, id: number): Promise<Season> {
  const [row] = await db.$queryRaw<Season[]>`${select} WHERE n.id = ${id} AND ${visibleTo(actor)}`
  if (!row) throw new NotFound()
  return row
}
