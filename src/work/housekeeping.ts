import { dayOf, plus, DAY_MS } from '../lib/dates.ts'
import type { Act } from './act.ts'
import { removeStrays } from '../storage/strays.ts'
import { deed } from './act.ts'
import { seedCalendars } from './calendar-store.ts'

/** A form that was sent is remembered this long: longer than any sign-in lasts. */
const TOKEN_DAYS = 8

/**
 * Forgets old form tokens, sessions and files that belong to nothing, and brings the holiday calendars of this year and the
 * next up to date.
 */
export async function sweep(act: Act): Promise<void> {
  await deed(act, async ({ tx, at }) => {
    await tx.formToken.deleteMany({ where: { at: { lt: plus(at, -TOKEN_DAYS * DAY_MS) } } })
    await tx.session.deleteMany({ where: { expire: { lt: at } } })
    await tx.lockout.deleteMany({ where: { lastFailureAt: { lt: plus(at, -TOKEN_DAYS * DAY_MS) } } })
    const year = Number(dayOf(at).slice(0, 4))
    await seedCalendars(tx, [year, year + 1])
  })
  await removeStrays()
}
