import { beforeEach, describe, expect, it } from 'vitest'
import { db } from '../../../../src/database/client.ts'
import { reportProblem } from '../../../../src/features/warehouse/quarantines/actions.ts'
import {
  planShipments,
  releaseWave,
  stopShipment,
} from '../../../../src/features/warehouse/shipments/actions.ts'
import { program } from '../../../setup/parcels.ts'
import { Gun, alsoClerk, badgeFor, terminal } from '../../../setup/terminal.ts'
import { visit } from '../../../setup/web.ts'
import { parcels } from '../shipments/flow.ts'
import type { Floor } from './floor.ts'
import { floor, want } from './floor.ts'

let here: Floor
let gun: Gun
let wave: { id: number; number: string }

/** A wave of two parcels: five of the first goods together, one of the second. */
beforeEach(async () => {
  here = await floor()
  gun = here.gun
  await want(here, 3)
  await want(here, 2, 1)
  await planShipments(program)
  const ids = (await parcels()).map(({ id }) => id)
  wave = (await releaseWave(here.crew.lead, ids, null)).wave
})

const code = (i: number): string => here.goods[i]?.code ?? ''
const shelf = async (i: number): Promise<string> =>
  (await db.location.findUniqueOrThrow({ where: { id: here.goods[i]?.locationId ?? 0 } })).code
const states = async (): Promise<string[]> => (await parcels()).map(({ state }) => state)

describe('picking a wave', () => {
  it('goes from wave to shelf to goods, and ends with the confirmation', async () => {
    const opened = await gun.scan(wave.number)
    expect(opened.outcome?.did).toBe('open-wave')
    expect(opened.page).toMatchObject({ screen: 'pick', subject: wave.id })
    expect(await gun.did(code(0))).toBe('need-place')
    expect(await gun.did(await shelf(2))).toBe('place-not-in-wave')
    expect(await gun.did(await shelf(0))).toBe('stand')
    expect(await gun.did(code(1))).toBe('other-place')
    expect(await gun.did(code(2))).toBe('not-this-wave')
    expect((await gun.scan(code(0))).outcome).toMatchObject({ did: 'pick', text: '这个库位还差 4 件' })
    expect(await gun.did('5')).toBe('too-many')
    expect((await gun.scan('4')).outcome).toMatchObject({ did: 'pick', goods: { quantity: 4 } })
    expect(await gun.did(await shelf(0))).toBe('place-done')
    await gun.scan(await shelf(1))
    const last = await gun.scan(code(1))
    expect(last.outcome).toMatchObject({ did: 'pick', tone: 'done', title: '全部拣齐' })
    expect(await states()).toEqual(['PICKING', 'PICKING'])
    expect(await gun.did('CMD-OK')).toBe('finish-wave')
    expect(await states()).toEqual(['PICKED', 'PICKED'])
    expect(await db.wave.findUniqueOrThrow({ where: { id: wave.id } })).toMatchObject({
      state: 'PICKED',
      pickerId: here.cast.ids['warehouse-clerk'],
    })
  })

  it('believes the paper when the clerk confirms twice', async () => {
    await gun.scan(wave.number)
    expect((await gun.scan('CMD-OK')).outcome).toMatchObject({ did: 'ask', title: '还有 6 件没有扫' })
    expect(await gun.did('CMD-OK')).toBe('finish-wave')
    expect(await states()).toEqual(['PICKED', 'PICKED'])
  })

  it('forgets the question when something else is scanned', async () => {
    await gun.scan(wave.number)
    await gun.scan('CMD-OK')
    await gun.scan(await shelf(0))
    expect(await gun.did('CMD-OK')).toBe('ask')
    expect(await states()).toEqual(['PICKING', 'PICKING'])
  })

  it('takes back what was counted last', async () => {
    for (const scanned of [wave.number, await shelf(0), code(0), '3', 'CMD-UNDO']) await gun.scan(scanned)
    expect((await gun.scan(code(0))).outcome).toMatchObject({ title: expect.stringContaining('2 / 5') })
  })

  it('takes back what was counted for a parcel that was stopped since', async () => {
    for (const scanned of [wave.number, await shelf(1), code(1)]) await gun.scan(scanned)
    await stopShipment(here.crew.specialist, (await parcels())[1]!, '买家要求暂缓')
    expect((await gun.scan('CMD-UNDO')).outcome).toMatchObject({
      title: '已撤销 1 件',
      goods: { skuId: here.goods[1]?.id, quantity: -1 },
    })
  })

  it('keeps what was picked when the wave is put aside, or taken over by another clerk at another terminal', async () => {
    for (const scanned of [wave.number, await shelf(0), '2', 'CMD-CANCEL']) await gun.scan(scanned)
    expect((await gun.scan(wave.number)).page?.html).toContain('还差 <b>4</b> 件')
    await alsoClerk(here.cast, 'quality-inspector')
    const other = new Gun(here.app, (await terminal('二号台')).secret)
    await other.signIn({ badge: await badgeFor(here.cast, 'quality-inspector') })
    await other.open('/pick')
    expect((await other.scan(wave.number)).outcome).toMatchObject({
      did: 'ask',
      text: expect.stringContaining('赵大勇'),
    })
    const taken = await other.scan('CMD-OK')
    expect(taken.outcome?.did).toBe('open-wave')
    expect(taken.page?.html).toContain('还差 <b>4</b> 件')
  })

  it('is over for the terminal when the wave has ended elsewhere', async () => {
    await gun.scan(wave.number)
    const all = (await parcels()).map(({ id }) => id)
    await db.shipment.updateMany({ where: { id: { in: all } }, data: { state: 'PICKED' } })
    await db.wave.update({ where: { id: wave.id }, data: { state: 'PICKED' } })
    await gun.scan('CMD-OK')
    await gun.scan('CMD-CANCEL')
    expect(await gun.did(wave.number)).toBe('wave-ended')
  })
})

