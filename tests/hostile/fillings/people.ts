import { db } from '../../../src/database/client.ts'
import { openShop } from '../../../src/features/people/shops/actions.ts'
import { hire } from '../../../src/features/people/staff/actions.ts'
import { suspend } from '../../../src/features/people/staff/leaving.ts'
import { getStaff } from '../../../src/features/people/staff/queries.ts'
import { moveTask, requestTask } from '../../../src/features/people/tasks/actions.ts'
import { getTask } from '../../../src/features/people/tasks/queries.ts'
import { DAY_MS, dateColumn, now, plus } from '../../../src/lib/dates.ts'
import type { Act } from '../../../src/work/act.ts'
import type { Cast } from '../../setup/cast.ts'
import { actor } from '../../setup/cast.ts'
import type { Fillings } from './words.ts'
import { freshDay } from './words.ts'

async function taskInProgress(cast: Cast): Promise<number> {
  const input = {
    kind: 'ERRAND' as const,
    title: '整理样品间',
    description: '按季节分区',
    acceptanceCriteria: '照片',
    dueAt: plus(now(), 2 * DAY_MS),
  }
  const lead = { actor: await actor(cast, 'operations-lead'), at: now() }
  const { id } = await requestTask(lead, input, { assigneeId: cast.ids.designer })
  const designer = await actor(cast, 'designer')
  await moveTask({ actor: designer, at: now() }, await getTask(designer, id), 'accept', null)
  return id
}

let people = 0
const owner = async (cast: Cast): Promise<Act> => ({ actor: await actor(cast, 'owner'), at: now() })

async function colleague(cast: Cast): Promise<number> {
  const profile = { employeeNumber: `new-${(people += 1)}`, name: '新同事', hiredOn: '2026-01-05' }
  const assignment = {
    position: 'DESIGNER' as const,
    duties: [],
    superiorId: cast.ids.owner,
    shopIds: [cast.shopId],
  }
  const password = { passwordHash: 'none', mustChange: true }
  return (await hire(await owner(cast), { ...profile, ...assignment }, password)).id
}

async function withSecondFactor(cast: Cast): Promise<number> {
  const id = await colleague(cast)
  const data = { secondFactor: new Uint8Array(48), secondFactorSince: now(), secondFactorStep: 0 }
  await db.account.update({ where: { personId: id }, data })
  return id
}

async function suspended(cast: Cast): Promise<number> {
  const id = await colleague(cast)
  const act = await owner(cast)
  await suspend(act, await getStaff(act.actor, id), { successorId: null, remark: '休假' })
  return id
}

const specialDay = async (): Promise<number> =>
  (await db.calendarDay.create({ data: { day: dateColumn(freshDay()), kind: 'HOLIDAY', name: '店庆' } })).id

let years = 2030
/** A year whose National Day is known, but not announced. */
async function unannouncedYear(): Promise<string> {
  const day = dateColumn(`${(years += 1)}-10-01`)
  await db.calendarDay.create({ data: { day, kind: 'HOLIDAY', name: '国庆节', official: false } })
  return `/people/holidays?year=${years}`
}

export const peopleForms: Fillings = {
  'POST /people/work-items/:id/urge': { page: '/people/work-items?whose=team' },
  'POST /people/tasks': { with: { duty: 'DESIGNER' } },
  'POST /people/tasks/:id/progress': { make: taskInProgress },
  'POST /people/tasks/:id/deliver': { make: taskInProgress },
  'POST /people/staff': { with: { employeeNumber: () => `e-${(people += 1)}` } },
  'POST /people/staff/:id': { make: colleague },
  'POST /people/staff/:id/assignment': { make: colleague },
  'POST /people/staff/:id/suspend': { make: colleague },
  'POST /people/staff/:id/leave': { make: colleague },
  'POST /people/staff/:id/password-reset': { make: colleague },
  'POST /people/staff/:id/second-factor-reset': { make: withSecondFactor },
  'POST /people/staff/:id/end-sessions': { make: colleague },
  'POST /people/staff/:id/moves/:move': { make: suspended },
  'POST /people/shops/:id/close': {
    make: async (cast) =>
      (await openShop(await owner(cast), { name: `店${(people += 1)}`, platform: 'TMALL' })).id,
  },
  'POST /people/shops/:id/reopen': {
    make: async () => {
      const data = {
        name: `关${(people += 1)}`,
        platform: 'TMALL' as const,
        createdAt: now(),
        closedAt: now(),
      }
      return (await db.shop.create({ data })).id
    },
  },
  'POST /people/holidays': { with: { day: freshDay } },
  'POST /people/holidays/:id': { make: specialDay },
  'POST /people/holidays/:id/remove': { make: specialDay, page: '/people/holidays?year=2028' },
  'POST /people/holidays/announce': { page: unannouncedYear },
}
