import { expect, it } from 'vitest'
import { db } from '../../src/database/client.ts'
import { preparedName } from '../../src/database/prepared.ts'

it('names only statements that are marked, the same text always alike', () => {
  expect(preparedName('SELECT 1')).toBe('')
  expect(preparedName('/* prepared */ SELECT 1')).toMatch(/^[0-9a-f]{32}$/)
  expect(preparedName('/* prepared */ SELECT 1')).toBe(preparedName('/* prepared */ SELECT 1'))
  expect(preparedName('/* prepared */ SELECT 2')).not.toBe(preparedName('/* prepared */ SELECT 1'))
})

it('a connection keeps the plan of a marked statement', async () => {
  await db.$transaction(async (tx) => {
    for (const number of [1, 2]) await tx.$queryRaw`/* prepared */ SELECT ${number}::int AS number`
    const kept = await tx.$queryRaw<{ statement: string }[]>`
      SELECT statement FROM pg_prepared_statements WHERE statement LIKE '%AS number%'`
    expect(kept).toHaveLength(1)
  })
})
