import { readFileSync, writeFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import exceljs from 'exceljs'
import iconv from 'iconv-lite'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { db } from '../../src/database/client.ts'
import { setBuyerKey } from '../../src/features/orders/buyers/seal.ts'
import { openUploads } from '../../src/web/uploads.ts'
import { castIn } from '../setup/cast.ts'
import type { Seat } from '../setup/serve.ts'
import { Office } from '../setup/serve.ts'
import { testFolder } from '../setup/test-folder.ts'
import { testApp } from '../setup/web.ts'

const folder = testFolder()
const ITEMS = resolve(import.meta.dirname, '../samples/ExportOrderDetailList202611200001.csv')
const LIST = resolve(import.meta.dirname, '../samples/ExportOrderList202611200001.csv')

let office: Office
let seat: Seat
let page: Page

beforeAll(async () => {
  setBuyerKey(Buffer.alloc(32, 3))
  await openUploads(folder.path, 50)
  await castIn()
  office = await Office.open(testApp())
  seat = await office.seat('operations-specialist')
  page = seat.page
}, 60_000)
afterAll(async () => {
  await office.close()
  folder.remove()
})

/** The platform's own order list, in which somebody has spoilt the amounts of two orders. */
function spoiltList(): string {
  const text = iconv.decode(readFileSync(LIST), 'gb18030')
  const rows = text.split('\r\n')
  const spoilt = rows.map((row, i) =>
    i === 2 || i === 3 ? row.replace(/"\d+\.\d\d"|(?<=,)\d+\.\d\d/, '"约五十"') : row,
  )
  const file = join(folder.path, basename(LIST))
  writeFileSync(file, iconv.encode(spoilt.join('\r\n'), 'gb18030'))
  return file
}

/** A picture that somebody has given the ending of a table. */
function picture(): string {
  const file = join(folder.path, '商品截图.csv')
  writeFileSync(
    file,
    Buffer.from('89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de', 'hex'),
  )
  return file
}

/** Drags files from the computer onto the page and lets them go over the form. */
async function drop(files: readonly string[]): Promise<void> {
  const given = files.map((file) => ({
    name: basename(file),
    content: readFileSync(file).toString('base64'),
  }))
  const transfer = await page.evaluateHandle(`(() => {
    const data = new DataTransfer()
    for (const { name, content } of ${JSON.stringify(given)}) {
      data.items.add(new File([Uint8Array.from(atob(content), (byte) => byte.charCodeAt(0))], name))
    }
    return data
  })()`)
  await page.dispatchEvent('[data-file-drop]', 'drop', { dataTransfer: transfer })
}

async function upload(files: readonly string[]): Promise<void> {
  await seat.visit('/orders/imports/new')
  await drop(files)
  await page.click('button:has-text("上传并预览")')
  await page.waitForURL(/\/orders\/imports(?!\/new)/)
}

async function confirm(id: number): Promise<void> {
  await seat.visit(`/orders/imports/${id}`)
  await page.click('button:has-text("确认导入")')
  await expect.poll(async () => (await db.import.findUniqueOrThrow({ where: { id } })).state).toBe('DONE')
}

const importOf = (
  fileName: string,
): Promise<{ id: number; number: string; badCount: number; newCount: number }> =>
  db.import.findFirstOrThrow({ where: { fileName }, orderBy: { id: 'desc' } })

describe('a morning’s exports', () => {
  let fixed: string

  it('are dropped all at once; the one that is no table is named, and doesn’t hold up the others', async () => {
    await upload([spoiltList(), ITEMS, picture()])
    const notice = await seat.notice()
    expect(notice).toContain('2 个文件已收到，1 个文件不能导入')
    expect(notice).toContain('商品截图.csv')
    expect(notice).toContain('图片')
    const list = await importOf(basename(LIST))
    expect(list).toMatchObject({ badCount: 2, newCount: 8 })
    await seat.visit(`/orders/imports/${list.id}`)
    // What stands in the wrong cells is in the file only: it may be anybody's name.
    expect(await page.locator('main').innerText()).toContain('有问题的行')
    expect(await page.locator('main').innerText()).not.toContain('约五十')
    expect(await db.order.count()).toBe(0)
  })

  it('go in as far as they’re good', async () => {
    await confirm((await importOf(basename(LIST))).id)
    expect(await db.order.count()).toBe(8)
    seat.complaints.expectNone()
  })

  it('bring the bad rows back as the same table with the reasons, to be put right', async () => {
    const { id } = await importOf(basename(LIST))
    await seat.visit(`/orders/imports/${id}`)
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.click('a:has-text("下载问题行")'),
    ])
    expect(download.suggestedFilename()).toBe('ExportOrderList202611200001 问题行.xlsx')
    fixed = join(folder.path, download.suggestedFilename())
    await download.saveAs(fixed)
    const workbook = new exceljs.Workbook()
    await workbook.xlsx.readFile(fixed)
    const sheet = workbook.worksheets[0] as exceljs.Worksheet
    expect(sheet.rowCount).toBe(3)
    const headings = (sheet.getRow(1).values as unknown[]).map(String)
    const reasons = headings.indexOf('导入失败原因')
    for (const row of [sheet.getRow(2), sheet.getRow(3)]) {
      expect(row.getCell(reasons).text).toMatch(/：不是金额|：.+/)
      row.eachCell((cell) => {
        if (cell.text.includes('约五十')) cell.value = '50.00'
      })
    }
    await workbook.xlsx.writeFile(fixed)
  })

  it('take them again: no column has to be taken out, no order comes twice', async () => {
    await upload([fixed])
    const again = await importOf(basename(fixed))
    expect(again).toMatchObject({ badCount: 0, newCount: 2 })
    expect(await page.locator('main').innerText()).not.toContain('不认识，不会导入')
    await confirm(again.id)
    expect(await db.order.count()).toBe(10)
  })

  it('can be taken back one by one while nothing depends on them', async () => {
    const { id } = await importOf(basename(fixed))
    await seat.visit(`/orders/imports/${id}`)
    await page.click('summary:has-text("撤销导入")')
    await page.click('button:has-text("撤销导入"):visible')
    const ask = page.locator('dialog[open] button[type="submit"]')
    if (await ask.count()) await ask.click()
    await expect.poll(async () => (await db.import.findUniqueOrThrow({ where: { id } })).state).toBe('UNDONE')
    expect(await db.order.count()).toBe(8)
  })

  it('stand in the history with who brought them, what they did, and by what a file is known again', async () => {
    await seat.visit('/orders/imports')
    const rows = await page.locator('main tbody tr').allInnerTexts()
    expect(rows).toHaveLength(3)
    expect(rows[0]).toContain('已撤销')
    expect(rows[1]).toContain('待确认')
    expect(rows[2]).toContain('已导入')
    const { id } = await importOf(basename(LIST))
    await seat.visit(`/orders/imports/${id}`)
    const { sha256 } = await db.import.findUniqueOrThrow({ where: { id } })
    expect(await page.locator('main').innerText()).toContain(sha256.slice(0, 16))
    seat.complaints.expectNone()
  })
})
