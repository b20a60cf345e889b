import { beforeEach, describe, expect, it } from 'vitest'
import type { PersonActor } from '../../../../src/actor.ts'
import { db } from '../../../../src/database/client.ts'
import { Conflict, FieldError, Forbidden } from '../../../../src/errors.ts'
import {
  assign,
  editProfile,
  endSessions,
  hire,
  moveStaff,
} from '../../../../src/features/people/staff/actions.ts'
import type { AssignmentInput } from '../../../../src/features/people/staff/assignments.ts'
import { signedIn } from '../../../../src/features/people/staff/directory.ts'
import { leave, suspend } from '../../../../src/features/people/staff/leaving.ts'
import { cycleIn } from '../../../../src/features/people/staff/hierarchy.ts'
import { resetPassword } from '../../../../src/features/people/staff/lost-secrets.ts'
import { getStaff, superiors } from '../../../../src/features/people/staff/queries.ts'
import { DAY_MS, moment, plus } from '../../../../src/lib/dates.ts'
import { isSecret } from '../../../../src/lib/passwords.ts'
import type { Act } from '../../../../src/work/act.ts'
import type { Cast, Member } from '../../../setup/cast.ts'
import { PASSWORD, actor, castIn } from '../../../setup/cast.ts'
import { freshDatabase } from '../../../setup/database.ts'

const at = moment('2026-11-23', 10 * 60)
const password = { passwordHash: 'hash', mustChange: true }
let cast: Cast
let owner: PersonActor

beforeEach(async () => {
  await freshDatabase()
  cast = await castIn()
  owner = await actor(cast, 'owner')
})

const act = (when = at, who: PersonActor = owner): Act => ({ actor: who, at: when })
const staff = (member: Member) => getStaff(owner, cast.ids[member])
const newcomer = (more: Partial<AssignmentInput> = {}) => ({
  employeeNumber: 'E2001',
  name: '唐果',
  hiredOn: '2026-11-23',
  position: 'SERVICE_AGENT' as const,
  duties: ['PURCHASING' as const],
  superiorId: cast.ids['service-lead'],
  shopIds: [cast.shopId, cast.otherShopId],
  ...more,
})
const as = async (member: Member, changes: Partial<AssignmentInput>): Promise<AssignmentInput> => {
  const { position, duties, superiorId, shopIds } = await staff(member)
  return { position, duties, superiorId, shopIds, ...changes }
}

