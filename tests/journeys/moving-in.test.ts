import { join } from 'node:path'
import exceljs from 'exceljs'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { db } from '../../src/database/client.ts'
import { setBuyerKey } from '../../src/features/orders/buyers/seal.ts'
import { openUploads } from '../../src/web/uploads.ts'
import { expectNoAxeViolations, expectNoSidewaysScroll } from '../setup/browser.ts'
import { castIn } from '../setup/cast.ts'
import { sku } from '../setup/goods.ts'
import { warehouse } from '../setup/parcels.ts'
import type { Seat } from '../setup/serve.ts'
import { Office } from '../setup/serve.ts'
import { testFolder } from '../setup/test-folder.ts'
import { testApp } from '../setup/web.ts'

const folder = testFolder()
let office: Office
let seat: Seat
let page: Page

beforeAll(async () => {
  setBuyerKey(Buffer.alloc(32, 3))
  await openUploads(folder.path, 50)
  await castIn()
  await warehouse()
  await sku({ code: 'CUP-RED' })
  office = await Office.open(testApp())
  seat = await office.seat('operations-lead')
  page = seat.page
}, 60_000)
afterAll(async () => {
  await office.close()
  folder.remove()
})

/** From a list to the template, filled in and brought back, up to the preview. */
async function bringFrom(
  list: string,
  name: string,
  rows: readonly (readonly (string | number)[])[],
): Promise<void> {
  await seat.visit(list)
  await page.click('main a:has-text("导入")')
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.click('a:has-text("下载表格模板")'),
  ])
  expect(download.suggestedFilename()).toBe(`${name}导入模板.xlsx`)
  const file = join(folder.path, download.suggestedFilename())
  await download.saveAs(file)
  const workbook = new exceljs.Workbook()
  await workbook.xlsx.readFile(file)
  for (const row of rows) workbook.worksheets[0]?.addRow([...row])
  await workbook.xlsx.writeFile(file)
  await expectNoAxeViolations(page)
  await page.setInputFiles('input[type=file]', file)
  await page.click('button:has-text("上传并预览")')
  await page.waitForURL(/\/orders\/imports\/\d+/)
  await expect.poll(async () => (await newest()).state).toBe('PREVIEW')
  await seat.visit(`/orders/imports/${(await newest()).id}`)
}

const newest = () => db.import.findFirstOrThrow({ orderBy: { id: 'desc' } })
const main = (): Promise<string> => page.locator('main').innerText()

async function confirm(): Promise<void> {
  await page.click('button:has-text("确认导入")')
  await expect.poll(async () => (await newest()).state).toBe('DONE')
}

describe('the day a warehouse moves in', () => {
  it('begins with the sheet of its shelves', async () => {
    await bringFrom('/warehouse/locations', '库位', [
      ['A-01-01', 'A 区', '存储', '杯子'],
      ['A-01-02', 'A 区', '', ''],
      ['A 01', 'A 区', '', ''],
    ])
    expect(await main()).toContain('库位编码只能是字母、数字和短横线')
    await confirm()
    expect(await db.location.count({ where: { zone: 'A 区' } })).toBe(2)
  })

  it('goes on with what lies there: every row says from what to what before it counts', async () => {
    await bringFrom('/warehouse/stock', '库存', [
      ['A-01-01', 'CUP-RED', 12],
      ['A-01-02', 'CUP-BLUE', 3],
    ])
    const text = await main()
    expect(text).toContain('0 → 12')
    expect(text).toContain('没有编码或条码是它的 SKU')
    await expectNoAxeViolations(page)
    await expectNoSidewaysScroll(page)
    await confirm()
    await seat.visit('/warehouse/movements?reason=IMPORT')
    expect(await main()).toContain('+12')
    await page.click(`main a:has-text("${(await newest()).number}")`)
    await page.waitForURL(/\/orders\/imports\/\d+/)
  })

  it('can be taken back while nothing has happened to the goods', async () => {
    await page.click('summary:has-text("撤销导入")')
    await page.click('button:has-text("撤销导入"):visible')
    const ask = page.locator('dialog[open] button[type="submit"]')
    if (await ask.count()) await ask.click()
    await expect.poll(async () => (await newest()).state).toBe('UNDONE')
    expect(await db.stockBalance.findFirst({ where: { quantity: { gt: 0 } } })).toBeNull()
    seat.complaints.expectNone()
  })
})
