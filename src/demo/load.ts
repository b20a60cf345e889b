import { system } from '../actor.ts'
import type { DemoSignIn } from '../features/people/entrance/routes.ts'
import { addDays, dayOf, moment } from '../lib/dates.ts'
import { generatePassword, hashSecret } from '../lib/passwords.ts'
import type { Act } from '../work/act.ts'
import { deed } from '../work/act.ts'
import { chance } from './chance.ts'
import { workThroughDays } from './days.ts'
import { stockTheHouse } from './stock.ts'
import { askTasks } from './tasks.ts'
import { hireTeam } from './team.ts'

export interface DemoOptions {
  /** The present: the demo's last day. */
  at: Date
  /** One password for all; without, each gets one of their own. */
  password?: string
}

/** How long ago the team was hired. */
const HIRED_DAYS_AGO = 180
/** How long ago the warehouse counted its opening stock. */
const OPENED_DAYS_AGO = 24
const SEED = 618_1111

/**
 * Loads a believable team with its weeks of work up to the present moment, through the same deeds that people do.
 * Returns how each signs in, the only time the passwords are known.
 */
export async function loadDemo({ at, password }: DemoOptions): Promise<DemoSignIn[]> {
  const hired: Act = { actor: system('demo'), at: moment(addDays(dayOf(at), -HIRED_DAYS_AGO), 9 * 60) }
  const team = await hireTeam(hired, password)
  const opened: Act = { actor: system('demo'), at: moment(addDays(dayOf(at), -OPENED_DAYS_AGO), 9 * 60) }
  await stockTheHouse(opened, team)
  await workThroughDays(team, at, chance(SEED))
  await askTasks(team, at)
  return team.signIns
}

/** New passwords for a demo that is already loaded; open sign-ins end. */
export async function renewSignIns({ at, password }: DemoOptions): Promise<DemoSignIn[]> {
  return deed({ actor: system('demo'), at }, async ({ tx }) => {
    const people = await tx.person.findMany({
      where: { demo: true, state: 'ACTIVE' },
      include: { assignments: { where: { endsAt: null } } },
      orderBy: { id: 'asc' },
    })
    const shared = password === undefined ? undefined : await hashSecret(password)
    const signIns: DemoSignIn[] = []
    for (const { id, employeeNumber, assignments } of people) {
      const own = password ?? generatePassword()
      await tx.account.update({
        where: { personId: id },
        data: {
          passwordHash: shared ?? (await hashSecret(own)),
          passwordChangedAt: at,
          sessionEpoch: { increment: 1 },
        },
      })
      const [assignment] = assignments
      if (assignment) signIns.push({ position: assignment.position, employeeNumber, password: own })
    }
    return signIns
  })
}
