import { configDefaults, defineConfig } from 'vitest/config'

/** Rules of the shop and pure tools: no database, milliseconds. Everything else works on a real database. */
const rules = [
  'tests/lib/**/*.test.ts',
  'tests/features/**/{policy,workflow,forms,pages}.test.ts',
  'tests/features/warehouse/terminal/{chain,codes,interpret}.test.ts',
  'tests/features/warehouse/terminal/interpret/*.test.ts',
  'tests/public/**/*.test.ts',
  'tests/**/imports/{reading,kinds}/*.test.ts',
  'tests/web/{address,views,parts}.test.ts',
  'tests/work/{calendars,deadlines,holidays,obligations,rules,working-hours}.test.ts',
  'tests/features/orders/buyers/{masks,redact,seal}.test.ts',
  'tests/features/warehouse/stock/ledger/rules.test.ts',
  'tests/features/warehouse/*/imports/kind.test.ts',
  'tests/features/warehouse/{restocks/formula,seasons/indices,stock-figures/rules}.test.ts',
  'tests/features/warehouse/terminal/{chain,codes,interpret}.test.ts',
]
/** The house itself, and the program as a process of its own: neither needs a database of the tests. */
const alone = ['tests/architecture/**/*.test.ts', 'tests/server/**/*.test.ts']
/** What reckons with days. */
const dated = ['tests/features/{people,orders,warehouse}/**/*.test.ts', 'tests/work/**/*.test.ts']

/** Files share a process and what it has loaded: rules keep nothing, and what deeds keep is in a database made anew. */
const together = { isolate: false } as const

const onDatabase = {
  globalSetup: 'tests/setup/server.ts',
  setupFiles: ['tests/setup/clock.ts', 'tests/setup/database.ts'],
  hookTimeout: 60_000,
}

/**
 * No rule may depend on where or when the machine believes to be: one zone ahead of Shanghai's midnight, one behind,
 * and a minute before the year ends in Shanghai.
 */
const AHEAD = { TZ: 'Pacific/Kiritimati' }
const BEHIND = { TZ: 'America/Los_Angeles' }
const YEAR_END = { TZ: 'UTC', HOUSE_CLOCK: '2026-12-31T23:59:00+08:00' }

/** `npx vitest --project rules`, for example; without, all of them. */
export default defineConfig({
  test: {
    pool: 'forks',
    // Half the time is PostgreSQL's: a worker per core, not one less.
    maxWorkers: '100%',
    // A machine may be busy with something else; what hangs is still found.
    testTimeout: 20_000,
    expect: { poll: { timeout: 15_000 } },
    projects: [
      {
        extends: true,
        test: { name: 'alone', include: alone, globalSetup: 'tests/server/build.ts', testTimeout: 60_000 },
      },
      { extends: true, test: { ...together, name: 'rules', include: rules, env: AHEAD } },
      { extends: true, test: { ...together, name: 'rules-behind', include: rules, env: BEHIND } },
      {
        extends: true,
        test: {
          ...together,
          name: 'rules-year-end',
          include: rules,
          env: YEAR_END,
          setupFiles: ['tests/setup/clock.ts'],
        },
      },
      {
        extends: true,
        test: {
          ...onDatabase,
          name: 'house',
          include: ['tests/**/*.test.ts'],
          exclude: [...configDefaults.exclude, ...rules, ...alone, ...dated, 'tests/journeys/**'],
          env: BEHIND,
        },
      },
      {
        extends: true,
        test: {
          ...onDatabase,
          ...together,
          name: 'house-year-end',
          include: dated,
          exclude: [...configDefaults.exclude, ...rules],
          env: YEAR_END,
        },
      },
      // The same once more by today's clock; `npm test` leaves it out, because the end of the year is the harder day.
      {
        extends: true,
        test: {
          ...onDatabase,
          ...together,
          name: 'house-today',
          include: dated,
          exclude: [...configDefaults.exclude, ...rules],
          env: BEHIND,
        },
      },
      {
        extends: true,
        test: {
          ...onDatabase,
          name: 'journeys',
          include: ['tests/journeys/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
