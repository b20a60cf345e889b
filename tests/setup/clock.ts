import { beforeAll } from 'vitest'
import { setClock } from '../../src/lib/dates.ts'

/** Begins every test file at the moment in `HOUSE_CLOCK`, if there is one; from there time goes on as usual. */
const { HOUSE_CLOCK } = process.env

if (HOUSE_CLOCK !== undefined) {
  beforeAll(() => {
    const ahead = Date.parse(HOUSE_CLOCK) - Date.now()
    setClock(() => new Date(Date.now() + ahead))
  })
}
