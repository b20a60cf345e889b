import type { AddressInfo } from 'node:net'
import type { Server } from 'node:http'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { db, pool } from '../../src/database/client.ts'
import { createDelivery } from '../../src/features/warehouse/deliveries/actions.ts'
import { prove } from '../../src/features/warehouse/stock/ledger.ts'
import { addDays, dayOf, now } from '../../src/lib/dates.ts'
import type { Floor } from '../features/warehouse/terminal/floor.ts'
import { floor } from '../features/warehouse/terminal/floor.ts'
import type { Complaints } from '../setup/browser.ts'
import {
  expectNoAxeViolations,
  expectNoSidewaysScroll,
  launchBrowser,
  listenForComplaints,
} from '../setup/browser.ts'
import { PASSWORD } from '../setup/cast.ts'
import { supplier } from '../setup/goods.ts'

/** A piece and a carton of five of the first goods. */
const PIECE = '6901234567892'
const CARTON = '16901234567899'

let browser: Browser
let here: Floor
let server: Server
let url: string
let context: BrowserContext
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
  server = here.app.listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  context = await browser.newContext({
    baseURL: url,
    viewport: { width: 1024, height: 768 },
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    reducedMotion: 'reduce',
  })
  await context.addCookies([{ name: 'terminal', value: here.gun.secret, url }])
  page = await context.newPage()
  complaints = listenForComplaints(page)
})
afterEach(async () => {
  await context.close()
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  await expect.poll(() => pool.totalCount - pool.idleCount).toBe(0)
})

const shows = (words: string | RegExp): Promise<void> =>
  expect.poll(() => page.locator('[data-result-title]').innerText(), { timeout: 10_000 }).toMatch(words)

/** What a gun does: keys within milliseconds, and Enter. */
async function scan(code: string): Promise<void> {
  await page.keyboard.type(code)
  await page.keyboard.press('Enter')
}

const at = async (i: number, place: string): Promise<number> =>
  (await db.stockBalance.findFirst({ where: { skuId: here.goods[i]?.id ?? 0, location: { code: place } } }))
    ?.quantity ?? 0

describe('a clerk at the door', () => {
  it('receives a mixed delivery with faults and puts it away, by gun and keys alone', async () => {
    await page.goto('/warehouse/terminal')
    await scan(here.badge)
    await page.waitForSelector('[data-ready]')
    await scan('5')
    await shows('收货验收')
    await scan(PIECE)
    await shows('请先扫到货单')
    await scan(note.number)
    await shows(note.number)
    await expectNoAxeViolations(page)
    await scan(CARTON)
    await scan(CARTON)
    await shows('10 / 12')
    await scan(PIECE)
    await shows('11 / 12')
    await page.keyboard.press('F10')
    await shows('哪里不合格')
    await expectNoAxeViolations(page)
    await scan('1')
    await shows('不合格 1 件：尺码不符')
    await scan(here.goods[1]?.code ?? '')
    await scan('2')
    await shows('3 / 3')
    await scan(shelves[2] ?? '')
    await shows(`放到 ${shelves[2]}`)
    await scan(here.goods[1]?.code ?? '')
    await shows('比到货单多')
    await page.keyboard.press('Escape')
    await shows('已取消')
    await page.reload()
    await page.waitForSelector('[data-ready]')
    expect(await page.locator('.te-left').innerText()).toContain('1')
    await expectNoAxeViolations(page)
    await expectNoSidewaysScroll(page)
    await page.keyboard.press('F2')
    await shows('提交验收')
    await page.keyboard.press('F2')
    await shows('已验收入库')
    expect(await at(0, shelves[0] ?? '')).toBe(20 + 10)
    expect(await at(0, 'GL-01')).toBe(1)
    expect(await at(1, shelves[2] ?? '')).toBe(3)

    await page.keyboard.press('F7')
    await scan('6')
    await scan(shelves[2] ?? '')
    await shows(`移出 ${shelves[2]}`)
    await scan(here.goods[1]?.code ?? '')
    await scan('2')
    await shows('3 件')
    await expectNoAxeViolations(page)
    await scan(shelves[1] ?? '')
    await shows(`已放到 ${shelves[1]}`)
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
    await context.clearCookies()
    await page.goto('/login')
    await page.fill('[name="employeeNumber"]', 'operations-lead')
    await page.fill('[name="password"]', PASSWORD)
    await page.keyboard.press('Enter')
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
