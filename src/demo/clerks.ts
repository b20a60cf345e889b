import { issueBadge, setPin } from '../features/warehouse/badges/actions.ts'
import { newBadgeCode } from '../features/warehouse/badges/codes.ts'
import { pinFault } from '../features/warehouse/badges/pins.ts'
import { directory } from '../features/people/staff/directory.ts'
import { hashToken, randomDigits } from '../lib/tokens.ts'
import type { Act } from '../work/act.ts'
import type { DemoTeam } from './team.ts'

/** Every clerk's PIN where one password for all was asked for, so that scripts know it. */
export const SHARED_PIN = '739154'

/** A PIN that a clerk would be allowed to choose. */
export function newPin(employeeNumber: string): string {
  for (;;) {
    const pin = randomDigits(6)
    if (pinFault(pin, employeeNumber) === null) return pin
  }
}

/** Gives the clerks what they sign in with at a terminal: a badge from the lead, and a PIN that they set themselves. */
export async function equipClerks(act: Act, { people, signIns }: DemoTeam, shared: boolean): Promise<void> {
  const lead = await directory.actorOf(people.get('operations-lead') ?? 0)
  const current = signIns.find(({ position }) => position === 'OPERATIONS_LEAD')?.password ?? ''
  for (const signIn of signIns) {
    if (signIn.position !== 'WAREHOUSE_CLERK') continue
    const { employeeNumber, password } = signIn
    const clerk = await directory.actorOf(people.get(employeeNumber) ?? 0)
    if (!lead || !clerk) throw new Error(`${employeeNumber} has nobody to answer for the badge`)
    const terminal = { badge: newBadgeCode(), pin: shared ? SHARED_PIN : newPin(employeeNumber) }
    await issueBadge(
      { ...act, actor: lead },
      { personId: clerk.personId, current },
      hashToken(terminal.badge),
    )
    await setPin({ ...act, actor: clerk }, password, terminal.pin)
    signIn.terminal = terminal
  }
}
