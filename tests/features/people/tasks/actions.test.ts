import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import type { PersonActor } from '../../../../src/actor.ts'
import { db } from '../../../../src/database/client.ts'
import { Conflict, FieldError, Forbidden } from '../../../../src/errors.ts'
import {
  deliverTask,
  editTask,
  moveTask,
  reportProgress,
  requestTask,
} from '../../../../src/features/people/tasks/actions.ts'
import { getTask } from '../../../../src/features/people/tasks/queries.ts'
import { moment } from '../../../../src/lib/dates.ts'
import type { Act } from '../../../../src/work/act.ts'
import type { Cast, Member } from '../../../setup/cast.ts'
import { actor, castIn } from '../../../setup/cast.ts'

const at = moment('2026-11-23', 10 * 60)
const dueAt = moment('2026-11-25', 18 * 60)
const input = {
  kind: 'DESIGN_BRIEF' as const,
  title: '双12主图',
  description: '三款主图',
  acceptanceCriteria: '800×800',
  dueAt,
}

let cast: Cast
const actors = {} as Record<Member, PersonActor>
const as = (member: Member, token?: string): Act => ({ actor: actors[member], at, token })
const task = (id: number) => getTask({ kind: 'system', name: 'test' }, id)
const openItems = (subjectId: number) =>
  db.workItem.findMany({ where: { noun: 'people/tasks', subjectId, closedAt: null } })

beforeAll(async () => {
  cast = await castIn()
  for (const member of [
    'operations-lead',
    'operations-specialist',
    'designer',
    'stranger',
    'owner',
  ] as const) {
    actors[member] = await actor(cast, member)
  }
})

const asked = () => ({ assigneeId: cast.ids.designer })

describe('a task through the one door', () => {
  it('opens a work item for the assignee with the deadline, a notice, and history', async () => {
    const { id } = await requestTask(as('operations-lead'), input, asked())
    expect(await openItems(id)).toMatchObject([
      {
        kind: 'REQUESTED',
        title: '接受：双12主图',
        ownerId: cast.ids.designer,
        dueAt,
        remindAt: moment('2026-11-24', 18 * 60),
      },
    ])
    expect(await db.notice.findMany({ where: { noun: 'people/tasks', subjectId: id } })).toMatchObject([
      { recipientId: cast.ids.designer, readAt: null },
    ])
    expect(await db.historyEntry.findMany({ where: { noun: 'people/tasks', subjectId: id } })).toMatchObject([
      { deed: 'create', personId: cast.ids['operations-lead'], fromState: null, toState: 'REQUESTED' },
    ])
  })

  it('goes from request to acceptance, each step closing the last item and opening the next', async () => {
    const { id } = await requestTask(as('operations-lead'), input, asked())
    await moveTask(as('designer'), await task(id), 'accept', null)
    await reportProgress(as('designer'), await task(id), 60, '还差一款')
    await deliverTask(as('designer'), await task(id), '已放共享盘')
    expect(await openItems(id)).toMatchObject([{ kind: 'DELIVERED', ownerId: cast.ids['operations-lead'] }])
    await moveTask(as('operations-lead'), await task(id), 'return', '背景要白')
    expect(await openItems(id)).toMatchObject([{ kind: 'IN_PROGRESS', ownerId: cast.ids.designer }])
    await deliverTask(as('designer'), await task(id), '已换白底')
    await moveTask(as('operations-lead'), await task(id), 'approve', null)
    expect(await openItems(id)).toEqual([])
    expect(await task(id)).toMatchObject({ state: 'ACCEPTED', progress: 100, result: '已换白底', version: 7 })
    const closed = await db.workItem.findMany({
      where: { noun: 'people/tasks', subjectId: id },
      orderBy: { id: 'asc' },
    })
    expect(closed.map((item) => item.outcome)).toEqual(['accept', 'deliver', 'return', 'deliver', 'approve'])
  })

  it('asked of a duty waits for its holders, and belongs to the one who accepts', async () => {
    const { id } = await requestTask(as('operations-lead'), input, { duty: 'DESIGNER', shopId: cast.shopId })
    expect(await openItems(id)).toMatchObject([{ ownerId: null, duty: 'DESIGNER', shopId: cast.shopId }])
    await moveTask(as('designer'), await task(id), 'accept', null)
    expect(await task(id)).toMatchObject({ assigneeId: cast.ids.designer, state: 'IN_PROGRESS' })
    expect(await openItems(id)).toMatchObject([{ ownerId: cast.ids.designer, duty: null }])
  })

  it('asked of a duty that nobody holds in the shop goes to its lead, and without one to the owner', async () => {
    const { id } = await requestTask(as('owner'), input, { duty: 'DESIGNER', shopId: cast.otherShopId })
    expect(await openItems(id)).toMatchObject([{ duty: 'OWNER' }])
    const second = await requestTask(as('owner'), input, { duty: 'PURCHASING', shopId: cast.shopId })
    expect(await openItems(second.id)).toMatchObject([{ duty: 'OPERATIONS_LEAD' }])
  })

  it('is not accepted by somebody who was not asked', async () => {
    const { id } = await requestTask(as('operations-lead'), input, asked())
    await expect(moveTask(as('operations-specialist'), await task(id), 'accept', null)).rejects.toThrow(
      Forbidden,
    )
    expect((await task(id)).state).toBe('REQUESTED')
  })

  it('refuses a deadline that has passed at the field', async () => {
    const late = requestTask(as('operations-lead'), { ...input, dueAt: moment('2026-11-20') }, asked())
    await expect(late).rejects.toMatchObject({ errors: { dueAt: '期限要晚于现在' } })
    await expect(late).rejects.toBeInstanceOf(FieldError)
  })
})

