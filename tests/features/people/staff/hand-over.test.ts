import { beforeEach, describe, expect, it } from 'vitest'
import type { PersonActor } from '../../../../src/actor.ts'
import { db } from '../../../../src/database/client.ts'
import { assign } from '../../../../src/features/people/staff/actions.ts'
import { destinationOf } from '../../../../src/features/people/staff/hand-over.ts'
import { leave, suspend } from '../../../../src/features/people/staff/leaving.ts'
import { getStaff, heldBy } from '../../../../src/features/people/staff/queries.ts'
import { requestTask } from '../../../../src/features/people/tasks/actions.ts'
import { DAY_MS, moment, plus } from '../../../../src/lib/dates.ts'
import { countOpen } from '../../../../src/work/live.ts'
import type { Cast, Member } from '../../../setup/cast.ts'
import { actor, castIn } from '../../../setup/cast.ts'
import { freshDatabase } from '../../../setup/database.ts'

const at = moment('2026-11-23', 10 * 60)
let cast: Cast
let owner: PersonActor

beforeEach(async () => {
  await freshDatabase()
  cast = await castIn()
  owner = await actor(cast, 'owner')
})

const go = async (member: Member, successor: Member | null) =>
  leave({ actor: owner, at }, await getStaff(owner, cast.ids[member]), {
    leftOn: '2026-11-23',
    successorId: successor && cast.ids[successor],
    newSuperiorId: null,
    remark: '个人原因',
  })
const ask = async (from: Member, to: Member) =>
  requestTask(
    { actor: await actor(cast, from), at },
    {
      kind: 'ERRAND',
      title: `${from}→${to}`,
      description: '说明',
      acceptanceCriteria: '标准',
      dueAt: plus(at, DAY_MS),
    },
    { assigneeId: cast.ids[to] },
  )
const claimed = (member: Member, shopId: number | null, subjectId = 1) =>
  db.workItem.create({
    data: {
      noun: 'people/tasks',
      subjectId,
      kind: 'pack',
      title: '打包',
      shopId,
      ownerId: cast.ids[member],
      duty: 'SERVICE_AGENT',
      openedAt: at,
      claimedAt: at,
    },
  })

describe('where a work item goes', () => {
  it('is to the colleague what was given to the person alone, or belongs to a duty he holds in a shop he sees', async () => {
    const agent = await actor(cast, 'service-agent')
    const { shopId, otherShopId } = cast
    expect(destinationOf({ duty: null, shopId: null }, agent, false)).toBe('colleague')
    expect(destinationOf({ duty: null, shopId }, agent, false)).toBe('colleague')
    expect(destinationOf({ duty: 'SERVICE_AGENT', shopId }, agent, false)).toBe('colleague')
    expect(destinationOf({ duty: 'SERVICE_AGENT', shopId: otherShopId }, agent, true)).toBe('position')
    expect(destinationOf({ duty: 'DESIGNER', shopId }, agent, true)).toBe('position')
    expect(destinationOf({ duty: 'DESIGNER', shopId }, agent, false)).toBe('nowhere')
    expect(destinationOf({ duty: null, shopId: otherShopId }, agent, true)).toBe('nowhere')
    expect(destinationOf({ duty: null, shopId: null }, null, true)).toBe('nowhere')
    expect(destinationOf({ duty: 'DESIGNER', shopId }, null, true)).toBe('position')
  })
})

