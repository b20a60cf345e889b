import { beforeEach, describe, expect, it } from 'vitest'
import { db } from '../../../../src/database/client.ts'
import {
  decideQuarantine,
  reportProblem,
  rework,
} from '../../../../src/features/warehouse/quarantines/actions.ts'
import { ageing, listQuarantines } from '../../../../src/features/warehouse/quarantines/queries.ts'
import { DAY_MS, plus } from '../../../../src/lib/dates.ts'
import type { Act } from '../../../../src/work/act.ts'
import type { Cast } from '../../../setup/cast.ts'
import { actor } from '../../../setup/cast.ts'
import { NOW, stocked } from '../../../setup/parcels.ts'
import type { Crew } from '../shipments/flow.ts'
import { freshCrew } from '../fresh-crew.ts'
import { level, proof } from '../shipments/flow.ts'

let cast: Cast
let crew: Crew
let owner: Act

beforeEach(async () => {
  ;({ cast, crew } = await freshCrew())
  owner = { actor: await actor(cast, 'owner'), at: NOW }
})

const row = (id: number) => db.quarantineCase.findUniqueOrThrow({ where: { id } })

/** Two broken pieces whose SKU had cost so many fen. */
async function broken(costFen: number | null): Promise<{ id: number; skuId: number }> {
  const { id: skuId, locationId } = await stocked(2)
  await db.sku.update({ where: { id: skuId }, data: { costFen } })
  const { id } = await reportProblem(crew.clerk, { skuId, locationId, quantity: 2, reason: '破损' })
  return { id, skuId }
}

describe('a repair', () => {
  const away = { reworkedBy: '鞋匠老李', reworkDueAt: plus(NOW, 5 * DAY_MS), remark: null }

  it('has a deadline, keeps the goods in quarantine, and ends on the shelf or with another decision', async () => {
    const { id, skuId } = await broken(1000)
    await rework(crew.lead, await row(id), away)
    expect(await level(skuId)).toMatchObject({ onHand: 2, quarantined: 2 })
    const [item] = await db.workItem.findMany({ where: { noun: 'warehouse/quarantines', closedAt: null } })
    expect(item).toMatchObject({ kind: 'REWORKING', dueAt: away.reworkDueAt })
    await decideQuarantine(crew.lead, await row(id), 'end-rework', '修不好')
    expect(await row(id)).toMatchObject({ state: 'OPEN', reworkedBy: null })
    await rework(crew.lead, await row(id), away)
    await decideQuarantine(crew.lead, await row(id), 'restock', null)
    expect(await level(skuId)).toMatchObject({ onHand: 2, quarantined: 0 })
    expect(await proof()).toEqual([])
  })
})

describe('a write-off', () => {
  it('of little is the lead’s alone; of much, or of an unknown cost, it has to be asked for', async () => {
    const little = await broken(10_000)
    await decideQuarantine(crew.lead, await row(little.id), 'write-off', '修不好')
    expect(await row(little.id)).toMatchObject({ state: 'WRITTEN_OFF', writeOffFen: 20_000 })
    const much = await broken(10_001)
    await expect(
      decideQuarantine(crew.lead, await row(much.id), 'write-off', '修不好'),
    ).rejects.toMatchObject({
      status: 409,
      message: expect.stringContaining('申请报损') as string,
    })
    const unknown = await broken(null)
    await expect(
      decideQuarantine(crew.lead, await row(unknown.id), 'write-off', '修不好'),
    ).rejects.toMatchObject({ status: 409 })
    expect(await level(much.skuId)).toMatchObject({ onHand: 2 })
  })

  it('that was asked for is approved by another, never by the one who asked', async () => {
    const { id, skuId } = await broken(50_000)
    await decideQuarantine(crew.lead, await row(id), 'ask-write-off', '修不好')
    expect(await row(id)).toMatchObject({
      state: 'WRITE_OFF_ASKED',
      writeOffFen: 100_000,
      approverDuty: 'OWNER',
    })
    expect(await db.workItem.findFirst({ where: { kind: 'WRITE_OFF_ASKED', closedAt: null } })).toMatchObject(
      {
        duty: 'OWNER',
      },
    )
    await expect(decideQuarantine(crew.lead, await row(id), 'approve-write-off', null)).rejects.toMatchObject(
      { status: 403 },
    )
    expect(await level(skuId)).toMatchObject({ onHand: 2 })
    await decideQuarantine(owner, await row(id), 'approve-write-off', null)
    expect(await level(skuId)).toMatchObject({ onHand: 0, quarantined: 0 })
    expect(await proof()).toEqual([])
  })

  it('of a clerk goes to the lead, who may refuse it; the clerk may take it back', async () => {
    const { id, skuId } = await broken(100)
    await decideQuarantine(crew.clerk, await row(id), 'ask-write-off', '没用了')
    expect(await row(id)).toMatchObject({ approverDuty: 'OPERATIONS_LEAD' })
    await decideQuarantine(crew.lead, await row(id), 'refuse-write-off', '可以特价')
    expect(await row(id)).toMatchObject({ state: 'OPEN', writeOffFen: null, writeOffAskedById: null })
    await decideQuarantine(crew.clerk, await row(id), 'ask-write-off', '真的没用了')
    await expect(
      decideQuarantine(crew.lead, await row(id), 'withdraw-write-off', null),
    ).rejects.toMatchObject({ status: 403 })
    await decideQuarantine(crew.clerk, await row(id), 'withdraw-write-off', null)
    expect(await level(skuId)).toMatchObject({ onHand: 2, quarantined: 2 })
  })
})

describe('the ages of what is set apart', () => {
  it('are counted in Shanghai days, and the oldest comes first', async () => {
    const [old, young] = [await broken(100), await broken(100)]
    await db.quarantineCase.update({ where: { id: old.id }, data: { createdAt: plus(NOW, -8 * DAY_MS) } })
    const rows = await listQuarantines(crew.lead.actor, { part: 'open' }, NOW)
    expect(rows.rows.map(({ id, age }) => [id, age])).toEqual([
      [old.id, 8],
      [young.id, 0],
    ])
    expect(await ageing(crew.lead.actor, NOW, { old: 7, tooOld: 30 })).toEqual({
      cases: 2,
      pieces: 4,
      old: 2,
      tooOld: 0,
      oldest: 8,
    })
  })
})
