import type { AddressInfo } from 'node:net'
import type { Server } from 'node:http'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { db } from '../../src/database/client.ts'
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
import { alsoClerk, badgeFor, terminal } from '../setup/terminal.ts'

let browser: Browser
let here: Floor
let server: Server
let url: string

beforeAll(async () => {
  browser = await launchBrowser()
  here = await floor()
  await alsoClerk(here.cast, 'quality-inspector')
  await here.gun.post('sign-out')
  server = here.app.listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(async () => {
  await browser.close()
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

interface Seat {
  context: BrowserContext
  page: Page
  complaints: Complaints
}

async function sit(secret?: string, width = 1024): Promise<Seat> {
  const context = await browser.newContext({
    baseURL: url,
    viewport: { width, height: 768 },
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    reducedMotion: 'reduce',
  })
  if (secret !== undefined) await context.addCookies([{ name: 'terminal', value: secret, url }])
  const page = await context.newPage()
  return { context, page, complaints: listenForComplaints(page) }
}

/** What a gun does: keys within milliseconds, and Enter; then the clerk reads the answer. */
async function scan(page: Page, code: string, shown: string | RegExp): Promise<void> {
  await page.keyboard.type(code)
  await page.keyboard.press('Enter')
  await shows(page, shown)
}

const shows = (page: Page, words: string | RegExp): Promise<void> =>
  expect.poll(() => page.locator('[data-result-title]').innerText(), { timeout: 10_000 }).toMatch(words)

async function clerkAt(secret: string, badge: string): Promise<Seat> {
  const seat = await sit(secret)
  await seat.page.goto('/warehouse/terminal')
  await seat.page.keyboard.type(badge)
  await seat.page.keyboard.press('Enter')
  await seat.page.waitForSelector('[data-ready]')
  return seat
}

async function leadAtDesk(): Promise<Seat> {
  const seat = await sit()
  await seat.page.goto('/login')
  await seat.page.fill('[name=employeeNumber]', 'operations-lead')
  await seat.page.fill('[name=password]', PASSWORD)
  await seat.page.click('button[type=submit]')
  await seat.page.waitForURL(url + '/')
  return seat
}

const shelf = async (i: number): Promise<string> =>
  (await db.location.findUniqueOrThrow({ where: { id: here.goods[i]?.locationId ?? 0 } })).code

describe('a stock count', () => {
  it(
    'is planned by the lead, counted and counted again by gun and keys alone, judged and posted',
    { timeout: 180_000 },
    async () => {
      const lead = await leadAtDesk()
      await lead.page.goto('/warehouse/counts/new')
      await expectNoAxeViolations(lead.page)
      await lead.page.fill('[name=locations]', `${await shelf(0)} ${await shelf(1)}`)
      await lead.page.fill('[name=due]', addDays(dayOf(now()), 1))
      await lead.page.getByRole('button', { name: '开始盘点' }).click()
      await lead.page.getByText('盲盘进行中').waitFor()
      const count = lead.page.url()
      await expectNoAxeViolations(lead.page)
      expect(await lead.page.locator('main').innerText()).not.toMatch(/\b20\b 件/)

      const first = await clerkAt(here.gun.secret, here.badge)
      await scan(first.page, '7', '盘点')
      await scan(first.page, await shelf(0), '库位')
      await scan(first.page, '6901234567892', '1 件')
      await scan(first.page, '16901234567899', '6 件')
      await scan(first.page, '19', '19 件')
      await first.page.reload()
      await first.page.waitForSelector('[data-ready]')
      await expectNoAxeViolations(first.page)
      await scan(first.page, await shelf(1), '盘完了')
      await scan(first.page, await shelf(1), `库位 ${await shelf(1)}`)
      await scan(first.page, here.goods[1]?.code ?? '', '1 件')
      await scan(first.page, '20', '20 件')
      await first.page.keyboard.press('F2')
      await shows(first.page, '盘完')
      await scan(first.page, await shelf(0), '要换一个人复盘')

      const badge = await badgeFor(here.cast, 'quality-inspector')
      const second = await clerkAt((await terminal('二号台')).secret, badge)
      await scan(second.page, await shelf(0), '库位')
      await scan(second.page, '6901234567892', '1 件')
      await scan(second.page, '19', '19 件')
      await second.page.keyboard.press('F2')
      await shows(second.page, '盘完')

      await lead.page.goto(count)
      await lead.page.getByRole('link', { name: '复核差异' }).click()
      await expectNoAxeViolations(lead.page)
      await lead.page.locator('select[name^=verdict]').selectOption('ACCEPTED')
      await lead.page.getByRole('button', { name: '保存复核' }).click()
      await lead.page.getByText('请选择原因').first().waitFor()
      await lead.page.locator('select[name^=cause]').selectOption('LOST')
      await lead.page.getByRole('button', { name: '保存复核' }).click()
      await lead.page.getByText('已保存复核').waitFor()
      await lead.page.locator('summary', { hasText: '过账' }).click()
      await lead.page.locator('form[action$="/moves/post"] button[type=submit]').click()
      await lead.page.getByText('已过账').first().waitFor()
      const { locationId, id: skuId } = here.goods[0] ?? { locationId: 0, id: 0 }
      expect(await db.stockBalance.findFirst({ where: { locationId, skuId } })).toMatchObject({
        quantity: 19,
      })
      await lead.page.setViewportSize({ width: 360, height: 640 })
      for (const path of [
        count,
        `${count}/lines`,
        '/warehouse/counts',
        '/warehouse/counts/locations?part=all',
      ]) {
        await lead.page.goto(path)
        await expectNoSidewaysScroll(lead.page)
      }
      for (const seat of [lead, first, second]) {
        seat.complaints.expectNone(/status of 422/)
        await seat.context.close()
      }
    },
  )
})
