import { load } from 'cheerio'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { db } from '../../src/database/client.ts'
import { applyOrderChanges } from '../../src/features/warehouse/shipments/actions.ts'
import { code128 } from '../../src/lib/code128.ts'
import { crewOf, picked } from '../features/warehouse/shipments/flow.ts'
import { castIn } from '../setup/cast.ts'
import { order, program, stocked, warehouse } from '../setup/parcels.ts'
import { Office } from '../setup/serve.ts'
import { testApp } from '../setup/web.ts'

/** A4 between margins of 12 mm, in CSS pixels. */
const PAPER_PX = Math.round((186 / 25.4) * 96)
const LONG = '示例加厚保暖可拆卸内胆连帽中长款工装外套秋冬新款情侣装宽松大码户外防风防泼水多口袋'

let office: Office
let page: Page
let wave: { id: number; number: string }
let parcels: { id: number; number: string }[]
let locations: string[]

beforeAll(async () => {
  const cast = await castIn()
  const crew = await crewOf(cast)
  await warehouse()
  const goods = [await stocked(9), await stocked(9)]
  const orders: { id: number }[] = []
  for (const { code } of goods) orders.push(await order([{ code, quantity: 2 }], { shopId: cast.shopId }))
  parcels = await picked(crew)
  await db.product.updateMany({ data: { name: LONG } })
  await db.sku.updateMany({ data: { color: '雾霾蓝拼雪山白（加绒）', size: '3XL（建议160-180斤）' } })
  // After picking one buyer moves, and the other changes her mind.
  const [moved, closed] = orders as [{ id: number }, { id: number }]
  await applyOrderChanges(program, [{ orderId: moved.id, kinds: ['ADDRESS'] }])
  await db.order.update({ where: { id: closed.id }, data: { status: 'CLOSED' } })
  await applyOrderChanges(program, [{ orderId: closed.id, kinds: ['CANCELLED'] }])
  wave = await db.wave.findFirstOrThrow()
  const places = await db.location.findMany({ where: { kind: 'STORAGE' }, orderBy: { code: 'asc' } })
  locations = places.map(({ code }) => code)
  office = await Office.open(testApp())
  page = await (await office.seat('warehouse-clerk')).visit(`/warehouse/waves/${wave.id}/pick-list`)
}, 120_000)
afterAll(() => office.close())

describe('a pick list', () => {
  it('bears the wave’s, every location’s and every parcel’s code as a barcode that says it', async () => {
    const sheet = load(await page.content())
    const printed = sheet('svg[role="img"]').toArray()
    const codes = printed.map((one) => [sheet(one).attr('aria-label'), sheet(one).find('path').attr('d')])
    const expected = [wave.number, ...locations, ...parcels.map(({ number }) => number)]
    expect(codes).toEqual(expected.map((code) => [`条码 ${code}`, code128(code)?.path]))
  })

  it('warns at the parcel whose address changed, or whose order was cancelled, after picking', () => {
    return expect(
      Promise.all(
        parcels.map(({ number }) => page.locator(`tr:has-text("${number}") td`).last().innerText()),
      ),
    ).resolves.toEqual([expect.stringContaining('收件信息已修改'), expect.stringContaining('订单已取消')])
  })

  it('fits an A4 page with the longest names, black on white, whatever the screen looks like', async () => {
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
    await page.setViewportSize({ width: PAPER_PX, height: 1000 })
    expect(await page.locator('main').innerText()).toContain(LONG)
    const wide = await page.evaluate<string[]>(`
      [...document.querySelectorAll('main, main *')]
        .filter((one) => one.getBoundingClientRect().right > innerWidth + 1 || one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).overflowX !== 'visible')
        .map((one) => one.tagName + ' ' + one.className)`)
    expect(wide).toEqual([])
    const colors = await page.evaluate<{ paper: string; ink: string[]; bars: string[] }>(`({
      paper: getComputedStyle(document.body).backgroundColor,
      ink: [...new Set([...document.querySelectorAll('main h1, main h2, main td, main th')].map((one) => getComputedStyle(one).color))],
      bars: [...new Set([...document.querySelectorAll('main svg path')].map((one) => getComputedStyle(one).fill))],
    })`)
    expect(colors.paper).toBe('rgb(255, 255, 255)')
    expect(colors.bars).toEqual(['rgb(0, 0, 0)'])
    for (const ink of colors.ink) {
      const channels = ink.match(/\d+/g)?.slice(0, 3).map(Number) ?? []
      expect(Math.max(...channels), ink).toBeLessThan(112)
    }
    expect(await page.locator('.ho-print-bar').isVisible()).toBe(false)
  })
})
