import { beforeEach, describe, expect, it } from 'vitest'
import { db } from '../../../../src/database/client.ts'
import { stopShipment, unpackShipment } from '../../../../src/features/warehouse/shipments/actions.ts'
import type { Gun } from '../../../setup/terminal.ts'
import { level, packed, parcel, parcels, proof } from '../shipments/flow.ts'
import type { Floor } from './floor.ts'
import { floor, onTable, want } from './floor.ts'

let here: Floor
let gun: Gun

beforeEach(async () => {
  here = await floor()
  gun = here.gun
})

const code = (i: number): string => here.goods[i]?.code ?? ''

describe('handing parcels to the courier', () => {
  const numbers = ['YT1000000000001', 'YT1000000000002', 'YT1000000000003']

  beforeEach(async () => {
    for (const quantity of [1, 2, 3]) await want(here, quantity)
    await packed(here.crew, ...numbers)
    await gun.scan('CMD-SHIP')
  })

  it('registers what leaves: a document, the goods gone, the parcels shipped', async () => {
    for (const number of numbers.slice(0, 2)) expect(await gun.did(number)).toBe('add-to-batch')
    expect(await gun.did(numbers[0] ?? '')).toBe('in-batch')
    expect((await gun.scan('CMD-OK')).outcome).toMatchObject({ did: 'ask', title: '确认交接 2 件？' })
    const done = await gun.scan('CMD-OK')
    expect(done.outcome).toMatchObject({ did: 'hand-over', tone: 'done', title: '已交接 2 件 圆通速递' })
    expect((await parcels()).map(({ state }) => state)).toEqual(['SHIPPED', 'SHIPPED', 'PACKED'])
    expect(await db.handOver.findMany()).toMatchObject([
      { carrier: '圆通速递', personId: here.cast.ids['warehouse-clerk'] },
    ])
    expect((await level(here.goods[0]?.id ?? 0)).onHand).toBe(17)
    expect(await proof()).toEqual([])
    expect(await gun.did(numbers[0] ?? '')).toBe('shipped')
  })

  it('lets no parcel of another courier in, takes the last one out, and empties after a question', async () => {
    await db.shipment.updateMany({ where: { trackingNumber: numbers[2] }, data: { carrier: '中通快递' } })
    await gun.scan(numbers[0] ?? '')
    expect(await gun.did(numbers[2] ?? '')).toBe('other-carrier')
    await gun.scan(numbers[1] ?? '')
    expect(await gun.did('CMD-UNDO')).toBe('drop-from-batch')
    expect(await gun.did('CMD-CANCEL')).toBe('ask')
    expect(await gun.did('CMD-OK')).toBe('empty-batch')
    expect(await gun.did('CMD-OK')).toBe('batch-empty')
  })

  it('hands nothing over while a parcel of the batch was stopped, and names it until it is scanned out', async () => {
    for (const number of numbers) await gun.scan(number)
    const [first] = await parcels()
    await gun.scan('CMD-OK')
    await stopShipment(here.crew.lead, await parcel(first?.id ?? 0), '买家申请退款')
    const refused = await gun.scan('CMD-OK')
    expect(refused.outcome).toMatchObject({
      did: 'batch-held',
      tone: 'wrong',
      text: expect.stringContaining(`${first?.number} 已被拦截：买家申请退款，不能交接。`),
    })
    expect(JSON.stringify(refused.page)).toContain('已被拦截')
    expect((await parcels()).map(({ state }) => state)).toEqual(['STOPPED', 'PACKED', 'PACKED'])
    expect((await gun.scan(numbers[0] ?? '')).outcome).toMatchObject({
      did: 'drop-from-batch',
      text: expect.stringContaining('买家申请退款'),
    })
    expect(await gun.did(numbers[0] ?? '')).toBe('stopped')
    expect((await gun.scan('CMD-OK')).outcome?.title).toBe('确认交接 2 件？')
    expect((await gun.scan('CMD-OK')).outcome).toMatchObject({
      did: 'hand-over',
      tone: 'done',
      title: '已交接 2 件 圆通速递',
    })
    expect((await parcels()).map(({ state }) => state)).toEqual(['STOPPED', 'SHIPPED', 'SHIPPED'])
  })

  it('takes a parcel that was opened again out by 撤销, whose waybill says nothing any more', async () => {
    for (const number of numbers) await gun.scan(number)
    const [first] = await parcels()
    await unpackShipment(here.crew.clerk, await parcel(first?.id ?? 0), '面单贴错')
    expect(await gun.did(numbers[0] ?? '')).toBe('unknown')
    expect(await gun.did('CMD-OK')).toBe('batch-held')
    expect((await gun.scan('CMD-UNDO')).outcome).toMatchObject({
      did: 'drop-from-batch',
      text: expect.stringContaining(`${first?.number} 的状态是“待验货打包”`),
    })
    expect((await gun.scan('CMD-OK')).outcome?.title).toBe('确认交接 2 件？')
    expect(await gun.did('CMD-OK')).toBe('hand-over')
    expect((await parcels()).map(({ state }) => state)).toEqual(['PICKED', 'SHIPPED', 'SHIPPED'])
  })

  it('refuses what isn’t packed', async () => {
    await want(here, 0, 1)
    const [open] = await onTable(here)
    expect(await gun.did(open?.number ?? '')).toBe('not-packed')
  })
})

describe('problem goods of an open parcel', () => {
  it('are replaced from the shelf while there is something there, and checked anew', async () => {
    await want(here, 2)
    const [one] = await onTable(here)
    for (const scanned of [one?.number ?? '', code(0), code(0), 'CMD-PROBLEM', code(0), '1', '2'])
      await gun.scan(scanned)
    const reported = await gun.scan('CMD-OK')
    expect(reported.outcome).toMatchObject({ did: 'report', tone: 'done', title: '已登记 1 件：脏污' })
    expect(reported.page).toMatchObject({ screen: 'pack', subject: one?.id })
    expect((await parcel(one?.id ?? 0)).lines.map(({ checked }) => checked)).toEqual([1])
    expect(await gun.did(code(0))).toBe('check')
    expect(await proof()).toEqual([])
  })

  it('send the parcel to wait when nothing replaces them', async () => {
    await want(here, 20)
    const [one] = await onTable(here)
    for (const scanned of [one?.number ?? '', 'CMD-PROBLEM', code(0), '1', '1']) await gun.scan(scanned)
    const reported = await gun.scan('CMD-OK')
    expect(reported.outcome).toMatchObject({
      did: 'report',
      tone: 'wrong',
      text: expect.stringContaining('已转缺货'),
    })
    expect((await parcel(one?.id ?? 0)).state).toBe('OUT_OF_STOCK')
    await gun.scan('CMD-PACK')
    expect(gun.bound.subject).toBeNull()
    expect(await proof()).toEqual([])
  })

  it('more than lie there are refused in the ledger’s own words, and nothing is changed', async () => {
    await want(here, 2)
    const [one] = await onTable(here)
    for (const scanned of [one?.number ?? '', 'CMD-PROBLEM', code(0), '99', '1']) await gun.scan(scanned)
    const refused = await gun.scan('CMD-OK')
    expect(refused.outcome).toMatchObject({ did: 'failed', tone: 'wrong' })
    expect(await db.quarantineCase.count()).toBe(0)
    expect(await gun.did('CMD-CANCEL')).toBe('go')
    expect(gun.bound.screen).toBe('pack')
  })
})
