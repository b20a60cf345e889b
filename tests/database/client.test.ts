import pg from 'pg'
import { beforeEach, describe, expect, it } from 'vitest'
import { connect, db, disconnect, pool } from '../../src/database/client.ts'
import { countStatements } from '../../src/database/statements.ts'
import { at } from '../../src/lib/dates.ts'
import { freshDatabase, testServer } from '../setup/database.ts'

beforeEach(freshDatabase)

const file = { sha256: 'a', size: 1, mediaType: 'text/plain', createdAt: at(1_700_000_000_123) }

describe('the connected client', () => {
  it('begins every test with empty tables and ids from 1', async () => {
    const made = await db.storedFile.create({ data: file })
    expect(made.id).toBe(1)
  })

  it('begins every test with empty tables and ids from 1, also after another test has written', async () => {
    expect(await db.storedFile.count()).toBe(0)
    expect((await db.storedFile.create({ data: file })).id).toBe(1)
  })

  it('gives back the moment that was stored, whatever the time zones of machine and server are', async () => {
    const owner = new pg.Client({ connectionString: testServer().ownerUrl })
    await owner.connect()
    await owner.query(
      `ALTER DATABASE ${new URL(testServer().url).pathname.slice(1)} SET timezone = 'Asia/Kolkata'`,
    )
    await owner.end()
    await disconnect()
    await connect({ url: testServer().url })
    const { id } = await db.storedFile.create({ data: file })
    const raw = await pool.query<{ epoch: string }>(
      'SELECT extract(epoch FROM created_at) AS epoch FROM stored_files',
    )
    expect(raw.rows[0]?.epoch).toBe('1700000000.123000')
    expect((await db.storedFile.findUniqueOrThrow({ where: { id } })).createdAt).toEqual(file.createdAt)
  })

  it('limits how long a statement, a lock and an idle transaction may take', async () => {
    const { rows } = await pool.query<{ name: string; setting: string }>(
      `SELECT name, setting FROM pg_settings
       WHERE name IN ('statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout', 'TimeZone')`,
    )
    expect(Object.fromEntries(rows.map(({ name, setting }) => [name, setting]))).toEqual({
      TimeZone: 'UTC',
      idle_in_transaction_session_timeout: '60000',
      lock_timeout: '10000',
      statement_timeout: '60000',
    })
  })
})

describe('counting statements', () => {
  it('sees what Prisma, its transactions and the pool send, in order', async () => {
    const { result, statements } = await countStatements(async () => {
      await pool.query('SELECT 1')
      return db.$transaction(async (tx) => {
        await tx.storedFile.create({ data: file, select: { id: true } })
        return tx.$queryRaw<{ n: number }[]>`SELECT count(*)::int AS n FROM stored_files`
      })
    })
    expect(result).toEqual([{ n: 1 }])
    expect(statements.map((text) => text.split(' ')[0])).toEqual([
      'SELECT',
      'BEGIN',
      'INSERT',
      'SELECT',
      'COMMIT',
    ])
  })

  it('counts nothing before and after', async () => {
    const { statements } = await countStatements(() => Promise.resolve())
    await db.storedFile.count()
    expect(statements).toEqual([])
  })

  it('does not count twice at once', async () => {
    await expect(countStatements(() => countStatements(() => Promise.resolve()))).rejects.toThrow('already')
  })
})
