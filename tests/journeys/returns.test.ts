import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { db } from '../../src/database/client.ts'
import { followRefunds } from '../../src/features/warehouse/returns/actions.ts'
import { handOverShipments } from '../../src/features/warehouse/shipments/actions.ts'
import { level, packed } from '../features/warehouse/shipments/flow.ts'
import type { Floor } from '../features/warehouse/terminal/floor.ts'
import { floor, want } from '../features/warehouse/terminal/floor.ts'
import { expectNoAxeViolations, expectNoSidewaysScroll } from '../setup/browser.ts'
import { program } from '../setup/parcels.ts'
import { PICTURE } from '../setup/picture.ts'
import { refund } from '../setup/returns.ts'
import type { Terminal } from '../setup/serve.ts'
import { Office } from '../setup/serve.ts'

/** A carton-free code of the first goods. */
const PIECE = '6901234567892'
const WAY_BACK = 'YT9900000000001'

let here: Floor
let office: Office
let desk: Terminal
let page: Page

/** Two of the first goods were sent and are on their way back; the terminal in front, nobody signed in. */
beforeAll(async () => {
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
  office = await Office.open(here.app)
  desk = await office.terminal(here.gun.secret)
  page = desk.page
}, 120_000)
afterAll(() => office.close())

describe('a return with one wrong piece', () => {
  it('is taken back by gun and keys alone, and a lead decides what becomes of the piece', async () => {
    await desk.signIn(here.badge)
    await desk.scan('8')
    await desk.shows('退货验收')
    await expectNoAxeViolations(page)
    await desk.scan(PIECE)
    await desk.shows('请先扫退回包裹的运单')
    await desk.scan(WAY_BACK)
    await desk.shows('退货 TH')
    await desk.scan(PIECE)
    await desk.shows('良品还是次品')
    await expectNoAxeViolations(page)
    await expectNoSidewaysScroll(page)
    await page.keyboard.press('F2')
    await desk.shows('良品 1 件')
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.keyboard.press('F6')])
    await chooser.setFiles({ name: '破损.png', mimeType: 'image/png', buffer: PICTURE })
    await desk.shows('已保存 1 张照片')
    expect(await db.photo.count({ where: { noun: 'warehouse/returns' } })).toBe(1)
    await desk.scan(here.goods[2]?.code ?? '')
    await desk.shows('不是这张退货单的商品')
    await page.keyboard.press('F2')
    await desk.shows('错件 1 件')
    await page.keyboard.press('F2')
    await desk.shows('还缺 1 件')
    await page.setViewportSize({ width: 360, height: 740 })
    await expectNoSidewaysScroll(page)
    await page.emulateMedia({ colorScheme: 'dark' })
    await expectNoAxeViolations(page)
    await page.keyboard.press('F2')
    await desk.shows('已验收 TH')
    expect(await level(here.goods[0]?.id ?? 0)).toMatchObject({ onHand: 19, quarantined: 0 })
    expect(await level(here.goods[2]?.id ?? 0)).toMatchObject({ onHand: 21, quarantined: 1 })

    const lead = await office.seat('operations-lead')
    page = lead.page
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
    for (const { complaints } of [desk, lead]) complaints.expectNone()
  })
})
