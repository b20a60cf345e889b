import { beforeEach, describe, expect, it } from 'vitest'
import { db } from '../../../../src/database/client.ts'
import { stopShipment } from '../../../../src/features/warehouse/shipments/actions.ts'
import { HOUR_MS, plus, setClock } from '../../../../src/lib/dates.ts'
import { parcel, proof } from '../shipments/flow.ts'
import { Gun, alsoClerk, badgeFor, terminal } from '../../../setup/terminal.ts'
import type { Floor } from './floor.ts'
import { floor, onTable, want } from './floor.ts'

let here: Floor
let gun: Gun
let slip: string
let id: number

/** A parcel with six pieces of the first goods and one of the second, open at the terminal. */
beforeEach(async () => {
  here = await floor()
  gun = here.gun
  await want(here, 6, 1)
  const [one] = await onTable(here)
  slip = one?.number ?? ''
  id = one?.id ?? 0
})

const code = (i: number): string => here.goods[i]?.code ?? ''
const checked = async (): Promise<number[]> => (await parcel(id)).lines.map((line) => line.checked)

describe('packing a parcel', () => {
  it('goes from slip to waybill by scans alone, wrong ones in between refused without effect', async () => {
    expect(await gun.did(code(0))).toBe('need-parcel')
    expect(await gun.did(slip.toLowerCase())).toBe('open-parcel')
    expect(await gun.did('6901234567892\r\n')).toBe('check')
    expect(await gun.did(code(2))).toBe('not-this-order')
    expect(await gun.did('１６９０１２３４５６７８９９')).toBe('check')
    expect(await checked()).toEqual([6, 0])
    expect(await gun.did(code(0))).toBe('complete')
    expect(await gun.did('YT1234567890123')).toBe('incomplete')
    expect(await gun.did('没有这个码')).toBe('unknown')
    const last = await gun.scan(code(1).toLowerCase())
    expect(last.outcome).toMatchObject({ did: 'check', tone: 'done', title: '已验齐 7 件，请扫快递面单' })
    const packed = await gun.scan('yt1234567890123')
    expect(packed.outcome).toMatchObject({ did: 'pack', tone: 'done' })
    expect(packed.page).toMatchObject({ screen: 'pack', subject: null })
    const row = await parcel(id)
    expect(row).toMatchObject({
      state: 'PACKED',
      trackingNumber: 'YT1234567890123',
      carrier: '圆通速递',
      packedById: here.cast.ids['warehouse-clerk'],
    })
    expect(await proof()).toEqual([])
  })

  it('is recorded scan by scan under the clerk and the terminal, refused ones too', async () => {
    await gun.scan(slip)
    await gun.scan(code(2))
    await gun.scan(code(1))
    const scans = await db.scan.findMany({
      where: { noun: 'warehouse/shipments', subjectId: id },
      orderBy: { at: 'asc' },
    })
    expect(scans.map(({ outcome }) => (outcome as { did: string }).did)).toEqual([
      'open-parcel',
      'not-this-order',
      'check',
    ])
    expect(new Set(scans.map(({ personId, deviceId }) => `${personId}/${deviceId}`))).toEqual(
      new Set([`${here.cast.ids['warehouse-clerk']}/${here.deviceId}`]),
    )
  })

  it('leaves the terminal in the history of the parcel', async () => {
    for (const scanned of [slip, '16901234567899', code(0), code(1), 'YT1234567890123'])
      await gun.scan(scanned)
    const entry = await db.historyEntry.findFirstOrThrow({
      where: { noun: 'warehouse/shipments', subjectId: id, deed: 'pack' },
    })
    expect(entry.deviceId).toBe(here.deviceId)
    const moved = await db.stockMovement.findFirstOrThrow({ where: { reason: 'PACK' } })
    expect(moved).toMatchObject({ deviceId: here.deviceId, personId: here.cast.ids['warehouse-clerk'] })
  })

  it('takes back the last counted scan, a carton wholly, and then the one before', async () => {
    for (const scanned of [slip, code(0), '16901234567899']) await gun.scan(scanned)
    expect(await checked()).toEqual([6, 0])
    expect((await gun.scan('CMD-UNDO')).outcome).toMatchObject({ did: 'uncheck', title: '已撤销 5 件' })
    expect(await checked()).toEqual([1, 0])
    expect(await gun.did('CMD-UNDO')).toBe('uncheck')
    expect(await gun.did('CMD-UNDO')).toBe('nothing-to-undo')
    expect(await checked()).toEqual([0, 0])
  })

  it('takes back what came last, also when the clock was set back in between', async () => {
    for (const scanned of [slip, '16901234567899']) await gun.scan(scanned)
    setClock(() => plus(new Date(), -HOUR_MS))
    try {
      await gun.signIn({ badge: here.badge })
      await gun.open('/pack')
      expect(await gun.did(code(0))).toBe('check')
      expect(await checked()).toEqual([6, 0])
      expect((await gun.scan('CMD-UNDO')).outcome).toMatchObject({ did: 'uncheck' })
      expect(await checked()).toEqual([5, 0])
    } finally {
      setClock()
    }
  })

  it('asks for the courier where the number doesn’t tell, and takes a number as the answer', async () => {
    for (const scanned of [slip, '16901234567899', code(0), code(1)]) await gun.scan(scanned)
    const asked = await gun.scan('123456789012')
    expect(asked.outcome).toMatchObject({ did: 'ask', tone: 'ask' })
    expect(asked.page?.html).toContain('中通快递')
    expect(await gun.did('77')).toBe('not-offered')
    expect(await gun.did('2')).toBe('pack')
    expect(await parcel(id)).toMatchObject({ carrier: '中通快递', trackingNumber: '123456789012' })
  })

  it('refuses a waybill of another parcel and leaves everything as it was', async () => {
    await want(here, 1)
    const [other] = await onTable(here)
    for (const scanned of [slip, '16901234567899', code(0), code(1), 'YT1234567890123'])
      await gun.scan(scanned)
    for (const scanned of [other?.number ?? '', code(0)]) await gun.scan(scanned)
    const refused = await gun.scan('YT1234567890123')
    expect(refused.outcome).toMatchObject({ did: 'wrong-waybill', tone: 'wrong' })
    expect(await parcel(other?.id ?? 0)).toMatchObject({ state: 'PICKED', trackingNumber: null })
    expect(refused.page?.subject).toBe(other?.id)
  })

  it('is put aside and taken up again with what was checked', async () => {
    for (const scanned of [slip, code(0)]) await gun.scan(scanned)
    expect((await gun.scan('CMD-CANCEL')).page?.subject).toBeNull()
    expect(await gun.did(slip)).toBe('open-parcel')
    expect(await checked()).toEqual([1, 0])
  })

  it('stops at once when the parcel was stopped meanwhile', async () => {
    await gun.scan(slip)
    await stopShipment(here.crew.lead, await parcel(id), '买家改地址')
    const refused = await gun.scan(code(0))
    expect(refused.outcome).toMatchObject({ did: 'stopped', tone: 'wrong' })
    expect(await checked()).toEqual([0, 0])
    await gun.scan('CMD-CANCEL')
    expect((await gun.scan(slip)).outcome).toMatchObject({
      did: 'stopped',
      text: expect.stringContaining('买家改地址'),
    })
  })

  it('shows what the buyer, the service and the platform want, in large type', async () => {
    await db.order.updateMany({
      data: { buyerMessage: '请用纸箱', sellerMemo: '老客户', exception: '修改过地址' },
    })
    await db.orderReview.updateMany({ data: { instruction: '送丝巾一条' } })
    const { page } = await gun.scan(slip)
    for (const text of ['请用纸箱', '老客户', '修改过地址', '送丝巾一条', '仓库备注', '买家留言']) {
      expect(page?.html).toContain(text)
    }
  })

  it('tells goods that are set apart from goods of another order', async () => {
    const apart = await db.location.findFirstOrThrow({ where: { kind: 'QUARANTINE' } })
    await db.stockBalance.updateMany({ where: { skuId: here.goods[2]?.id }, data: { locationId: apart.id } })
    await gun.scan(slip)
    expect(await gun.did(code(2))).toBe('quarantined')
  })
})

