import { beforeAll, describe, expect, it } from 'vitest'
import type { Duty } from '../../../../src/actor.ts'
import { system } from '../../../../src/actor.ts'
import { db } from '../../../../src/database/client.ts'
import { countStatements } from '../../../../src/database/statements.ts'
import { assign } from '../../../../src/features/people/staff/actions.ts'
import { suspend } from '../../../../src/features/people/staff/leaving.ts'
import { directory, signedIn } from '../../../../src/features/people/staff/directory.ts'
import { getStaff } from '../../../../src/features/people/staff/queries.ts'
import { moment } from '../../../../src/lib/dates.ts'
import { postKey } from '../../../../src/work/house.ts'
import type { Cast } from '../../../setup/cast.ts'
import { castIn } from '../../../setup/cast.ts'

const at = moment('2026-11-23', 10 * 60)
const program = { actor: system('test'), at }
let cast: Cast

beforeAll(async () => {
  cast = await castIn()
})

const holding = async (duty: Duty, shopId: number | null, when = at) =>
  (await directory.holdersOf([{ duty, shopId }], when)).get(postKey({ duty, shopId })) ?? []
const chain = async (personId: number, when = at) =>
  ((await directory.superiorsOf([personId], when)).get(personId) ?? []).map(({ name }) => name)