describe('a wave that is cancelled', () => {
  it('is still there for the lead of its shop, who is led to its page', async () => {
    const lead = await visit(here.app, 'operations-lead')
    const page = await lead.get(`/warehouse/waves/${wave.id}`)
    const version = /name="_version" value="(\d+)"/.exec(page.text)?.[1] ?? ''
    const answer = await lead.post(`/warehouse/waves/${wave.id}/moves/cancel`, {
      _version: version,
      remark: '改天再拣',
    })
    expect(answer.status).toBe(303)
    const shown = await lead.get(answer.headers['location'] ?? '')
    expect(shown.status).toBe(200)
    expect(shown.text).toContain('改天再拣')
  })
})

describe('problem goods', () => {
  it('found while picking are set apart, with what was scanned last filled in', async () => {
    for (const scanned of [wave.number, await shelf(1), code(1), 'CMD-UNDO', 'CMD-PROBLEM'])
      await gun.scan(scanned)
    expect(gun.bound.screen).toBe('problem')
    expect(await gun.did('1')).toBe('draft')
    expect(await gun.did('1')).toBe('draft')
    const reported = await gun.scan('CMD-OK')
    expect(reported.outcome).toMatchObject({ did: 'report', title: '已登记 1 件：破损' })
    expect(reported.page).toMatchObject({ screen: 'pick', subject: wave.id })
    expect(await db.quarantineCase.findMany()).toMatchObject([
      { skuId: here.goods[1]?.id, quantity: 1, reason: '破损', state: 'OPEN' },
    ])
  })

  it('found after they were scanned lie in the cart no more: others are fetched for them', async () => {
    for (const scanned of [wave.number, await shelf(0), code(0), '4']) await gun.scan(scanned)
    await gun.scan('CMD-PROBLEM')
    for (const scanned of ['2', '1']) await gun.scan(scanned)
    const { outcome } = await gun.scan('CMD-OK')
    expect(outcome).toMatchObject({ did: 'report', title: '已登记 2 件：破损', goods: { quantity: -2 } })
    expect(outcome?.text).toContain(`这款还要拣：${await shelf(0)} 2 件`)
    expect(await gun.did('3')).toBe('too-many')
    expect((await gun.scan('2')).outcome).toMatchObject({
      did: 'pick',
      title: expect.stringMatching(/^5 \/ 5 /),
    })
  })

  it('of the last scan are not taken back once more by undoing it', async () => {
    for (const scanned of [wave.number, await shelf(0), code(0), '4', 'CMD-PROBLEM', '2', '1', 'CMD-OK'])
      await gun.scan(scanned)
    await gun.scan('CMD-UNDO')
    await gun.scan('CMD-UNDO')
    expect(await gun.did('CMD-UNDO')).toBe('nothing-to-undo')
    expect(await gun.did('6')).toBe('too-many')
    expect(await gun.did('5')).toBe('pick')
  })

  it('that lie packed or in quarantine can’t be reported from there', async () => {
    const problem = { skuId: here.goods[0]?.id ?? 0, quantity: 1, reason: '破损' }
    for (const scanned of ['CMD-PROBLEM', '6901234567892']) await gun.scan(scanned)
    for (const kind of ['PACKED', 'QUARANTINE'] as const) {
      const { id: locationId, code } = await db.location.findFirstOrThrow({ where: { kind } })
      await expect(reportProblem(here.crew.clerk, { ...problem, locationId })).rejects.toMatchObject({
        errors: { location: '没有这个存储库位' },
      })
      expect(await gun.did(code)).toBe('not-storage')
    }
  })
})
