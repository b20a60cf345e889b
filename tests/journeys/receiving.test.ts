import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { db } from '../../src/database/client.ts'
import { createDelivery } from '../../src/features/warehouse/deliveries/actions.ts'
import { prove } from '../../src/features/warehouse/stock/ledger.ts'
import { addDays, dayOf, now } from '../../src/lib/dates.ts'
import type { Floor } from '../features/warehouse/terminal/floor.ts'
import { floor } from '../features/warehouse/terminal/floor.ts'
import type { Complaints } from '../setup/browser.ts'
import { expectNoAxeViolations, expectNoSidewaysScroll, launchBrowser } from '../setup/browser.ts'
import { supplier } from '../setup/goods.ts'
import type { Terminal } from '../setup/serve.ts'
import { Office } from '../setup/serve.ts'

/** A piece and a carton of five of the first goods. */
const PIECE = '6901234567892'
const CARTON = '16901234567899'

let browser: Browser
let here: Floor
let office: Office
let desk: Terminal
let page: Page
let complaints: Complaints
let note: { id: number; number: string }
let shelves: string[]

beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

/** A mixed delivery of two kinds of goods; the terminal in front, nobody signed in. */
beforeEach(async () => {
  here = await floor()
  shelves = []
  for (const { id, locationId } of here.goods) {
    await db.sku.update({ where: { id }, data: { homeLocationId: locationId } })
    shelves.push((await db.location.findUniqueOrThrow({ where: { id: locationId } })).code)
  }
  note = await createDelivery(
    { ...here.crew.lead, at: now() },
    {
      supplierId: (await supplier({ name: '杭州杯具厂' })).id,
      expectedOn: addDays(dayOf(now()), 1),
      note: '外箱有记号',
      lines: [
        { skuId: here.goods[0]?.id ?? 0, quantity: 12 },
        { skuId: here.goods[1]?.id ?? 0, quantity: 3 },
      ],
    },
  )
  await here.gun.post('sign-out')
  office = await Office.open(here.app, browser)
  desk = await office.terminal(here.gun.secret)
  ;({ page, complaints } = desk)
})
afterEach(() => office.close())

const at = async (i: number, place: string): Promise<number> =>
  (await db.stockBalance.findFirst({ where: { skuId: here.goods[i]?.id ?? 0, location: { code: place } } }))
    ?.quantity ?? 0

describe('a clerk at the door', () => {
  it('receives a mixed delivery with faults and puts it away, by gun and keys alone', async () => {
    await desk.signIn(here.badge)
    await desk.scan('5')
    await desk.shows('收货验收')
    await desk.scan(PIECE)
    await desk.shows('请先扫到货单')
    await desk.scan(note.number)
    await desk.shows(note.number)
    await expectNoAxeViolations(page)
    await desk.scan(CARTON)
    await desk.scan(CARTON)
    await desk.shows('10 / 12')
    await desk.scan(PIECE)
    await desk.shows('11 / 12')
    await page.keyboard.press('F10')
    await desk.shows('哪里不合格')
    await expectNoAxeViolations(page)
    await desk.scan('1')
    await desk.shows('不合格 1 件：尺码不符')
    await desk.scan(here.goods[1]?.code ?? '')
    await desk.scan('2')
    await desk.shows('3 / 3')
    await desk.scan(shelves[2] ?? '')
    await desk.shows(`放到 ${shelves[2]}`)
    await desk.scan(here.goods[1]?.code ?? '')
    await desk.shows('比到货单多')
    await page.keyboard.press('Escape')
    await desk.shows('已取消')
    await page.reload()
    await page.waitForSelector('[data-ready]')
    expect(await page.locator('.te-left').innerText()).toContain('1')
    await expectNoAxeViolations(page)
    await expectNoSidewaysScroll(page)
    await page.keyboard.press('F2')
    await desk.shows('提交验收')
    await page.keyboard.press('F2')
    await desk.shows('已验收入库')
    expect(await at(0, shelves[0] ?? '')).toBe(20 + 10)
    expect(await at(0, 'GL-01')).toBe(1)
    expect(await at(1, shelves[2] ?? '')).toBe(3)

    await page.keyboard.press('F7')
    await desk.scan('6')
    await desk.scan(shelves[2] ?? '')
    await desk.shows(`移出 ${shelves[2]}`)
    await desk.scan(here.goods[1]?.code ?? '')
    await desk.scan('2')
    await desk.shows('3 件')
    await expectNoAxeViolations(page)
    await desk.scan(shelves[1] ?? '')
    await desk.shows(`已放到 ${shelves[1]}`)
    expect(await at(1, shelves[1] ?? '')).toBe(20 + 3)
    expect(await prove(db)).toEqual([])
    complaints.expectNone()
  })
})

describe('whoever buys', () => {
  it('finds the difference in the list of work, with the text for the supplier', async () => {
    for (const code of [note.number, CARTON, 'CMD-OK', 'CMD-OK']) {
      if (code === note.number) await here.gun.signIn({ badge: here.badge })
      await here.gun.scan(code)
    }
    ;({ page, complaints } = await office.seat('operations-lead'))
    await page.getByText(`催补送或结案：${note.number}`).first().click()
    await page.waitForSelector('#lines')
    const text = await page.locator('main').innerText()
    expect(text).toContain('应到 12 件，合格 5 件，少 7 件')
    await expectNoAxeViolations(page)
    await page.setViewportSize({ width: 360, height: 780 })
    await expectNoSidewaysScroll(page)
    complaints.expectNone()
  })
})
