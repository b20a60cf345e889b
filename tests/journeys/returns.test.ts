import type { AddressInfo } from 'node:net'
import type { Server } from 'node:http'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { db, pool } from '../../src/database/client.ts'
import { followRefunds } from '../../src/features/warehouse/returns/actions.ts'
import { handOverShipments } from '../../src/features/warehouse/shipments/actions.ts'
import { level, packed } from '../features/warehouse/shipments/flow.ts'
import type { Floor } from '../features/warehouse/terminal/floor.ts'
import { floor, want } from '../features/warehouse/terminal/floor.ts'
import type { Complaints } from '../setup/browser.ts'
import {
  expectNoAxeViolations,
  expectNoSidewaysScroll,
  launchBrowser,
  listenForComplaints,
} from '../setup/browser.ts'
import { PASSWORD } from '../setup/cast.ts'
import { program } from '../setup/parcels.ts'
import { PICTURE } from '../setup/picture.ts'
import { refund } from '../setup/returns.ts'

/** A carton-free code of the first goods. */
const PIECE = '6901234567892'
const WAY_BACK = 'YT9900000000001'

let browser: Browser
let here: Floor
let server: Server
let url: string
let context: BrowserContext
let page: Page
let complaints: Complaints

beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

/** Two of the first goods were sent and are on their way back; the terminal in front, nobody signed in. */
beforeEach(async () => {
  here = await floor()
  const one = await want(here, 2)
  const rows = await packed(here.crew)
  await handOverShipments(
    here.crew.clerk,
    rows.map(({ id }) => id),
    '圆通速递',
  )
  await refund(one, here.cast.shopId, { returnTrackingNumber: WAY_BACK })
  await followRefunds(program, here.cast.shopId)
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

describe('a return with one wrong piece', () => {
  it('is taken back by gun and keys alone, and a lead decides what becomes of the piece', async () => {
    await page.goto('/warehouse/terminal')
    await scan(here.badge)
    await page.waitForSelector('[data-ready]')
    await scan('8')
    await shows('退货验收')
    await expectNoAxeViolations(page)
    await scan(PIECE)
    await shows('请先扫退回包裹的运单')
    await scan(WAY_BACK)
    await shows('退货 TH')
    await scan(PIECE)
    await shows('良品还是次品')
    await expectNoAxeViolations(page)
    await expectNoSidewaysScroll(page)
    await page.keyboard.press('F2')
    await shows('良品 1 件')
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.keyboard.press('F6')])
    await chooser.setFiles({ name: '破损.png', mimeType: 'image/png', buffer: PICTURE })
    await shows('已保存 1 张照片')
    expect(await db.photo.count({ where: { noun: 'warehouse/returns' } })).toBe(1)
    await scan(here.goods[2]?.code ?? '')
    await shows('不是这张退货单的商品')
    await page.keyboard.press('F2')
    await shows('错件 1 件')
    await page.keyboard.press('F2')
    await shows('还缺 1 件')
    await page.setViewportSize({ width: 360, height: 740 })
    await expectNoSidewaysScroll(page)
    await page.emulateMedia({ colorScheme: 'dark' })
    await expectNoAxeViolations(page)
    await page.keyboard.press('F2')
    await shows('已验收 TH')
    expect(await level(here.goods[0]?.id ?? 0)).toMatchObject({ onHand: 19, quarantined: 0 })
    expect(await level(here.goods[2]?.id ?? 0)).toMatchObject({ onHand: 21, quarantined: 1 })

    await page.goto('/login')
    await page.fill('[name="employeeNumber"]', 'operations-lead')
    await page.fill('[name="password"]', PASSWORD)
    await page.keyboard.press('Enter')
    await page.waitForURL((there) => there.pathname === '/')
    await page.goto('/warehouse/quarantines')
    await expectNoSidewaysScroll(page)
    await expectNoAxeViolations(page)
    const one = await db.quarantineCase.findFirstOrThrow()
    await page.goto(`/warehouse/quarantines/${one.id}`)
    await expectNoAxeViolations(page)
    await page.click('summary:has-text("放回货架")')
    await page.click('form[action$="/moves/restock"] button[type="submit"]')
    await expect.poll(async () => (await db.quarantineCase.findFirstOrThrow()).state).toBe('RESTOCKED')
    expect(await level(here.goods[2]?.id ?? 0)).toMatchObject({ onHand: 21, quarantined: 0 })
    await page.goto(`/warehouse/returns/${one.returnId}`)
    await expectNoAxeViolations(page)
    await expectNoSidewaysScroll(page)
    complaints.expectNone()
  })
})
