import pg from 'pg'
import { beforeEach, describe, expect, it } from 'vitest'
import { system } from '../../../../src/actor.ts'
import { db } from '../../../../src/database/client.ts'
import { confirmImport, runImport } from '../../../../src/features/orders/imports/actions.ts'
import { planCount } from '../../../../src/features/warehouse/counts/actions.ts'
import { createReceipt, moveReceipt } from '../../../../src/features/warehouse/receipts/actions.ts'
import {
  beginMonths,
  monthsOver,
  moveMonth,
} from '../../../../src/features/warehouse/stock-months/actions.ts'
import {
  checksOf,
  frozenOf,
  getMonth,
  reasonsOf,
} from '../../../../src/features/warehouse/stock-months/queries.ts'
import type { MonthRow } from '../../../../src/features/warehouse/stock-months/queries.ts'
import { post, prove, transfer } from '../../../../src/features/warehouse/stock/ledger.ts'
import type { Entry } from '../../../../src/features/warehouse/stock/ledger.ts'
import { moment, setClock } from '../../../../src/lib/dates.ts'
import type { Act } from '../../../../src/work/act.ts'
import { deed } from '../../../../src/work/act.ts'
import type { Cast } from '../../../setup/cast.ts'
import { actor, castIn } from '../../../setup/cast.ts'
import { freshDatabase, testServer } from '../../../setup/database.ts'
import { location, sku } from '../../../setup/goods.ts'
import { bring } from '../../orders/files.ts'
import { plan } from '../counts/counting.ts'
import { stockSheet } from '../sheets.ts'

let cast: Cast
let goods: { id: number; code: string }
let shelf: { id: number; code: string }
let far: { id: number; code: string }

/** The third of November, with movements in September and October. */
const TODAY = moment('2026-11-03', 10 * 60)
const as = async (member: 'operations-lead' | 'owner' | 'warehouse-clerk', at = TODAY): Promise<Act> => ({
  actor: await actor(cast, member),
  at,
})
const on = (day: string, ...entries: Entry[]): Promise<void> =>
  deed({ actor: system('test'), at: moment(day, 9 * 60) }, (act) =>
    post(act, { noun: 'test', subjectId: 1 }, entries),
  )
const put = (quantity: number, reason: Entry['reason'] = 'RECEIPT'): Entry => ({
  skuId: goods.id,
  locationId: shelf.id,
  quantity,
  reason,
})
const monthOf = async (month: string): Promise<MonthRow> => {
  const { id } = await db.stockMonth.findUniqueOrThrow({ where: { month } })
  return getMonth(system('test'), id)
}
const close = async (month: string, act?: Act): Promise<void> =>
  moveMonth(act ?? (await as('operations-lead')), await monthOf(month), 'close', null)

beforeEach(async () => {
  setClock(() => TODAY)
  await freshDatabase()
  cast = await castIn()
  ;[goods, shelf, far] = [await sku(), await location(), await location()]
  await on('2026-09-15', put(10))
  await on('2026-10-05', put(5), ...transfer(goods.id, shelf.id, far.id, 4, 'TRANSFER'))
  await on('2026-10-31', put(-3, 'WRITE_OFF'))
  await on('2026-11-01', put(7))
  await beginMonths({ actor: system('test'), at: TODAY })
  return () => setClock()
})

describe('months', () => {
  it('begin with the first movement, in Shanghai, and end with the last month that is over', () => {
    expect(monthsOver(null, moment('2026-09-30', 24 * 60 - 1), TODAY)).toEqual(['2026-09', '2026-10'])
    expect(monthsOver('2026-09', TODAY, TODAY)).toEqual(['2026-10'])
    expect(monthsOver(null, TODAY, TODAY)).toEqual([])
    expect(monthsOver('2025-11', TODAY, moment('2026-01-01'))).toEqual(['2025-12'])
  })

  it('that are over ask the lead to close them, once', async () => {
    await beginMonths({ actor: system('test'), at: TODAY })
    const items = await db.workItem.findMany({
      where: { noun: 'warehouse/stock-months' },
      orderBy: { id: 'asc' },
    })
    expect(items.map(({ title, duty }) => [title, duty])).toEqual([
      ['库存月结：2026-09', 'OPERATIONS_LEAD'],
      ['库存月结：2026-10', 'OPERATIONS_LEAD'],
    ])
  })
})

