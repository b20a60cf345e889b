import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { db } from '../../src/database/client.ts'
import { addDays, dayOf, now } from '../../src/lib/dates.ts'
import { level } from '../features/warehouse/shipments/flow.ts'
import type { Member } from '../setup/cast.ts'
import { castIn } from '../setup/cast.ts'
import { supplier } from '../setup/goods.ts'
import { stocked, warehouse } from '../setup/parcels.ts'
import type { Seat } from '../setup/serve.ts'
import { Office } from '../setup/serve.ts'
import { testApp } from '../setup/web.ts'

let office: Office
let goods: Awaited<ReturnType<typeof stocked>>
const seats: Seat[] = []

beforeAll(async () => {
  await castIn()
  await warehouse()
  goods = await stocked(10)
  const { id: supplierId } = await supplier({ name: '杭州杯具厂' })
  await supplier({ name: '另一家厂' })
  await db.supplierOffer.create({ data: { supplierId, skuId: goods.id, preferred: true, createdAt: now() } })
  office = await Office.open(testApp())
}, 120_000)
afterAll(() => office.close())

async function at(member: Member, path: string): Promise<Page> {
  const seat = await office.seat(member)
  if (!seats.includes(seat)) seats.push(seat)
  return seat.visit(path)
}

/** What the clerk finds broken on the shelf; where its page is. */
async function found(quantity: number): Promise<string> {
  const page = await at('warehouse-clerk', '/warehouse/quarantines/new')
  const shelf = await db.location.findUniqueOrThrow({ where: { id: goods.locationId } })
  await page.fill('[name="sku"]', goods.code)
  await page.fill('[name="location"]', shelf.code)
  await page.fill('[name="quantity"]', String(quantity))
  await page.selectOption('[name="problem"]', '破损')
  await page.getByRole('button', { name: '移入隔离区' }).click()
  await page.waitForURL(/\/warehouse\/quarantines\/\d+$/)
  return new URL(page.url()).pathname
}

const words = (page: Page): Promise<string> => page.locator('main').innerText()

describe('goods found broken on the shelf', () => {
  it('are sent to be repaired, come back broken, and go back to the supplier they came from', async () => {
    const path = await found(3)
    expect(await level(goods.id)).toMatchObject({ onHand: 10, quarantined: 3 })

    let page = await at('operations-lead', '/')
    expect(await words(page)).toContain('处理隔离货品')
    page = await at('operations-lead', path)
    await page.getByRole('link', { name: '送修返工' }).click()
    await page.fill('[name="reworkedBy"]', '鞋匠老李')
    await page.fill('[name="due"]', addDays(dayOf(now()), 5))
    await page.getByRole('button', { name: '送修返工' }).click()
    await page.waitForURL(`**${path}`)
    expect(await words(page)).toContain('返工中')

    await page.locator('summary', { hasText: '返工未成' }).click()
    const again = page.locator('form[action$="/moves/end-rework"]')
    await again.locator('[name="remark"]').fill('修不好')
    await again.locator('button[type="submit"]').click()
    await page.locator('main', { hasText: '待处理' }).waitFor()

    await page.getByRole('link', { name: '退回供应商' }).click()
    expect(await page.locator('[name="supplierId"] option:checked').innerText()).toBe('杭州杯具厂')
    await page.fill('[name="remark"]', '德邦 DPK1，下批货款抵扣')
    await page.getByRole('button', { name: '退回供应商' }).click()
    await page.waitForURL(`**${path}`)
    expect(await words(page)).toContain('已退回供应商')
    expect(await words(page)).toContain('德邦 DPK1，下批货款抵扣')
    expect(await level(goods.id)).toMatchObject({ onHand: 7, quarantined: 0 })

    page = await at('operations-lead', '/')
    expect(await words(page)).not.toContain('处理隔离货品')
  })

  it('whose cost nobody knows are written off when the lead agrees with the clerk', async () => {
    const path = await found(2)
    let page = await at('warehouse-clerk', path)
    await page.locator('summary', { hasText: '申请报损' }).click()
    const asking = page.locator('form[action$="/moves/ask-write-off"]')
    await asking.locator('[name="remark"]').fill('碎了')
    await asking.locator('button[type="submit"]').click()
    await page.locator('main', { hasText: '报损待批' }).waitFor()

    page = await at('operations-lead', '/')
    await page
      .getByRole('link', { name: /审批报损/ })
      .first()
      .click()
    await page.locator('summary', { hasText: '批准报损' }).click()
    await page.locator('form[action$="/moves/approve-write-off"] button[type="submit"]').click()
    await page.locator('main', { hasText: '已报损' }).waitFor()
    expect(await level(goods.id)).toMatchObject({ onHand: 5, quarantined: 0 })
  })

  it('leave nothing to complain of in any of the browsers', () => {
    expect(seats).toHaveLength(2)
    for (const { complaints } of seats) complaints.expectNone()
  })
})
