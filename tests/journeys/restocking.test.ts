import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { db } from '../../src/database/client.ts'
import { system } from '../../src/actor.ts'
import { post } from '../../src/features/warehouse/stock/ledger.ts'
import { addDays, dayOf, moment, now } from '../../src/lib/dates.ts'
import { deed } from '../../src/work/act.ts'
import { expectNoAxeViolations } from '../setup/browser.ts'
import { castIn } from '../setup/cast.ts'
import { location, sku, supplier } from '../setup/goods.ts'
import { order } from '../setup/orders.ts'
import type { Seat } from '../setup/serve.ts'
import { Office } from '../setup/serve.ts'
import { testApp } from '../setup/web.ts'

let office: Office
let seat: Seat
let page: Page
const GOODS = [
  { code: 'CUP-500-BL', perDay: 2 },
  { code: 'LID-500', perDay: 1 },
]

beforeAll(async () => {
  const cast = await castIn()
  const shelf = await location('STORAGE', 'A-01')
  const { id: supplierId } = await supplier({ name: '杭州杯具厂', leadDays: 5 })
  for (const [i, { code, perDay }] of GOODS.entries()) {
    const { id: skuId } = await sku({ code })
    await db.supplierOffer.create({ data: { supplierId, skuId, preferred: true, createdAt: now() } })
    const paper = { noun: 'warehouse/receipts', subjectId: i + 1 }
    await deed({ actor: system('test'), at: moment(addDays(dayOf(now()), -20)) }, (act) =>
      post(act, paper, [{ skuId, locationId: shelf.id, quantity: 4, reason: 'RECEIPT' }]),
    )
    for (let day = 1; day <= 20; day += 1) {
      const paidAt = moment(addDays(dayOf(now()), -day), 12 * 60)
      for (let n = 0; n < perDay; n += 1)
        await order(cast.shopId, { codes: [code], paidAt, status: 'FINISHED' })
    }
  }
  office = await Office.open(testApp())
  seat = await office.seat('operations-lead')
  page = seat.page
}, 120_000)
afterAll(() => office.close())

describe('who buys', () => {
  it('finds what runs low, and the work to do', async () => {
    await page.goto('/warehouse/restocks')
    await page.getByRole('button', { name: '重新计算' }).click()
    await expect(page.locator('main').innerText()).resolves.toMatch(/新提出\s+2 条/)
    await page.goto('/')
    await expect(page.locator('main').innerText()).resolves.toContain('补货：CUP-500-BL')
  })

  it('reads the formula with its numbers', async () => {
    await page.goto('/warehouse/restocks')
    await page.locator('tr', { hasText: 'CUP-500-BL' }).locator('a').first().click()
    const text = await page.locator('main').innerText()
    // Two a day: 5 + 14 days, 7 days' safety, 4 there.
    expect(text).toContain('38（2.00 × 100% × (5 + 14) 天） + 安全库存 14 − 可用 4 − 在途 0 = 48 件')
    await expectNoAxeViolations(page)
  })

  it('orders both at once, one in another quantity, and must say why', async () => {
    await page.getByRole('link', { name: '采纳并下单' }).click()
    const lid = page.locator('.form-control[name^="quantity"]').nth(1)
    await lid.fill('24')
    await page.getByRole('button', { name: '下单，生成到货单' }).click()
    await expect(page.locator('main').innerText()).resolves.toContain('改了数量，请写明原因')
    await page.locator('[name^="reason"]').nth(1).fill('整箱便宜')
    await page.getByRole('button', { name: '下单，生成到货单' }).click()
    await page.waitForURL(/\/warehouse\/deliveries\/\d+$/)
    const text = await page.locator('main').innerText()
    expect(text).toContain('杭州杯具厂')
    expect(text).toContain('2 种 72 件')
  })

  it('has nothing left to do, and finds the delivery from the proposals', async () => {
    await page.goto('/warehouse/restocks')
    await expect(page.locator('main').innerText()).resolves.toContain('没有补货建议')
    await page.goto('/warehouse/restocks?part=ordered')
    const text = await page.locator('#list tbody').innerText()
    expect(text).toContain('改量采纳')
    expect(text).toMatch(/DH\d{8}-0001/)
  })

  it('sees what stock does as numbers and as a picture of the same numbers', async () => {
    await page.goto('/warehouse/stock-figures/ageing')
    await page.locator('.ho-chart canvas').waitFor({ state: 'visible' })
    await expect(page.locator('#list tbody').innerText()).resolves.toContain('LID-500')
    const drawn: unknown = await page.evaluate(`
      document.querySelector('.ho-chart canvas').getContext('2d').getImageData(0, 0, 400, 200).data.some((value) => value > 0)`)
    expect(drawn).toBe(true)
    await expectNoAxeViolations(page)
    // The order that was refused for want of a reason.
    seat.complaints.expectNone(/422/)
  })
})