describe('leaving with open work', () => {
  it('is refused without a colleague, and nothing has changed', async () => {
    await ask('operations-lead', 'designer')
    await expect(go('designer', null)).rejects.toMatchObject({
      errors: { successorId: /operations-lead→designer/ },
    })
    expect(await getStaff(owner, cast.ids.designer)).toMatchObject({ state: 'ACTIVE', version: 1 })
    expect(await db.workItem.count({ where: { ownerId: cast.ids.designer, closedAt: null } })).toBe(1)
  })

  it('hands over what was asked of the person and what he asked others for, with one notice', async () => {
    const mine = await ask('operations-lead', 'designer')
    const theirs = await ask('designer', 'data-analyst')
    expect(await heldBy(cast.ids.designer)).toHaveLength(2)
    await go('designer', 'operations-specialist')
    const successor = cast.ids['operations-specialist']
    expect(await db.task.findUnique({ where: { id: mine.id } })).toMatchObject({ assigneeId: successor })
    expect(await db.task.findUnique({ where: { id: theirs.id } })).toMatchObject({ requesterId: successor })
    expect(await db.workItem.findMany({ where: { subjectId: mine.id, closedAt: null } })).toMatchObject([
      { ownerId: successor },
    ])
    expect(await db.notice.findMany({ where: { recipientId: successor } })).toMatchObject([
      { text: '苏婉的 1 件待办已交接给您。' },
    ])
    expect(
      await db.historyEntry.findMany({ where: { deed: 'hand-over' }, orderBy: { id: 'asc' } }),
    ).toMatchObject([
      { subjectId: theirs.id, remark: '交办人：苏婉 → 林一帆' },
      { subjectId: mine.id, remark: '苏婉 → 林一帆：接受：operations-lead→designer' },
    ])
    expect(await heldBy(cast.ids.designer)).toEqual([])
  })

  it('gives back to the position what the colleague may not do but others may', async () => {
    await db.assignmentDuty.create({ data: { assignmentId: await present('hr'), duty: 'SERVICE_AGENT' } })
    const item = await claimed('service-agent', cast.shopId)
    await go('service-agent', 'designer')
    expect(await db.workItem.findUnique({ where: { id: item.id } })).toMatchObject({
      ownerId: null,
      duty: 'SERVICE_AGENT',
      claimedAt: null,
    })
  })

  it('is refused while work of a duty is left that nobody else holds', async () => {
    await claimed('service-agent', cast.shopId)
    await expect(go('service-agent', 'designer')).rejects.toMatchObject({ errors: { successorId: /打包/ } })
  })

  it.each([
    ['himself', 'designer'],
    ['somebody suspended', 'hr'],
  ] as const)('can’t be handed to %s', async (_who, to) => {
    await db.person.update({ where: { id: cast.ids.hr }, data: { state: 'SUSPENDED' } })
    await ask('operations-lead', 'designer')
    await expect(go('designer', to)).rejects.toHaveProperty('errors.successorId')
  })

  it('holds for suspending as well', async () => {
    await ask('operations-lead', 'designer')
    const designer = await getStaff(owner, cast.ids.designer)
    const act = { actor: owner, at }
    await expect(suspend(act, designer, { successorId: null, remark: '核实' })).rejects.toHaveProperty(
      'errors.successorId',
    )
    await suspend(act, designer, { successorId: cast.ids['data-analyst'], remark: '核实' })
    expect(await heldBy(cast.ids['data-analyst'])).toHaveLength(1)
  })
})

describe('what waits unclaimed', () => {
  const waiting = (duty: 'DESIGNER' | 'SERVICE_LEAD' | 'OPERATIONS_SPECIALIST', shopId: number) =>
    db.workItem.create({
      data: {
        noun: 'people/tasks',
        subjectId: 1,
        kind: `${duty}${shopId}`,
        title: '做主图',
        shopId,
        duty,
        openedAt: at,
      },
    })
  const duties = async () => (await db.workItem.findMany({ orderBy: { id: 'asc' } })).map(({ duty }) => duty)

  it('goes to the lead when the last holder leaves, with history, and stays where others are left', async () => {
    await waiting('DESIGNER', cast.shopId)
    await waiting('OPERATIONS_SPECIALIST', cast.shopId)
    await go('designer', null)
    expect(await duties()).toEqual(['OPERATIONS_LEAD', 'OPERATIONS_SPECIALIST'])
    expect(await db.historyEntry.findMany({ where: { noun: 'people/tasks' } })).toMatchObject([
      { subjectId: 1, deed: 'hand-over', remark: '美工 → 运营主管：做主图' },
    ])
    expect((await countOpen(await actor(cast, 'operations-lead'), at)).open).toBe(1)
  })

  it('goes to the owner where there is no lead, also when somebody is suspended', async () => {
    await waiting('SERVICE_LEAD', cast.shopId)
    await suspend({ actor: owner, at }, await getStaff(owner, cast.ids['service-lead']), {
      successorId: null,
      remark: '核实',
    })
    expect(await duties()).toEqual(['OWNER'])
  })

  it('follows when the last one in a shop gets another assignment, what he had claimed too', async () => {
    await waiting('OPERATIONS_SPECIALIST', cast.otherShopId)
    await waiting('OPERATIONS_SPECIALIST', cast.shopId)
    await db.workItem.updateMany({
      where: { shopId: cast.otherShopId },
      data: { ownerId: cast.ids.stranger, claimedAt: at },
    })
    await assign(
      { actor: owner, at },
      await getStaff(owner, cast.ids.stranger),
      { position: 'DESIGNER', duties: [], superiorId: cast.ids.owner, shopIds: [cast.otherShopId] },
      null,
    )
    // Nobody leads operations in that shop.
    expect(await db.workItem.findMany({ orderBy: { id: 'asc' } })).toMatchObject([
      { duty: 'OWNER', ownerId: null, claimedAt: null },
      { duty: 'OPERATIONS_SPECIALIST' },
    ])
  })
})

async function present(member: Member): Promise<number> {
  return (await db.assignment.findFirstOrThrow({ where: { personId: cast.ids[member], endsAt: null } })).id
}