describe('hiring', () => {
  it('makes the person, the account, the first assignment and one line of history', async () => {
    const { id } = await hire(act(), newcomer(), password)
    expect(await getStaff(owner, id)).toMatchObject({
      employeeNumber: 'E2001',
      pinyin: 'tangguo tg',
      state: 'ACTIVE',
      position: 'SERVICE_AGENT',
      duties: ['PURCHASING'],
      superiorName: '何嘉',
      shopNames: ['示例旗舰店', '另一家店'],
    })
    expect(await db.account.findUnique({ where: { personId: id } })).toMatchObject({
      mustChangePassword: true,
    })
    const [line, ...more] = await db.historyEntry.findMany({ where: { noun: 'people/staff', subjectId: id } })
    expect(more).toEqual([])
    expect(line).toMatchObject({
      deed: 'create',
      personId: owner.personId,
      changes: {
        position: [null, '客服'],
        duties: [null, '采购'],
        superior: [null, '何嘉'],
        shops: [null, '示例旗舰店、另一家店'],
        employeeNumber: [null, 'E2001'],
      },
    })
    expect(JSON.stringify(line?.changes)).not.toContain('hash')
  })

  it('refuses a number that is taken, whatever its capitals', async () => {
    await expect(hire(act(), { ...newcomer(), employeeNumber: 'Designer' }, password)).rejects.toMatchObject({
      errors: { employeeNumber: '这个工号已经有人使用' },
    })
  })

  it('refuses a superior who is not in service and a shop that is closed', async () => {
    await db.person.update({ where: { id: cast.ids['service-lead'] }, data: { state: 'SUSPENDED' } })
    await expect(hire(act(), newcomer(), password)).rejects.toMatchObject({
      errors: { superiorId: /不在职/ },
    })
    await db.shop.update({ where: { id: cast.otherShopId }, data: { closedAt: at } })
    await expect(hire(act(), newcomer({ superiorId: null }), password)).rejects.toMatchObject({
      errors: { shopIds: /已关闭/ },
    })
    expect(await db.person.count({ where: { employeeNumber: 'E2001' } })).toBe(0)
  })

  it('of the same number twice at once succeeds once', async () => {
    const results = await Promise.allSettled([
      hire(act(), newcomer(), password),
      hire(act(), newcomer(), password),
    ])
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  it('is the owner’s right alone', async () => {
    await expect(hire(act(at, await actor(cast, 'hr')), newcomer(), password)).rejects.toThrow(Forbidden)
  })
})

describe('changing somebody’s assignment', () => {
  it('ends the present one at that moment and begins another', async () => {
    await assign(act(), await staff('designer'), await as('designer', { duties: ['PURCHASING'] }), '兼采购')
    const rows = await db.assignment.findMany({
      where: { personId: cast.ids.designer },
      orderBy: { startsAt: 'asc' },
      include: { duties: true, shops: true },
    })
    expect(rows).toMatchObject([
      { endsAt: at, duties: [], shops: [{ shopId: cast.shopId }] },
      { startsAt: at, endsAt: null, duties: [{ duty: 'PURCHASING' }], shops: [{ shopId: cast.shopId }] },
    ])
    expect(await db.historyEntry.findFirst({ where: { deed: 'assignment' } })).toMatchObject({
      subjectId: cast.ids.designer,
      changes: { duties: [null, '采购'] },
      remark: '兼采购',
    })
  })

  it('refuses to put somebody under himself, directly or through others, and names the circle', async () => {
    const lead = await staff('operations-lead')
    await expect(
      assign(act(), lead, await as('operations-lead', { superiorId: cast.ids.designer }), null),
    ).rejects.toMatchObject({
      errors: { superiorId: '不能这样安排，上下级会形成循环：周敏 → 苏婉 → 周敏' },
    })
    await expect(
      assign(act(), lead, await as('operations-lead', { superiorId: lead.id }), null),
    ).rejects.toThrow(FieldError)
  })

  it('lets two who put each other above themselves at once not both succeed', async () => {
    const { 'service-lead': one, 'operations-lead': other } = cast.ids
    for (let round = 0; round < 5; round += 1) {
      const when = plus(at, round * DAY_MS)
      const results = await Promise.allSettled([
        assign(act(when), await staff('service-lead'), await as('service-lead', { superiorId: other }), null),
        assign(
          act(when),
          await staff('operations-lead'),
          await as('operations-lead', { superiorId: one }),
          null,
        ),
      ])
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
      expect(cycleIn(await superiors(db))).toBeNull()
      const back = plus(when, 1000)
      await assign(
        act(back),
        await staff('service-lead'),
        await as('service-lead', { superiorId: owner.personId }),
        null,
      )
      await assign(
        act(back),
        await staff('operations-lead'),
        await as('operations-lead', { superiorId: owner.personId }),
        null,
      )
    }
  })

  it('never makes a circle, however many change at once', async () => {
    const members: Member[] = [
      'operations-lead',
      'service-lead',
      'designer',
      'hr',
      'service-agent',
      'data-analyst',
    ]
    const rows = await Promise.all(members.map(staff))
    const deeds = rows.flatMap((row, i) => {
      const superiorId = rows[(i + 1) % rows.length]?.id ?? null
      return [
        assign(act(), row, { position: row.position, duties: [], superiorId, shopIds: row.shopIds }, null),
      ]
    })
    const results = await Promise.allSettled(deeds)
    // Which of them come too late depends on their order; all together would close the circle.
    const refused = results.flatMap((result) =>
      result.status === 'rejected' ? [result.reason as unknown] : [],
    )
    expect(refused.length).toBeGreaterThan(0)
    for (const reason of refused) expect(reason).toBeInstanceOf(FieldError)
    expect(cycleIn(await superiors(db))).toBeNull()
  })

  it('of somebody who was changed meanwhile is a conflict', async () => {
    const row = await staff('designer')
    await assign(act(), row, await as('designer', { duties: ['HR'] }), null)
    await expect(assign(act(), row, await as('designer', {}), null)).rejects.toThrow(Conflict)
  })

  it('keeps a closed shop that somebody has, but gives it to nobody', async () => {
    await db.shop.update({ where: { id: cast.shopId }, data: { closedAt: at } })
    await assign(act(), await staff('designer'), await as('designer', { duties: ['HR'] }), null)
    await expect(
      assign(act(), await staff('stranger'), await as('stranger', { shopIds: [cast.shopId] }), null),
    ).rejects.toMatchObject({ errors: { shopIds: /已关闭/ } })
  })

  it('puts back on the position’s list what can’t be done any more', async () => {
    const item = await db.workItem.create({
      data: {
        noun: 'people/tasks',
        subjectId: 1,
        kind: 'x',
        title: '验货',
        shopId: cast.otherShopId,
        ownerId: cast.ids['operations-specialist'],
        duty: 'OPERATIONS_SPECIALIST',
        openedAt: at,
        claimedAt: at,
      },
    })
    await assign(act(), await staff('operations-specialist'), await as('operations-specialist', {}), null)
    expect(await db.workItem.findUnique({ where: { id: item.id } })).toMatchObject({
      ownerId: null,
      claimedAt: null,
    })
  })
})

describe('the last owner', () => {
  it('can’t become something else', async () => {
    await expect(
      assign(act(), await staff('owner'), await as('owner', { position: 'HR' }), null),
    ).rejects.toThrow('至少要有一位在职的店铺负责人')
    expect((await staff('owner')).position).toBe('OWNER')
  })

  it('remains when two owners remove each other at once', async () => {
    await assign(act(), await staff('hr'), await as('hr', { duties: ['OWNER'] }), null)
    const second = await actor(cast, 'hr')
    const remark = { successorId: null, remark: '调整' }
    const results = await Promise.allSettled([
      suspend(act(), await staff('hr'), remark),
      suspend(act(at, second), await staff('owner'), remark),
    ])
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await db.person.count({ where: { state: 'SUSPENDED' } })).toBe(1)
  })

  it('may also be one by an extra duty', async () => {
    await assign(act(), await staff('hr'), await as('hr', { duties: ['OWNER'] }), null)
    await assign(act(), await staff('owner'), await as('owner', { position: 'HR' }), null)
    expect((await staff('owner')).position).toBe('HR')
  })
})

describe('the account', () => {
  it('gets a new first password once per form, and all sessions end', async () => {
    const token = '00000000-0000-4000-8000-000000000001'
    const person = await staff('designer')
    const first = await resetPassword({ ...act(), token }, person, PASSWORD)
    expect(await resetPassword({ ...act(), token }, person, PASSWORD)).toBeNull()
    const account = await db.account.findUniqueOrThrow({ where: { personId: person.id } })
    expect(account).toMatchObject({ mustChangePassword: true, sessionEpoch: 2 })
    expect(await isSecret(first ?? '', account.passwordHash)).toBe(true)
    expect(JSON.stringify(await db.formToken.findMany())).not.toContain(first)
    expect(await signedIn(person.id, 1)).toBeNull()
  })

  it('can be signed out everywhere by the owner', async () => {
    expect(await endSessions(act(), await staff('designer'))).toEqual({ epoch: 2 })
    expect(await signedIn(cast.ids.designer, 1)).toBeNull()
  })

  it('of the owner himself is not reset but changed', async () => {
    await expect(resetPassword(act(), await staff('owner'), PASSWORD)).rejects.toThrow(Forbidden)
  })
})

describe('the profile', () => {
  it('changes name and search words, and keeps what it was in history', async () => {
    const person = await staff('designer')
    const input = {
      employeeNumber: 'E77',
      name: '苏婉儿',
      hiredOn: '2026-01-05',
      careerTrack: 'PROFESSIONAL' as const,
      careerLevel: '中级',
    }
    await editProfile(act(), person, input, PASSWORD)
    expect(await staff('designer')).toMatchObject({
      name: '苏婉儿',
      pinyin: 'suwaner swe',
      careerLevel: '中级',
    })
    expect(await db.historyEntry.findFirst({ where: { deed: 'edit' } })).toMatchObject({
      changes: { name: ['苏婉', '苏婉儿'], employeeNumber: ['designer', 'E77'], careerLevel: [null, '中级'] },
    })
    await expect(editProfile(act(), person, input, PASSWORD)).rejects.toThrow(Conflict)
  })
})

describe('somebody suspended', () => {
  it('is signed out at once and comes back with the same password', async () => {
    await suspend(act(), await staff('designer'), { successorId: null, remark: '核实情况' })
    expect(await signedIn(cast.ids.designer, 1)).toBeNull()
    await moveStaff(act(), await staff('designer'), 'resume', null)
    expect(await signedIn(cast.ids.designer, 2)).not.toBeNull()
  })
})

describe('somebody who leaves', () => {
  it('keeps the name in history and nothing else', async () => {
    const person = await staff('designer')
    await leave(act(), person, {
      leftOn: '2026-11-23',
      successorId: null,
      newSuperiorId: null,
      remark: '个人原因',
    })
    expect(await staff('designer')).toMatchObject({ state: 'LEFT', name: '苏婉', position: 'DESIGNER' })
    expect(await db.assignment.count({ where: { personId: person.id, endsAt: null } })).toBe(0)
    expect(await signedIn(person.id, 1)).toBeNull()
    expect(await db.historyEntry.findFirst({ where: { deed: 'leave' } })).toMatchObject({
      fromState: 'ACTIVE',
      toState: 'LEFT',
      remark: '个人原因',
    })
  })

  it.each([
    ['2026-11-24', /不能晚于今天/],
    ['2026-01-03', /不能早于入职日期/],
  ])('can’t have left on %s', async (leftOn, reason) => {
    const input = { leftOn, successorId: null, newSuperiorId: null, remark: '个人原因' }
    await expect(leave(act(), await staff('designer'), input)).rejects.toMatchObject({
      errors: { leftOn: reason },
    })
  })

  it('leaves the direct reports to another superior; one of them may move up', async () => {
    const lead = await staff('operations-lead')
    const input = { leftOn: '2026-11-23', successorId: null, newSuperiorId: null, remark: '个人原因' }
    await expect(leave(act(), lead, input)).rejects.toMatchObject({ errors: { newSuperiorId: /新的上级/ } })
    await leave(act(), lead, { ...input, newSuperiorId: cast.ids.designer })
    expect(await staff('designer')).toMatchObject({ superiorId: owner.personId, shopIds: [cast.shopId] })
    for (const member of ['operations-specialist', 'warehouse-clerk', 'data-analyst'] as const) {
      expect(await staff(member), member).toMatchObject({ superiorId: cast.ids.designer })
    }
    expect(cycleIn(await superiors(db))).toBeNull()
  })

  it('is not oneself', async () => {
    const input = { leftOn: '2026-11-23', successorId: null, newSuperiorId: null, remark: '个人原因' }
    await expect(leave(act(), await staff('owner'), input)).rejects.toThrow(Forbidden)
  })
})
