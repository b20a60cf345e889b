import { defineConfig } from 'vitest/config'

/** The tests that mutants are to be caught by: of rules that need no database. */
export default defineConfig({
  test: {
    pool: 'threads',
    isolate: false,
    include: [
      'tests/lib/{dates,date-words,groups,money,paging,platform-dates,workflow}.test.ts',
      'tests/work/{calendars,deadlines,obligations,rules,working-hours}.test.ts',
      'tests/features/warehouse/stock/ledger/rules.test.ts',
    ],
  },
})
