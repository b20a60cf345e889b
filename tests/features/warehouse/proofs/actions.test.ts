import { load } from 'cheerio'
import type { Application } from 'express'
import { beforeEach, describe, expect, it } from 'vitest'
import { system } from '../../../../src/actor.ts'
import { db } from '../../../../src/database/client.ts'
import { proveNightly, runProof } from '../../../../src/features/warehouse/proofs/actions.ts'
import { differencesOf, suspectsOf } from '../../../../src/features/warehouse/proofs/queries.ts'
import { post } from '../../../../src/features/warehouse/stock/ledger.ts'
import { now, plus } from '../../../../src/lib/dates.ts'
import type { Act } from '../../../../src/work/act.ts'
import { deed } from '../../../../src/work/act.ts'
import { castIn } from '../../../setup/cast.ts'
import { freshDatabase } from '../../../setup/database.ts'
import { location, sku } from '../../../setup/goods.ts'
import { testApp, visit } from '../../../setup/web.ts'

let app: Application
let goods: { id: number; code: string }
let shelf: { id: number; code: string }
const night = (): Act => ({ actor: system('prove-ledger'), at: now() })

beforeEach(async () => {
  await freshDatabase()
  await castIn()
  app = testApp()
  goods = await sku()
  shelf = await location()
})

const put = (quantity: number, hoursAgo: number): Promise<void> =>
  deed({ actor: system('test'), at: plus(now(), -hoursAgo * 3_600_000) }, (act) =>
    post(act, { noun: 'warehouse/receipts', subjectId: 1 }, [
      { skuId: goods.id, locationId: shelf.id, quantity, reason: 'RECEIPT' },
    ]),
  )

describe('the proof of the ledger', () => {
  it('keeps a run that found nothing, and asks nobody', async () => {
    await put(5, 3)
    expect(await proveNightly(night())).toEqual({ found: 0 })
    expect(await db.proof.findMany()).toMatchObject([{ state: 'SOUND', found: 0, askedById: null }])
    expect(await db.workItem.count({ where: { noun: 'warehouse/proofs' } })).toBe(0)
  })

  it('lists differences with the papers since each was right, and obliges the lead', async () => {
    await put(5, 30)
    const sound = await runProof(night())
    await db.proof.update({ where: { id: sound.id }, data: { at: plus(now(), -24 * 3_600_000) } })
    await put(3, 2)
    await db.stockBalance.updateMany({ data: { quantity: { increment: 2 } } })
    const broken = await runProof(night())
    expect(broken).toMatchObject({ state: 'BROKEN', found: 2 })
    expect((await differencesOf(broken)).map(({ law, summed, kept }) => [law, summed, kept])).toEqual([
      ['onHand', 10, 8],
      ['balance', 8, 10],
    ])
    expect((await suspectsOf(night().actor, broken)).map(({ quantity }) => quantity)).toEqual([3])
    expect(
      await db.workItem.findFirst({ where: { noun: 'warehouse/proofs', closedAt: null } }),
    ).toMatchObject({
      kind: 'BROKEN',
      duty: 'OPERATIONS_LEAD',
      title: `查清台账差异：${broken.number}（2 处）`,
    })
  })

  it('has one open work item at most: a later run has all that an earlier one found', async () => {
    await put(5, 3)
    await db.stockLevel.updateMany({ data: { onHand: { increment: 2 } } })
    await runProof(night())
    await runProof(night())
    expect((await db.proof.findMany({ orderBy: { id: 'asc' } })).map(({ state }) => state)).toEqual([
      'SETTLED',
      'BROKEN',
    ])
    await db.stockLevel.updateMany({ data: { onHand: { decrement: 2 } } })
    await runProof(night())
    expect(await db.workItem.count({ where: { noun: 'warehouse/proofs', closedAt: null } })).toBe(0)
  })

  it('is made on demand by the lead, and says what it found', async () => {
    await put(5, 3)
    const lead = await visit(app, 'operations-lead')
    await db.stockLevel.updateMany({ data: { onHand: { increment: 2 } } })
    const answer = await lead.post('/warehouse/proofs', {})
    expect(answer.status).toBe(303)
    const page = load((await lead.get(String(answer.headers['location']))).text)
    expect(page('#differences tbody').text()).toContain('库位合计与现有')
    expect(page('#suspects tbody').text()).toContain(goods.code)
    const clerk = await visit(app, 'warehouse-clerk')
    expect((await clerk.post('/warehouse/proofs', {})).status).toBe(403)
    const list = load((await clerk.get('/warehouse/proofs')).text)
    expect(list('tbody').text()).toContain('有差异')
  })
})
