import { beforeEach, describe, expect, it } from 'vitest'
import { db } from '../../../../src/database/client.ts'
import { createDelivery } from '../../../../src/features/warehouse/deliveries/actions.ts'
import { prove } from '../../../../src/features/warehouse/stock/ledger.ts'
import { now } from '../../../../src/lib/dates.ts'
import { Gun, alsoClerk, badgeFor, terminal } from '../../../setup/terminal.ts'
import { location, supplier } from '../../../setup/goods.ts'
import type { Floor } from './floor.ts'
import { floor } from './floor.ts'

let here: Floor
let gun: Gun
let note: { id: number; number: string }
const PIECE = '6901234567892'
const CARTON = '16901234567899'

/** Ten pieces of the first goods and two of the second are announced; each usually lies on its own shelf. */
beforeEach(async () => {
  here = await floor()
  gun = here.gun
  for (const { id, locationId } of here.goods) {
    await db.sku.update({ where: { id }, data: { homeLocationId: locationId } })
  }
  const act = { ...here.crew.lead, at: now() }
  note = await createDelivery(act, {
    supplierId: (await supplier({ name: '杭州杯具厂' })).id,
    expectedOn: '2027-03-01',
    note: null,
    lines: [
      { skuId: here.goods[0]?.id ?? 0, quantity: 10 },
      { skuId: here.goods[1]?.id ?? 0, quantity: 2 },
    ],
  })
})

const code = (i: number): string => here.goods[i]?.code ?? ''
const shelf = async (i: number): Promise<string> =>
  (await db.location.findUniqueOrThrow({ where: { id: here.goods[i]?.locationId ?? 0 } })).code
const state = async (): Promise<string> =>
  (await db.delivery.findUniqueOrThrow({ where: { id: note.id } })).state
const at = async (i: number, place: string): Promise<number> =>
  (await db.stockBalance.findFirst({ where: { skuId: here.goods[i]?.id ?? 0, location: { code: place } } }))
    ?.quantity ?? 0