describe('the directory', () => {
  it('tells who somebody is in one statement: position, duties, shops, everybody below', async () => {
    const { result, statements } = await countStatements(() => directory.actorOf(cast.ids['operations-lead']))
    expect(statements).toHaveLength(1)
    expect(result).toEqual({
      kind: 'person',
      personId: cast.ids['operations-lead'],
      name: '周敏',
      employeeNumber: 'operations-lead',
      position: 'OPERATIONS_LEAD',
      superiorId: cast.ids.owner,
      duties: new Set(['OPERATIONS_LEAD']),
      shops: new Set([cast.shopId]),
      reports: new Set(
        (['operations-specialist', 'designer', 'warehouse-clerk', 'data-analyst'] as const).map(
          (one) => cast.ids[one],
        ),
      ),
      above: [{ name: '沈知远', position: 'OWNER', duties: ['OWNER'] }],
    })
  })

  it('counts everybody at any depth as a report', async () => {
    const owner = await directory.actorOf(cast.ids.owner)
    const others = Object.values(cast.ids).filter((id) => id !== cast.ids.owner)
    expect(owner?.reports).toEqual(new Set(others))
  })

  it('names those above, the nearest first, with extra duties and without those who left', async () => {
    const lead = cast.ids['operations-lead']
    const { id } = await db.assignment.findFirstOrThrow({ where: { personId: lead, endsAt: null } })
    await db.assignmentDuty.create({ data: { assignmentId: id, duty: 'PURCHASING' } })
    const above = async () => (await directory.actorOf(cast.ids.designer))?.above
    expect(await above()).toEqual([
      { name: '周敏', position: 'OPERATIONS_LEAD', duties: ['OPERATIONS_LEAD', 'PURCHASING'] },
      { name: '沈知远', position: 'OWNER', duties: ['OWNER'] },
    ])
    await db.person.update({ where: { id: lead }, data: { state: 'SUSPENDED' } })
    expect((await above())?.map(({ name }) => name)).toEqual(['沈知远'])
    await db.person.update({ where: { id: lead }, data: { state: 'ACTIVE' } })
    await db.assignmentDuty.deleteMany({ where: { assignmentId: id } })
  })

  it.each(['owner', 'hr', 'quality-inspector', 'warehouse-clerk'] as const)(
    'lets %s see all shops',
    async (member) => {
      expect((await directory.actorOf(cast.ids[member]))?.shops).toBe('all')
    },
  )

  it('knows a session only by its present epoch', async () => {
    const id = cast.ids.designer
    expect((await signedIn(id, 1))?.actor.personId).toBe(id)
    expect(await signedIn(id, 2)).toBeNull()
    expect(await signedIn(999_999, 1)).toBeNull()
  })

  it('finds holders of a duty in a shop: assigned to it, or seeing all', async () => {
    const holders = async (duty: Duty, shop: number | null) => (await holding(duty, shop)).map(({ id }) => id)
    expect(await holders('OPERATIONS_SPECIALIST', cast.shopId)).toEqual([cast.ids['operations-specialist']])
    expect(await holders('OPERATIONS_SPECIALIST', cast.otherShopId)).toEqual([cast.ids.stranger])
    expect(await holders('OPERATIONS_SPECIALIST', null)).toEqual([
      cast.ids['operations-specialist'],
      cast.ids.stranger,
    ])
    expect(await holders('WAREHOUSE_CLERK', cast.otherShopId)).toEqual([cast.ids['warehouse-clerk']])
    expect(await holders('PURCHASING', null)).toEqual([])
  })

  it('gives the chain of superiors, the direct one first', async () => {
    expect(await chain(cast.ids.designer)).toEqual(['周敏', '沈知远'])
    expect(await chain(cast.ids.owner)).toEqual([])
  })

  it('answers for many at once, in one statement each', async () => {
    const { owner, designer, hr } = cast.ids
    const posts = [
      { duty: 'DESIGNER', shopId: cast.shopId },
      { duty: 'DESIGNER', shopId: cast.otherShopId },
      { duty: 'HR', shopId: cast.otherShopId },
    ] as const
    const { result, statements } = await countStatements(async () => ({
      holders: await directory.holdersOf(posts, at),
      chains: await directory.superiorsOf([designer, hr, owner], at),
    }))
    expect(statements).toHaveLength(2)
    expect([...result.holders]).toEqual([
      [postKey(posts[0]), [{ id: designer, name: '苏婉' }]],
      [postKey(posts[2]), [{ id: hr, name: '冯晓' }]],
    ])
    expect([...result.chains.keys()].sort()).toEqual([designer, hr].sort())
    expect(result.chains.get(hr)).toMatchObject([{ name: '沈知远' }])
  })

  it('answers for a moment in the past as it was then', async () => {
    const analyst = await getStaff(program.actor, cast.ids['data-analyst'])
    const later = moment('2026-11-24', 9 * 60)
    await assign(
      { ...program, at: later },
      analyst,
      {
        position: 'SERVICE_AGENT',
        duties: ['PURCHASING'],
        superiorId: cast.ids['service-lead'],
        shopIds: [cast.otherShopId],
      },
      null,
    )
    expect(await chain(analyst.id)).toEqual(['周敏', '沈知远'])
    expect(await chain(analyst.id, later)).toEqual(['何嘉', '沈知远'])
    expect(await holding('DATA_ANALYST', null)).toHaveLength(1)
    expect(await holding('DATA_ANALYST', null, later)).toEqual([])
    expect((await directory.actorOf(analyst.id))?.duties).toEqual(new Set(['SERVICE_AGENT', 'PURCHASING']))
    expect((await directory.actorOf(cast.ids['service-lead']))?.reports).toContain(analyst.id)
    expect((await directory.actorOf(cast.ids['operations-lead']))?.reports).not.toContain(analyst.id)
  })

  it('knows nobody who is suspended, but passes him over in the chain', async () => {
    await suspend(program, await getStaff(program.actor, cast.ids['operations-lead']), {
      successorId: null,
      remark: '核实情况',
    })
    expect(await directory.actorOf(cast.ids['operations-lead'])).toBeNull()
    expect(await signedIn(cast.ids['operations-lead'], 2)).toBeNull()
    expect(await holding('OPERATIONS_LEAD', null)).toEqual([])
    expect(await chain(cast.ids.designer)).toEqual(['沈知远'])
  })

  it('ends although the data holds a circle, which no deed can make', async () => {
    const { owner, hr } = cast.ids
    await db.assignment.updateMany({ where: { personId: owner, endsAt: null }, data: { superiorId: hr } })
    expect((await directory.actorOf(owner))?.reports).toContain(owner)
    expect((await chain(hr)).length).toBeLessThan(5)
  })
})
