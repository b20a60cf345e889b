import { beforeEach, describe, expect, it } from 'vitest'
import { system } from '../../src/actor.ts'
import { db } from '../../src/database/client.ts'
import { countStatements } from '../../src/database/statements.ts'
import { Conflict } from '../../src/errors.ts'
import { claimWorkItem, urgeWorkItem } from '../../src/features/people/work-items/actions.ts'
import { getWorkItem, listWorkItems } from '../../src/features/people/work-items/queries.ts'
import { HOUR_MS, MINUTE_MS, moment, plus } from '../../src/lib/dates.ts'
import type { Act } from '../../src/work/act.ts'
import { deed } from '../../src/work/act.ts'
import { closeItems } from '../../src/work/items.ts'
import { countOpen } from '../../src/work/live.ts'
import { escalate, remind } from '../../src/work/reminders.ts'
import type { Cast, Member } from '../setup/cast.ts'
import { actor, castIn } from '../setup/cast.ts'
import { freshDatabase } from '../setup/database.ts'

const opened = moment('2026-11-23', 9 * 60)
const dueAt = plus(opened, 4 * HOUR_MS)
const later = (minutes: number): Act => ({ actor: system('test'), at: plus(dueAt, minutes * MINUTE_MS) })

let cast: Cast
beforeEach(async () => {
  await freshDatabase()
  cast = await castIn()
})

const item = (data: object) =>
  db.workItem.create({
    data: {
      noun: 'people/tasks',
      subjectId: 1,
      kind: 'TRY',
      title: '回复评价',
      openedAt: opened,
      dueAt,
      remindAt: plus(dueAt, -HOUR_MS),
      ...data,
    },
  })
const ofDesigner = () => item({ ownerId: cast.ids.designer })
const atDesigners = () => item({ duty: 'DESIGNER', shopId: cast.shopId })
const told = async () =>
  (await db.notice.findMany({ orderBy: { id: 'asc' } })).map(({ recipientId, text }) => [recipientId, text])
const as = async (member: Member, at: Date): Promise<Act> => ({ actor: await actor(cast, member), at })

describe('reminders', () => {
  it('come before and at the deadline, each once', async () => {
    await ofDesigner()
    expect(await remind(later(-61))).toBe(0)
    expect(await remind(later(-60))).toBe(1)
    expect(await remind(later(-59))).toBe(0)
    expect(await remind(later(0))).toBe(1)
    expect(await remind(later(30))).toBe(0)
    expect(await told()).toEqual([
      [cast.ids.designer, '即将到期：回复评价'],
      [cast.ids.designer, '已到期：回复评价'],
    ])
  })

  it('reach everybody who may claim an unclaimed item', async () => {
    await atDesigners()
    await remind(later(0))
    expect(await told()).toEqual([[cast.ids.designer, '已到期：回复评价']])
  })

  it('of what nobody can claim reach the lead, and without one the owner', async () => {
    await item({ duty: 'PURCHASING', shopId: cast.shopId })
    await item({ kind: 'OTHER', duty: 'SERVICE_AGENT', shopId: cast.otherShopId })
    await remind(later(0))
    expect(await told()).toEqual([
      [cast.ids['operations-lead'], '已到期：回复评价'],
      [cast.ids.owner, '已到期：回复评价'],
    ])
  })

  it('of many alike are one message, and cost the same as of one', async () => {
    await item({ subjectId: 2, duty: 'DESIGNER', shopId: cast.shopId })
    const one = await countStatements(() => remind(later(0)))
    for (let i = 3; i < 20; i += 1) await item({ subjectId: i, duty: 'DESIGNER', shopId: cast.shopId })
    const many = await countStatements(() => remind(later(1)))
    expect(many.result).toBe(17)
    expect(many.statements.length, many.statements.join('\n')).toBe(one.statements.length)
    expect(await told()).toEqual([
      [cast.ids.designer, '已到期：回复评价'],
      [cast.ids.designer, '已到期：回复评价 等 17 件'],
    ])
  })

  it('are sent once when two processes remind at the same time', async () => {
    await ofDesigner()
    const counts = await Promise.all([remind(later(0)), remind(later(0))])
    expect(counts.sort()).toEqual([0, 1])
    expect(await told()).toHaveLength(1)
  })
})

