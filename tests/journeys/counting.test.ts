import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { db } from '../../src/database/client.ts'
import { addDays, dayOf, now } from '../../src/lib/dates.ts'
import type { Floor } from '../features/warehouse/terminal/floor.ts'
import { floor } from '../features/warehouse/terminal/floor.ts'
import { expectNoAxeViolations, expectNoSidewaysScroll } from '../setup/browser.ts'
import type { Terminal } from '../setup/serve.ts'
import { Office } from '../setup/serve.ts'
import { alsoClerk, badgeFor, terminal } from '../setup/terminal.ts'

let here: Floor
let office: Office

beforeAll(async () => {
  here = await floor()
  await alsoClerk(here.cast, 'quality-inspector')
  await here.gun.post('sign-out')
  office = await Office.open(here.app)
}, 120_000)
afterAll(() => office.close())

async function clerkAt(secret: string, badge: string): Promise<Terminal> {
  const desk = await office.terminal(secret)
  await desk.signIn(badge)
  return desk
}

/** The clerk scans, and reads the answer. */
async function scan(desk: Terminal, code: string, shown: string | RegExp): Promise<void> {
  await desk.scan(code)
  await desk.shows(shown)
}

const shelf = async (i: number): Promise<string> =>
  (await db.location.findUniqueOrThrow({ where: { id: here.goods[i]?.locationId ?? 0 } })).code

describe('a stock count', () => {
  it(
    'is planned by the lead, counted and counted again by gun and keys alone, judged and posted',
    { timeout: 180_000 },
    async () => {
      const lead = await office.seat('operations-lead')
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
      await scan(first, '7', '盘点')
      await scan(first, await shelf(0), '库位')
      await scan(first, '6901234567892', '1 件')
      await scan(first, '16901234567899', '6 件')
      await scan(first, '19', '19 件')
      await first.page.reload()
      await first.page.waitForSelector('[data-ready]')
      await expectNoAxeViolations(first.page)
      await scan(first, await shelf(1), '盘完了')
      await scan(first, await shelf(1), `库位 ${await shelf(1)}`)
      await scan(first, here.goods[1]?.code ?? '', '1 件')
      await scan(first, '20', '20 件')
      await first.page.keyboard.press('F2')
      await first.shows('盘完')
      await scan(first, await shelf(0), '要换一个人复盘')

      const badge = await badgeFor(here.cast, 'quality-inspector')
      const second = await clerkAt((await terminal('二号台')).secret, badge)
      await scan(second, await shelf(0), '库位')
      await scan(second, '6901234567892', '1 件')
      await scan(second, '19', '19 件')
      await second.page.keyboard.press('F2')
      await second.shows('盘完')

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
      for (const seat of [lead, first, second]) seat.complaints.expectNone(/status of 422/)
    },
  )
})