describe('the door', () => {
  it('lets one of two at once through; the other learns what the state is now', async () => {
    const { id } = await requestTask(as('operations-lead'), input, asked())
    const seen = await task(id)
    const results = await Promise.allSettled([
      moveTask(as('designer'), seen, 'accept', null),
      moveTask(as('operations-lead'), seen, 'withdraw', null),
    ])
    const refused = results.filter((result) => result.status === 'rejected')
    expect(refused).toHaveLength(1)
    expect(refused[0]?.reason).toBeInstanceOf(Conflict)
    expect(await db.historyEntry.count({ where: { noun: 'people/tasks', subjectId: id } })).toBe(2)
  })

  it('refuses an edit of a version that has gone, and writes nothing', async () => {
    const { id } = await requestTask(as('operations-lead'), input, asked())
    const seen = await task(id)
    await editTask(as('operations-lead'), seen, { ...input, title: '双12主图（改）' })
    await expect(editTask(as('operations-lead'), seen, { ...input, title: '丢失的修改' })).rejects.toThrow(
      Conflict,
    )
    expect((await task(id)).title).toBe('双12主图（改）')
    const edits = await db.historyEntry.findMany({
      where: { noun: 'people/tasks', subjectId: id, deed: 'edit' },
    })
    expect(edits).toMatchObject([{ changes: { title: ['双12主图', '双12主图（改）'] } }])
  })

  it('refuses an edit in a state whose time is over', async () => {
    const { id } = await requestTask(as('operations-lead'), input, asked())
    await moveTask(as('operations-lead'), await task(id), 'withdraw', null)
    await expect(editTask(as('operations-lead'), await task(id), input)).rejects.toThrow(Conflict)
  })

  it('answers a repeated form with the first result and acts once, also when both come at once', async () => {
    const token = randomUUID()
    const before = await db.task.count()
    const answers = await Promise.all([
      requestTask(as('operations-lead', token), input, asked()),
      requestTask(as('operations-lead', token), input, asked()),
    ])
    const third = await requestTask(as('operations-lead', token), input, asked())
    expect(answers[0]).toEqual(answers[1])
    expect(third).toEqual(answers[0])
    expect(await db.task.count()).toBe(before + 1)
  })

  it('forgets the token of a deed that failed, so that the corrected form may be sent with it', async () => {
    const token = randomUUID()
    await expect(
      requestTask(as('operations-lead', token), { ...input, dueAt: moment('2026-01-01') }, asked()),
    ).rejects.toThrow(FieldError)
    await expect(requestTask(as('operations-lead', token), input, asked())).resolves.toHaveProperty('id')
  })

  it('gives numbers of the day without duplicates when many ask at once', async () => {
    const made = await Promise.all(
      Array.from({ length: 8 }, () => requestTask(as('operations-lead'), input, asked())),
    )
    const numbers = (await db.task.findMany({ where: { id: { in: made.map(({ id }) => id) } } })).map(
      (row) => row.number,
    )
    expect(new Set(numbers).size).toBe(8)
    for (const number of numbers) expect(number).toMatch(/^RW20261123-\d{4}$/)
  })
})
