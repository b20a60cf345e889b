import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { LOCKS } from '../../src/database/advisory.ts'
import { PRISMA_FOLDER } from '../../src/database/schema-engine.ts'

it('no two uses of an advisory lock have the same number', () => {
  expect(new Set(Object.values(LOCKS)).size).toBe(Object.values(LOCKS).length)
})

it('the trigger on movements shares the lock of whoever closes a month', () => {
  const byHand = readFileSync(path.join(PRISMA_FOLDER, 'by-hand.sql'), 'utf8')
  expect(byHand).toContain(`pg_advisory_xact_lock_shared(${LOCKS.stockMonths})`)
})
