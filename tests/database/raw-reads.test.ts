import { describe, expect, it } from 'vitest'
import { sqlStateOf } from '../../src/database/away.ts'
import { db } from '../../src/database/client.ts'
import type { Tx } from '../../src/database/client.ts'
import { inAHurry } from '../../src/database/hurry.ts'
import { Prisma } from '../../src/generated/prisma/client.ts'
import { at } from '../../src/lib/dates.ts'

const moment = at(1_700_000_000_123)

/** What there is to read, by type. */
const VALUES = [
  `1::smallint`,
  `2147483647`,
  `9223372036854775807::bigint`,
  `1.50::numeric`,
  `123456789012345678901234567890.123::numeric`,
  `1.5::float8`,
  `true`,
  `'一行'::text`,
  `'2026-02-28'::date`,
  `'2026-02-28 23:59:59.999'::timestamp`,
  `'2026-02-28 23:59:59.999+08'::timestamptz`,
  `'2026-02-28 23:59:59+08'::timestamptz`,
  `'{"a": [1, null]}'::jsonb`,
  `NULL::bigint`,
  `ARRAY[1, 2]`,
  `ARRAY['a', 'b,"c']`,
  `ARRAY[1::bigint, NULL]`,
  `ARRAY[1.5::numeric]`,
  `ARRAY['2026-02-28'::date]`,
  `ARRAY['2026-02-28 23:59:59+08'::timestamptz]`,
  `'{}'::text[]`,
]

/** What may be given, with the type that it's read as. */
const PARAMETERS: readonly [unknown, string][] = [
  [moment, 'timestamptz'],
  [at(8.64e15), 'timestamptz'],
  [moment, 'date'],
  [moment, 'timestamp'],
  [[moment, moment], 'timestamptz[]'],
  ['2026-02-28', 'date'],
  [7, 'int'],
  [1.25, 'float8'],
  [9007199254740993n, 'bigint'],
  [[1, 2], 'int[]'],
  [['a', '"b"'], 'text[]'],
  [new Prisma.Decimal('123456789012345678901234567890.5'), 'numeric'],
  [new Prisma.Decimal('0.0000000001'), 'numeric'],
  [{ a: 1 }, 'jsonb'],
  [true, 'boolean'],
  [null, 'text'],
]

describe('a raw read outside a transaction', () => {
  it.each(VALUES)('brings %s as Prisma does', async (value) => {
    expect(await outside(Prisma.sql`SELECT ${Prisma.raw(value)} AS value`)).toEqual(
      await inside(Prisma.sql`SELECT ${Prisma.raw(value)} AS value`),
    )
  })

  it.each(PARAMETERS)('gives %s as %s as Prisma does', async (value, type) => {
    const query = Prisma.sql`SELECT ${value}::${Prisma.raw(type)} AS value`
    expect(await outside(query)).toEqual(await inside(query))
  })

  it('is asked with a template or with a piece of SQL', async () => {
    expect(await db.$queryRaw`SELECT ${1}::int + ${Prisma.sql`${2}::int`} AS sum`).toEqual([{ sum: 3 }])
    expect(await db.$queryRaw(Prisma.sql`SELECT ${1}::int AS one`)).toEqual([{ one: 1 }])
  })

  it('tells the code of what went wrong', async () => {
    const failed = await db.$queryRaw`SELECT 1 / 0`.catch((error: unknown) => error)
    expect(sqlStateOf(failed)).toBe('22012')
    const late = await inAHurry(20, () => db.$queryRaw`SELECT pg_sleep(1)`.catch((error: unknown) => error))
    expect(sqlStateOf(late)).toBe('57014')
  })

  it('sees nothing of a transaction that is open, whose own reads do', async () => {
    await db.$transaction(async (tx) => {
      await tx.storedFile.create({
        data: { sha256: 'own', size: 1, mediaType: 'text/plain', createdAt: moment },
      })
      const count = (client: Pick<Tx, '$queryRaw'>) =>
        client.$queryRaw<{ n: number }[]>`SELECT count(*)::int AS n FROM stored_files WHERE sha256 = 'own'`
      expect(await count(tx)).toEqual([{ n: 1 }])
      expect(await count(db)).toEqual([{ n: 0 }])
      await tx.storedFile.deleteMany({ where: { sha256: 'own' } })
    })
  })
})

function outside(query: Prisma.Sql): Promise<unknown> {
  return db.$queryRaw(query)
}

function inside(query: Prisma.Sql): Promise<unknown> {
  return db.$transaction((tx) => tx.$queryRaw(query))
}
