import { system } from '../actor.ts'
import { db } from '../database/client.ts'
import { Conflict } from '../errors.ts'
import { watchListings } from '../features/warehouse/oversell-alarms/actions.ts'
import type { DemoSignIn } from '../features/people/entrance/routes.ts'
import { addDays, dayOf, moment } from '../lib/dates.ts'
import { generatePassword, hashSecret } from '../lib/passwords.ts'
import type { Act } from '../work/act.ts'
import { deed } from '../work/act.ts'
import { chance } from './chance.ts'
import { keepTheBooks } from './books.ts'
import { SHARED_PIN, equipClerks, newPin } from './clerks.ts'
import { workThroughDays } from './days.ts'
import { takeReturns } from './returns.ts'
import { restock } from './restocks.ts'
import { stockTheHouse } from './stock.ts'
import { askTasks } from './tasks.ts'
import { hireTeam } from './team.ts'
import { HALF, alone, demoState, markWhole } from './whole.ts'

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
 * Returns how each signs in, the only time the passwords are known. Two at once are one after the other.
 * @throws Conflict when it's loaded already, or was once interrupted
 */
export function loadDemo(options: DemoOptions): Promise<DemoSignIn[]> {
  return alone(async () => {
    const state = await demoState()
    if (state === 'half') throw new Conflict(HALF)
    if (state === 'whole') throw new Conflict('示例团队已经载入，登录信息显示在第一次提交的页面上。')
    return load(options)
  })
}

/**
 * The sign-ins of the demo: of a fresh load where nobody is here yet, or new ones where it's loaded already.
 * @throws Conflict when a load was once interrupted
 */
export function openDemo(options: DemoOptions): Promise<DemoSignIn[]> {
  return alone(async () => {
    if ((await demoState()) === 'half') throw new Conflict(HALF)
    return (await db.person.findFirst({ select: { id: true } })) ? renewSignIns(options) : load(options)
  })
}

async function load({ at, password }: DemoOptions): Promise<DemoSignIn[]> {
  const hired: Act = { actor: system('demo'), at: moment(addDays(dayOf(at), -HIRED_DAYS_AGO), 9 * 60) }
  const team = await hireTeam(hired, password)
  await equipClerks(hired, team, password !== undefined)
  const opened: Act = { actor: system('demo'), at: moment(addDays(dayOf(at), -OPENED_DAYS_AGO), 9 * 60) }
  await stockTheHouse(opened, team)
  await workThroughDays(team, at, chance(SEED))
  await takeReturns(team, at)
  await keepTheBooks(team, at)
  await restock(team, at)
  await watchListings({ actor: system('demo'), at })
  await askTasks(team, at)
  await markWhole({ actor: system('demo'), at })
  return team.signIns
}

/** New passwords and PINs for a demo that is already loaded; open sign-ins end, badges stay as they are. */
async function renewSignIns({ at, password }: DemoOptions): Promise<DemoSignIn[]> {
  return deed({ actor: system('demo'), at }, async ({ tx }) => {
    const people = await tx.person.findMany({
      where: { demo: true, state: 'ACTIVE' },
      include: { account: true, assignments: { where: { endsAt: null } } },
      orderBy: { id: 'asc' },
    })
    const shared = password === undefined ? undefined : await hashSecret(password)
    const signIns: DemoSignIn[] = []
    for (const { id, employeeNumber, account, assignments } of people) {
      const own = password ?? generatePassword()
      const pin = account?.pinHash ? (password === undefined ? newPin(employeeNumber) : SHARED_PIN) : null
      await tx.account.update({
        where: { personId: id },
        data: {
          passwordHash: shared ?? (await hashSecret(own)),
          passwordChangedAt: at,
          sessionEpoch: { increment: 1 },
          ...(pin === null ? {} : { pinHash: await hashSecret(pin) }),
        },
      })
      const [assignment] = assignments
      if (!assignment) continue
      const terminal = pin === null ? {} : { terminal: { pin } }
      signIns.push({ position: assignment.position, employeeNumber, password: own, ...terminal })
    }
    return signIns
  })
}
