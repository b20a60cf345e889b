import { beforeAll, expect, it } from 'vitest'
import { system } from '../../src/actor.ts'
import { db } from '../../src/database/client.ts'
import { tasks } from '../../src/features/people/tasks/noun.ts'
import { moment } from '../../src/lib/dates.ts'
import * as door from '../../src/work/door.ts'
import type { Cast } from '../setup/cast.ts'
import { castIn } from '../setup/cast.ts'

let cast: Cast
const at = moment('2026-11-23', 10 * 60)

beforeAll(async () => {
  cast = await castIn()
})

it('more records than a statement has room for move in one deed, each with its history and its item closed', async () => {
  const many = 17_000
  await db.$executeRaw`
    INSERT INTO tasks (number, kind, title, description, acceptance_criteria, due_at, requester_id, assignee_id, created_at)
    SELECT 'RW' || n, 'ERRAND', '搬', '搬', '搬', ${at}, ${cast.ids.owner}, ${cast.ids.designer}, ${at}
    FROM generate_series(1, ${many}::int) AS n`
  await db.$executeRaw`
    INSERT INTO work_items (noun, subject_id, kind, title, owner_id, opened_at)
    SELECT 'people/tasks', id, 'REQUESTED', title, assignee_id, ${at} FROM tasks`
  const { moved, refused } = await door.moveAll(
    tasks,
    { actor: system('test'), at },
    await db.task.findMany(),
    'withdraw',
    {},
    { remark: '不搬了' },
  )
  expect([moved.length, refused.length]).toEqual([many, 0])
  expect(await db.task.count({ where: { state: 'WITHDRAWN' } })).toBe(many)
  expect(await db.historyEntry.count({ where: { deed: 'withdraw', remark: '不搬了' } })).toBe(many)
  expect(await db.workItem.count({ where: { closedAt: null } })).toBe(0)
}, 120_000)