describe('a parcel whose label is known before it’s packed', () => {
  beforeEach(async () => {
    await db.shipment.update({ where: { id }, data: { trackingNumber: '123456789012', carrier: '中通快递' } })
  })
  const pieces = (): string[] => ['16901234567899', code(0), code(1)]

  it('opens by its label from anywhere, and closes by it without a question', async () => {
    await gun.open()
    expect((await gun.scan('1234 5678 9012')).page).toMatchObject({ screen: 'pack', subject: id })
    expect(await gun.did('123456789012')).toBe('incomplete')
    for (const scanned of pieces()) await gun.scan(scanned)
    expect(await gun.did('123456789012')).toBe('pack')
    expect(await parcel(id)).toMatchObject({ state: 'PACKED', carrier: '中通快递' })
  })

  it('takes no other label, and says which it waits for', async () => {
    await want(here, 1)
    const [other] = await onTable(here)
    const label = { trackingNumber: 'YT1234567890123', carrier: '圆通速递' }
    await db.shipment.update({ where: { id: other?.id ?? 0 }, data: label })
    await gun.scan(slip)
    for (const scanned of pieces()) await gun.scan(scanned)
    for (const scanned of ['YT9999999999999', 'YT1234567890123']) {
      expect((await gun.scan(scanned)).outcome).toMatchObject({
        did: 'wrong-waybill',
        text: '应为 123456789012。请核对面单。',
      })
    }
    expect(await parcel(id)).toMatchObject({ state: 'PICKED', trackingNumber: '123456789012' })
  })

  it('isn’t opened before it’s picked', async () => {
    await db.shipment.update({ where: { id }, data: { state: 'PICKING' } })
    await gun.open()
    expect(await gun.did('123456789012')).toBe('not-picked')
  })
})

describe('a parcel that is open at another terminal', () => {
  it('is taken over after a question, and the other terminal has none open then', async () => {
    await gun.scan(slip)
    await alsoClerk(here.cast, 'quality-inspector')
    const other = new Gun(here.app, (await terminal('二号台')).secret)
    await other.signIn({ badge: await badgeFor(here.cast, 'quality-inspector') })
    await other.open('/pack')
    const asked = await other.scan(slip)
    expect(asked.outcome).toMatchObject({ did: 'ask', text: expect.stringContaining('一号台') })
    expect(await other.did('CMD-OK')).toBe('open-parcel')
    expect(await other.did(code(0))).toBe('check')
    expect(await gun.did(code(0))).toBe('stale-subject')
    expect(await checked()).toEqual([1, 0])
  })
})
