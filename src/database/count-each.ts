import { Prisma } from '../generated/prisma/client.ts'
import { COUNT_LIMIT } from '../lib/paging.ts'
import { db } from './client.ts'

/**
 * How many rows each part of a list holds, one more than `COUNT_LIMIT` at most, in one statement.
 * @param rowsOf what stands behind `FROM` for a part: a table and its `WHERE`
 */
export async function countEach<Part extends string>(
  parts: readonly Part[],
  rowsOf: (part: Part) => Prisma.Sql,
): Promise<Record<Part, number>> {
  const counts = parts.map(
    (part) => Prisma.sql`
      (SELECT count(*)::int FROM (SELECT 1 FROM ${rowsOf(part)} LIMIT ${COUNT_LIMIT + 1}) AS bounded)
      AS ${Prisma.raw(`"${part}"`)}`,
  )
  const [row] = await db.$queryRaw<Record<Part, number>[]>`SELECT ${Prisma.join(counts, ', ')}`
  return row as Record<Part, number>
}
