import { describe, expect, it } from 'vitest'
import { sqlStateOf } from '../../src/database/away.ts'
import { db, pool } from '../../src/database/client.ts'
import { atLeisure, inAHurry } from '../../src/database/hurry.ts'
import { countStatements } from '../../src/database/statements.ts'

/** By each of the ways to the database. */
const waits: [string, (seconds: number) => Promise<unknown>][] = [
  ['a statement of the client', async (seconds) => await db.$queryRaw`SELECT pg_sleep(${seconds})::text`],
  [
    'a transaction',
    (seconds) =>
      db.$transaction((tx) => tx.$queryRaw`SELECT pg_sleep(${seconds})::text`, { maxWait: 15_000 }),
  ],
  ['the pool', (seconds) => pool.query('SELECT pg_sleep($1)', [seconds])],
]

describe('work for which somebody waits', () => {
  it.each(waits)('is ended by the database after its time, as %s', async (_way, wait) => {
    const ended = await inAHurry(100, () => wait(5)).catch((error: unknown) => sqlStateOf(error))
    expect(ended).toBe('57014')
    // The same connections, with and without hurry, one after the other and beside each other.
    await wait(0.3)
    await inAHurry(100, () => atLeisure(() => wait(0.3)))
    await Promise.all([
      ...Array.from({ length: 15 }, () => wait(0.3)),
      ...Array.from({ length: 15 }, () =>
        expect(inAHurry(100, () => wait(5)).catch(sqlStateOf)).resolves.toBe('57014'),
      ),
    ])
  })

  it('costs no statement that counts', async () => {
    const { statements } = await countStatements(() =>
      inAHurry(5000, async () => await db.$queryRaw`SELECT 1`),
    )
    expect(statements).toEqual(['SELECT 1'])
  })
})
