import { describe, expect, it } from 'vitest'
import { db } from '../../src/database/client.ts'
import type { Order } from '../../src/database/keyset.ts'
import { keyPage } from '../../src/database/keyset.ts'
import { Prisma } from '../../src/generated/prisma/client.ts'
import type { Page } from '../../src/lib/paging.ts'

interface Row {
  id: number
  at: Date | null
  name: string
}

const id = { sql: Prisma.sql`v.id`, kind: 'number' as const, of: (row: Row) => row.id }
/** A moment that may be missing, with ties and two nulls. */
const byMoment: Order<Row> = [
  {
    sql: Prisma.sql`v.at`,
    kind: 'moment?',
    of: (row) => row.at,
    absent: Prisma.sql`'infinity'::timestamptz`,
  },
  id,
]
const byName: Order<Row> = [{ sql: Prisma.sql`v.name`, kind: 'text', of: (row) => row.name }, id]

const page = (order: Order<Row>, descending: boolean, cursor?: string): Promise<Page<Row>> =>
  keyPage(
    order,
    descending,
    { cursor, size: 2 },
    (cut) => db.$queryRaw<Row[]>`
      SELECT v.* FROM (VALUES (1, NULL::timestamptz, 'b'), (2, '2026-11-01 08:00Z', 'a'), (3, '2026-11-01 08:00Z', 'b'),
        (4, NULL, 'a'), (5, '2026-10-01 08:00Z', 'b'), (6, '2026-12-01 08:00Z', 'c')) AS v(id, at, name)
      WHERE TRUE ${cut.beyond} ${cut.order} ${cut.limit}`,
  )

async function forwards(order: Order<Row>, descending: boolean): Promise<{ ids: number[]; last: Page<Row> }> {
  let last = await page(order, descending)
  const ids = last.rows.map(({ id }) => id)
  while (last.next !== undefined) {
    last = await page(order, descending, last.next)
    ids.push(...last.rows.map(({ id }) => id))
  }
  return { ids, last }
}

async function backwards(order: Order<Row>, descending: boolean, from: Page<Row>): Promise<number[]> {
  let at = from
  const ids = at.rows.map(({ id }) => id)
  while (at.previous !== undefined) {
    at = await page(order, descending, at.previous)
    ids.unshift(...at.rows.map(({ id }) => id))
  }
  return ids
}

describe('paging by a key', () => {
  it.each([
    ['moments, nulls last', byMoment, false, [5, 2, 3, 6, 1, 4]],
    ['moments downwards, nulls first', byMoment, true, [4, 1, 6, 3, 2, 5]],
    ['names, ties by id', byName, false, [2, 4, 1, 3, 5, 6]],
    ['names downwards', byName, true, [6, 5, 3, 1, 4, 2]],
  ] as const)('goes through every row once: %s', async (_, order, descending, ids) => {
    const walked = await forwards(order, descending)
    expect(walked.ids).toEqual(ids)
    expect(await backwards(order, descending, walked.last)).toEqual(ids)
  })

  it('begins anew for a cursor of another order', async () => {
    const { next } = await page(byMoment, false)
    expect((await page(byName, false, next)).rows.map(({ id }) => id)).toEqual([2, 4])
  })
})
