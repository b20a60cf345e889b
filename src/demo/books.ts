import { system } from '../actor.ts'
import { db } from '../database/client.ts'
import { directory } from '../features/people/staff/directory.ts'
import { runProof } from '../features/warehouse/proofs/actions.ts'
import { beginMonths, moveMonth } from '../features/warehouse/stock-months/actions.ts'
import { DAY_MS, addDays, dayOf, moment, plus } from '../lib/dates.ts'
import type { DemoTeam } from './team.ts'

/** Nights whose proof is shown. */
const NIGHTS = 3
/** How long after its end the lead has closed a month. */
const CLOSED_AFTER_DAYS = 3

/** The nightly proofs, and the month before closed by the lead where it's long enough over. */
export async function keepTheBooks(team: DemoTeam, at: Date): Promise<void> {
  const night = (day: string): Date => moment(day, 2 * 60 + 40)
  for (let back = NIGHTS - 1; back >= 0; back--) {
    const when = night(addDays(dayOf(at), -back))
    if (when < at) await runProof({ actor: system('prove-ledger'), at: when })
  }
  await beginMonths({ actor: system('begin-stock-months'), at })
  const [month] = await db.stockMonth.findMany({ orderBy: { month: 'asc' }, take: 1 })
  const id = team.people.get('operations-lead')
  const lead = id === undefined ? null : await directory.actorOf(id)
  if (!month || !lead || plus(month.endsAt, CLOSED_AFTER_DAYS * DAY_MS) > at) return
  await moveMonth({ actor: lead, at: plus(at, -DAY_MS) }, month, 'close', null)
}