describe('closing', () => {
  it('freezes opening + in - out = closing by SKU and location, and by reason', async () => {
    await close('2026-09')
    await close('2026-10')
    const october = await monthOf('2026-10')
    expect(october).toMatchObject({
      state: 'CLOSED',
      opening: 10,
      incoming: 9,
      outgoing: 7,
      closing: 12,
      closer: '周敏',
    })
    const { rows } = await frozenOf(october)
    expect(
      rows.map(({ location: at, ...row }) => [at, row.opening, row.incoming, row.outgoing, row.closing]),
    ).toEqual([
      [shelf.code, 10, 5, 7, 8],
      [far.code, 0, 4, 0, 4],
    ])
    expect(await reasonsOf(october)).toEqual([
      { reason: 'RECEIPT', incoming: 5, outgoing: 0 },
      { reason: 'WRITE_OFF', incoming: 0, outgoing: 3 },
      { reason: 'TRANSFER', incoming: 4, outgoing: 4 },
    ])
  })

  it('says what is missing: an earlier month, a count, a receipt', async () => {
    const clerk = await as('warehouse-clerk', moment('2026-10-30', 9 * 60))
    const lines = [{ row: 1, sku: goods.code, quantity: 5, location: shelf.code }]
    const receipt = await createReceipt(clerk, { kind: 'PURCHASE', source: null, note: null, lines })
    await planCount(clerk, plan({ due: '2026-10-31' }))
    const october = await monthOf('2026-10')
    const missing = (await checksOf(october, TODAY)).flatMap((check) => check.missing?.text ?? [])
    expect(missing).toEqual(['2026-09 还没有结账', '还有 1 张盘点单没有结束', '还有 1 张入库单没有过账'])
    await expect(close('2026-10')).rejects.toThrow(`还不能结账：${missing.join('；')}。`)
    // Papers begun later are later months' matter.
    await close('2026-09')
    await db.count.updateMany({ data: { state: 'VOID' } })
    await moveReceipt(
      await as('warehouse-clerk'),
      await db.receipt.findUniqueOrThrow({ where: { id: receipt.id } }),
      'void',
      null,
    )
    await close('2026-10')
  })

  it('refuses a month that is not over', async () => {
    await db.stockMonth.create({
      data: { month: '2026-11', startsAt: moment('2026-11-01'), endsAt: moment('2026-12-01') },
    })
    await expect(close('2026-11')).rejects.toThrow('2026-11 还没有过完')
  })

  it('refuses while the ledger has differences', async () => {
    await db.stockLevel.updateMany({ data: { onHand: { increment: 1 } } })
    await expect(close('2026-09')).rejects.toThrow('台账有 1 处差异')
    expect((await monthOf('2026-09')).state).toBe('OPEN')
  })

  it('happens once when two do it', async () => {
    const seen = await monthOf('2026-09')
    const lead = await as('operations-lead')
    const both = await Promise.allSettled([
      moveMonth(lead, seen, 'close', null),
      moveMonth(lead, seen, 'close', null),
    ])
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await db.stockMonthBalance.count()).toBe(1)
  })
})

describe('a closed month', () => {
  it('takes no movement any more; the deed says so and nothing of it remains', async () => {
    await close('2026-09')
    await expect(on('2026-09-30', put(1))).rejects.toMatchObject({
      status: 409,
      message: '2026-09 的库存已经结账，请再提交一次，记入本月。',
    })
    await on('2026-10-01', put(1))
    expect(await prove(db)).toEqual([])
  })

  it('waits for a posting that is under way, and refuses one that was begun before it and comes after', async () => {
    let go = (): void => {}
    const posted = new Promise<void>((resolve) => (go = resolve))
    let end = (): void => {}
    const ended = new Promise<void>((resolve) => (end = resolve))
    const slow = deed({ actor: system('test'), at: moment('2026-09-30', 23 * 60) }, async (act) => {
      await post(act, { noun: 'test', subjectId: 1 }, [put(2)])
      go()
      await ended
    })
    await posted
    const closing = close('2026-09')
    const late = new Promise((resolve) => setTimeout(resolve, 300)).then(() => on('2026-09-30', put(1)))
    const refused = expect(late).rejects.toThrow('已经结账')
    setTimeout(end, 600)
    await slow
    await closing
    await refused
    expect(await monthOf('2026-09')).toMatchObject({ closing: 12 })
    expect(await prove(db)).toEqual([])
  })

  it('fails an import that was begun before midnight, in words, and nothing of it is there', async () => {
    const { actor: lead } = await as('operations-lead')
    if (lead.kind !== 'person') throw new Error('nobody')
    const row = await bring(lead, null, await stockSheet([shelf.code, goods.code, 100]))
    await confirmImport({ actor: lead, at: TODAY }, row)
    await close('2026-09')
    await close('2026-10')
    const movements = await db.stockMovement.count()
    await runImport({ actor: lead, at: moment('2026-10-31', 23 * 60 + 59) }, row.id)
    expect(await db.import.findUniqueOrThrow({ where: { id: row.id } })).toMatchObject({
      state: 'FAILED',
      failure: '2026-10 的库存已经结账，请再提交一次，记入本月。',
    })
    expect(await db.stockMovement.count()).toBe(movements)
    expect(await prove(db)).toEqual([])
  })

  it('can’t be changed, by nobody', async () => {
    await close('2026-09')
    const owner = new pg.Client(testServer().ownerUrl)
    await owner.connect()
    for (const sql of ['UPDATE stock_month_balances SET closing = 0', 'DELETE FROM stock_month_reasons']) {
      await expect(owner.query(sql)).rejects.toThrow('append-only')
    }
    await owner.end()
    await expect(db.stockMonthBalance.deleteMany()).rejects.toThrow()
  })

  it('is opened again by the owner alone, with a reason, the last one first', async () => {
    await close('2026-09')
    await close('2026-10')
    const lead = await as('operations-lead')
    const owner = await as('owner')
    await expect(moveMonth(lead, await monthOf('2026-10'), 'reopen', '漏单')).rejects.toMatchObject({
      status: 403,
    })
    await expect(moveMonth(owner, await monthOf('2026-09'), 'reopen', '漏单')).rejects.toThrow(
      '先反结 2026-10',
    )
    await moveMonth(owner, await monthOf('2026-10'), 'reopen', '漏单')
    expect(await monthOf('2026-10')).toMatchObject({ state: 'OPEN', closing: null })
    await close('2026-10')
    expect(await monthOf('2026-10')).toMatchObject({ closings: 2, closing: 12 })
    expect(await db.stockMonthBalance.count({ where: { month: { month: '2026-10' } } })).toBe(4)
  })
})