describe('receiving at the terminal', () => {
  it('goes from the note over pieces, cartons, faults and shelves to stock', async () => {
    const opened = await gun.scan(note.number)
    expect(opened.outcome?.did).toBe('open-delivery')
    expect(opened.page).toMatchObject({ screen: 'receive', subject: note.id })
    expect(await state()).toBe('ARRIVED')
    expect((await gun.scan(CARTON)).outcome).toMatchObject({ did: 'receive', goods: { quantity: 5 } })
    expect((await gun.scan(PIECE)).outcome?.title).toContain('6 / 10')
    expect((await gun.scan('2')).outcome?.title).toContain('8 / 10')
    expect((await gun.scan('CMD-PROBLEM')).outcome).toMatchObject({ did: 'ask', title: '哪里不合格？' })
    const rejected = await gun.scan('2')
    expect(rejected.outcome).toMatchObject({ did: 'reject', title: '不合格 2 件：颜色不符' })
    expect(rejected.page?.html).toContain('不合格：颜色不符 2 件')
    await gun.scan(code(1))
    expect((await gun.scan(await shelf(2))).outcome).toMatchObject({ did: 'put' })
    expect((await gun.scan('CMD-OK')).outcome?.text).toContain('合格 7 件，不合格 2 件，还少 3 件')
    expect((await gun.scan('CMD-OK')).outcome).toMatchObject({ did: 'post-delivery', tone: 'done' })
    expect(await state()).toBe('PARTLY_RECEIVED')
    expect(await at(0, await shelf(0))).toBe(20 + 6)
    expect(await at(1, await shelf(2))).toBe(1)
    expect(await at(0, 'GL-01')).toBe(2)
    expect(await prove(db)).toEqual([])
    // The rest comes: the same note opens it again.
    expect(await gun.did(note.number)).toBe('open-delivery')
    expect(await state()).toBe('ARRIVED')
  })

  it('asks about more than was announced and about goods that weren’t', async () => {
    await gun.scan(note.number)
    await gun.scan(code(1))
    await gun.scan(code(1))
    expect((await gun.scan(code(1))).outcome).toMatchObject({ did: 'ask', title: '比到货单多' })
    expect(await gun.did('CMD-OK')).toBe('receive')
    expect(await gun.did(code(1))).toBe('receive')
    expect((await gun.scan(code(2))).outcome?.text).toContain('不在到货单上')
    expect(await gun.did('CMD-CANCEL')).toBe('forget')
    const counts = await db.deliveryCount.findMany({ where: { deliveryId: note.id } })
    expect(counts).toMatchObject([{ quantity: 4 }])
  })

  it('takes the clerk’s own last step back, a rejection too', async () => {
    await gun.scan(note.number)
    for (const scanned of [CARTON, 'CMD-PROBLEM', '1']) await gun.scan(scanned)
    expect((await gun.scan('CMD-UNDO')).outcome?.title).toBe('5 件改回合格')
    expect((await gun.scan('CMD-UNDO')).outcome?.title).toBe('已撤销 5 件')
    expect(await gun.did('CMD-UNDO')).toBe('nothing-to-undo')
    expect(await db.deliveryCount.count({ where: { deliveryId: note.id } })).toBe(0)
  })

  it('keeps what was counted over putting aside and reloading, and lets two count the same delivery', async () => {
    for (const scanned of [note.number, CARTON, 'CMD-CANCEL']) await gun.scan(scanned)
    await gun.open('/receive')
    expect((await gun.scan(note.number)).page?.html).toContain('还差 <b>7</b> 件')
    await alsoClerk(here.cast, 'quality-inspector')
    const other = new Gun(here.app, (await terminal('二号台')).secret)
    await other.signIn({ badge: await badgeFor(here.cast, 'quality-inspector') })
    await other.open('/receive')
    expect(await other.did(note.number)).toBe('open-delivery')
    await Promise.all([gun.scan(PIECE), other.scan(PIECE), other.scan(PIECE)])
    // Nobody takes back what somebody else has counted.
    expect((await gun.scan('CMD-UNDO')).outcome?.title).toBe('已撤销 1 件')
    await gun.scan('CMD-OK')
    expect(await gun.did('CMD-OK')).toBe('post-delivery')
    expect(await at(0, await shelf(0))).toBe(20 + 7)
    expect((await other.scan(PIECE)).outcome?.did).toBe('delivery-ended')
    expect(await prove(db)).toEqual([])
  })

  it('receives goods that nobody announced', async () => {
    await gun.open('/receive')
    expect(await gun.did(PIECE)).toBe('need-delivery')
    expect((await gun.scan('CMD-NEXT')).outcome?.title).toBe('登记一批没有预报的货？')
    expect(await gun.did('CMD-OK')).toBe('open-delivery')
    expect(await gun.did(PIECE)).toBe('ask')
    for (const scanned of ['CMD-OK', '4', 'CMD-OK']) await gun.scan(scanned)
    expect(await gun.did('CMD-OK')).toBe('post-delivery')
    const made = await db.delivery.findFirstOrThrow({ where: { supplierId: null } })
    expect(made.state).toBe('DISPUTED')
    expect(await at(0, await shelf(0))).toBe(25)
  })
})

describe('carrying goods between shelves at the terminal', () => {
  it('goes from shelf over goods and pieces to shelf', async () => {
    await gun.scan('CMD-MOVE')
    expect(await gun.did(code(0))).toBe('need-from')
    expect((await gun.scan(await shelf(0))).outcome?.text).toContain('20 件')
    expect(await gun.did(code(1))).toBe('not-lying')
    await gun.scan(PIECE)
    expect(await gun.did('99')).toBe('too-few')
    expect((await gun.scan('4')).outcome?.title).toContain('5 件')
    expect((await gun.scan(await shelf(1))).outcome).toMatchObject({ did: 'move-goods', tone: 'done' })
    expect(await at(0, await shelf(0))).toBe(15)
    expect(await at(0, await shelf(1))).toBe(5)
    const told = await db.historyEntry.findFirstOrThrow({
      where: { noun: 'warehouse/stock', deed: 'transfer' },
    })
    expect(told).toMatchObject({ personId: here.cast.ids['warehouse-clerk'], deviceId: here.deviceId })
    expect(await prove(db)).toEqual([])
  })

  it('warns of a shelf for other goods, and asks', async () => {
    const wrong = await location('STORAGE', 'ZZ-01')
    await db.location.update({ where: { id: wrong.id }, data: { goodsClass: '家纺' } })
    await db.location.update({ where: { id: here.goods[0]?.locationId ?? 0 }, data: { goodsClass: '餐具' } })
    for (const scanned of ['CMD-MOVE', await shelf(0), PIECE]) await gun.scan(scanned)
    expect((await gun.scan('ZZ-01')).outcome).toMatchObject({ did: 'ask', title: '库位品类不符' })
    expect(await at(0, 'ZZ-01')).toBe(0)
    expect(await gun.did('CMD-OK')).toBe('move-goods')
    expect(await at(0, 'ZZ-01')).toBe(1)
  })
})