describe('escalation', () => {
  it('tells the superior once that an item is overdue, and leaves history on its record', async () => {
    await ofDesigner()
    expect(await escalate(later(0))).toBe(0)
    expect(await escalate(later(1))).toBe(1)
    expect(await escalate(later(2))).toBe(0)
    expect(await told()).toEqual([[cast.ids['operations-lead'], '下属超时：回复评价']])
    expect(await db.historyEntry.findMany()).toMatchObject([
      { noun: 'people/tasks', subjectId: 1, deed: 'escalate', personId: null, systemName: 'test' },
    ])
  })

  it('of an unclaimed item goes to the superiors of those who should have claimed it', async () => {
    await atDesigners()
    await escalate(later(1))
    expect(await told()).toEqual([[cast.ids['operations-lead'], '下属超时：回复评价']])
  })

  it('of what nobody can claim reaches the lead, and where he should have acted himself the owner', async () => {
    await item({ duty: 'PURCHASING', shopId: cast.shopId })
    await item({ kind: 'OTHER', ownerId: cast.ids['operations-lead'] })
    await item({ kind: 'THIRD', duty: 'OPERATIONS_LEAD', shopId: cast.otherShopId })
    await item({ kind: 'FOURTH', ownerId: cast.ids.owner })
    await escalate(later(1))
    expect((await told()).map(([id]) => id).sort()).toEqual(
      [cast.ids['operations-lead'], cast.ids.owner, cast.ids.owner].sort(),
    )
  })

  it('costs the same for many items as for one', async () => {
    await ofDesigner()
    const one = await countStatements(() => escalate(later(1)))
    for (let i = 2; i < 20; i += 1) await item({ subjectId: i, ownerId: cast.ids.designer })
    const many = await countStatements(() => escalate(later(2)))
    expect(many.result).toBe(18)
    expect(many.statements.length, many.statements.join('\n')).toBe(one.statements.length)
  })

  it('leaves a closed item alone', async () => {
    await item({ ownerId: cast.ids.designer, closedAt: dueAt, remindAt: null })
    expect(await escalate(later(1))).toBe(0)
  })
})

describe('an unclaimed item', () => {
  it('stands in the list of every holder and of nobody else, until one claims it', async () => {
    const { id } = await atDesigners()
    const designer = await actor(cast, 'designer')
    const clerk = await actor(cast, 'warehouse-clerk')
    const lead = await actor(cast, 'operations-lead')
    expect((await listWorkItems(designer, 'own')).rows).toHaveLength(1)
    expect((await listWorkItems(clerk, 'own')).rows).toHaveLength(0)
    expect((await listWorkItems(lead, 'team')).rows).toHaveLength(1)
    await claimWorkItem(await as('designer', opened), await getWorkItem(designer, id))
    expect(await getWorkItem(designer, id)).toMatchObject({ ownerId: cast.ids.designer, ownerName: '苏婉' })
  })

  it('is claimed by one of two at once', async () => {
    const { id } = await atDesigners()
    const designer = await actor(cast, 'designer')
    const seen = await getWorkItem(designer, id)
    const act = await as('designer', opened)
    const results = await Promise.allSettled([claimWorkItem(act, seen), claimWorkItem(act, seen)])
    expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(1)
  })
})

describe('urging', () => {
  it('reaches exactly the owner, and again only after an hour', async () => {
    const { id } = await ofDesigner()
    const lead = await actor(cast, 'operations-lead')
    const seen = await getWorkItem(lead, id)
    await urgeWorkItem({ actor: lead, at: opened }, seen)
    await expect(urgeWorkItem({ actor: lead, at: plus(opened, 30 * MINUTE_MS) }, seen)).rejects.toThrow(
      Conflict,
    )
    await urgeWorkItem({ actor: lead, at: plus(opened, 61 * MINUTE_MS) }, seen)
    expect(await told()).toEqual([
      [cast.ids.designer, '催办：回复评价'],
      [cast.ids.designer, '催办：回复评价'],
    ])
  })

  it('happens once when pressed twice at the same moment', async () => {
    const { id } = await ofDesigner()
    const lead = await actor(cast, 'operations-lead')
    const seen = await getWorkItem(lead, id)
    await Promise.allSettled([1, 2].map(() => urgeWorkItem({ actor: lead, at: opened }, seen)))
    expect(await told()).toHaveLength(1)
  })
})

describe('messages about an item', () => {
  it('are read when the matter closes, whoever closed it, and others stay', async () => {
    const { id } = await ofDesigner()
    await item({ kind: 'OTHER', ownerId: cast.ids.designer })
    await remind(later(0))
    await deed({ actor: system('test'), at: later(1).at }, (act) =>
      closeItems(act, { noun: 'people/tasks', subjectIds: [1], kind: 'TRY', outcome: 'approve' }),
    )
    const notices = await db.notice.findMany({ orderBy: { id: 'asc' } })
    expect(notices.map(({ workItemId, readAt }) => [workItemId === id, readAt !== null])).toEqual([
      [true, true],
      [false, false],
    ])
    expect((await countOpen(await actor(cast, 'designer'), opened)).unread).toBe(1)
  })
})

describe('the badge', () => {
  it('counts what is open and what is overdue in one’s own list', async () => {
    await ofDesigner()
    await item({ kind: 'OTHER', duty: 'DESIGNER', shopId: cast.shopId, dueAt: null })
    await item({ kind: 'THIRD', ownerId: cast.ids.hr })
    expect(await countOpen(await actor(cast, 'designer'), plus(dueAt, 1))).toEqual({
      open: 2,
      overdue: 1,
      unread: 0,
    })
  })
})
