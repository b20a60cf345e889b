import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { db } from '../../src/database/client.ts'
import { furnishHouse } from '../../src/house/furnish.ts'
import { matrix } from '../matrix/matrix.ts'
import type { Complaints } from '../setup/browser.ts'
import { expectNoAxeViolations, expectNoSidewaysScroll, listenForComplaints } from '../setup/browser.ts'
import type { Cast } from '../setup/cast.ts'
import { castIn } from '../setup/cast.ts'
import { Office } from '../setup/serve.ts'
import { SETUP_TOKEN, testApp } from '../setup/web.ts'

let office: Office

beforeAll(async () => {
  furnishHouse()
  office = await Office.open(testApp())
}, 120_000)
afterAll(() => office.close())

/** A browser in which nobody is signed in. */
async function stranger(): Promise<{ page: Page; complaints: Complaints }> {
  const page = await (await office.visitor()).newPage()
  return { page, complaints: listenForComplaints(page) }
}

/** Wide and light, narrow and dark. */
async function expectWellMade(page: Page): Promise<void> {
  await page.setViewportSize({ width: 1440, height: 900 })
  await expectNoAxeViolations(page)
  await page.setViewportSize({ width: 360, height: 780 })
  await page.emulateMedia({ colorScheme: 'dark' })
  await expectNoAxeViolations(page)
  await expectNoSidewaysScroll(page)
  await page.emulateMedia({ colorScheme: 'light' })
}

/** Sends a form of the page as it stands, past the browser's own checks; the status of the answer. */
async function send(page: Page, form: string): Promise<number | undefined> {
  const [answer] = await Promise.all([
    page.waitForResponse((response) => response.request().method() === 'POST'),
    page.waitForNavigation(),
    page.evaluate(`document.querySelector(${JSON.stringify(form)}).submit()`),
  ])
  return answer.status()
}

/** The browser itself complains about every answer that isn't a success. */
const STATUS = /status of (403|404|409|422)/

describe('before anybody is here', () => {
  it('the setup page is well made, also with what was typed wrongly', async () => {
    const { page, complaints } = await stranger()
    await page.goto(`/setup?token=${SETUP_TOKEN}`)
    await expectWellMade(page)
    expect(await send(page, 'form[action="/setup"]')).toBe(422)
    await expectWellMade(page)
    complaints.expectNone(STATUS)
  })
})

describe('for those who are', () => {
  let cast: Cast
  beforeAll(async () => {
    cast = await castIn()
  })

  it('the way in is well made, also for a wrong password', async () => {
    const { page, complaints } = await stranger()
    await page.goto('/login')
    await expectWellMade(page)
    await page.fill('[name="employeeNumber"]', 'hr')
    await page.fill('[name="password"]', 'not-the-password')
    expect(await send(page, 'form[action="/login"]')).toBe(422)
    await expectWellMade(page)
    complaints.expectNone(STATUS)
  })

  it('so is the page for a new password', async () => {
    const { page, complaints } = await office.seat('hr')
    await page.goto('/password')
    await expectWellMade(page)
    expect(await send(page, 'form[action="/password"]')).toBe(422)
    await expectWellMade(page)
    complaints.expectNone(STATUS)
  })

  it.each([
    [403, '/warehouse/devices/new', '您没有这项权限'],
    [404, '/warehouse/shipments/999999', '没有找到这个页面'],
    [404, '/nowhere', '没有找到这个页面'],
  ])('a page that answers %i is well made: %s', async (status, path, title) => {
    const { page, complaints } = await office.seat('warehouse-clerk')
    expect((await page.goto(path))?.status()).toBe(status)
    expect(await page.locator('h1').innerText()).toBe(title)
    await expectWellMade(page)
    complaints.expectNone(STATUS)
  })

  it('so is a form with what is wrong in it', async () => {
    const { page, complaints } = await office.seat('owner')
    await page.goto('/people/tasks/new')
    expect(await send(page, 'main form[method="post"]')).toBe(422)
    await expectWellMade(page)
    complaints.expectNone(STATUS)
  })

  it('so is a form on which somebody else was faster, with both versions', async () => {
    const { page, complaints } = await office.seat('owner')
    await page.goto(`/people/shops/${cast.shopId}/edit`)
    await page.fill('[name="name"]', '我改的名字')
    await db.shop.update({
      where: { id: cast.shopId },
      data: { version: { increment: 1 }, name: '别人改的' },
    })
    expect(await send(page, 'main form[method="post"]')).toBe(409)
    expect(await page.locator('main').innerText()).toContain('别人改的')
    expect(await page.inputValue('[name="name"]')).toBe('我改的名字')
    await expectWellMade(page)
    complaints.expectNone(STATUS)
  })

  it('so is the page that says that a move is not possible any more', async () => {
    const id = await matrix['warehouse/shipments']?.make?.(cast)
    const { page, complaints } = await office.seat('operations-lead')
    await page.goto(`/warehouse/shipments/${id}`)
    await db.shipment.updateMany({ where: { id }, data: { version: { increment: 1 } } })
    await page.evaluate(
      `document.querySelector('form[action*="/moves/"] [name="remark"]').value = '买家不要了'`,
    )
    expect(await send(page, 'form[action*="/moves/"]')).toBe(409)
    expect(await page.locator('h1').innerText()).toBe('内容已经变了')
    await expectWellMade(page)
    complaints.expectNone(STATUS)
  })
})
