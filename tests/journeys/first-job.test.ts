import { resolve } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { db } from '../../src/database/client.ts'
import { setBuyerKey } from '../../src/features/orders/buyers/seal.ts'
import { createProduct } from '../../src/features/catalog/products/actions.ts'
import { createSku } from '../../src/features/catalog/skus/actions.ts'
import { defineCode } from '../../src/features/catalog/merchant-codes/actions.ts'
import { createLocation } from '../../src/features/warehouse/locations/actions.ts'
import { createReceipt, moveReceipt } from '../../src/features/warehouse/receipts/actions.ts'
import { prove } from '../../src/features/warehouse/stock/ledger.ts'
import { moment, setClock } from '../../src/lib/dates.ts'
import { openUploads } from '../../src/web/uploads.ts'
import { expectNoAxeViolations } from '../setup/browser.ts'
import type { Cast } from '../setup/cast.ts'
import { PASSWORD, actor, castIn } from '../setup/cast.ts'
import { Office } from '../setup/serve.ts'
import { testFolder } from '../setup/test-folder.ts'
import { testApp } from '../setup/web.ts'

/** The files were exported in the night; the team begins in the morning of the same Friday. */
const present = moment('2026-11-20', 9 * 60 + 30)
const samples = ['ExportOrderList202611200001.csv', 'ExportOrderDetailList26500000002.xlsx'].map((name) =>
  resolve(import.meta.dirname, '../samples', name),
)
const folder = testFolder()

const GOODS = [
  {
    product: 'COAT-01',
    name: '示例风衣 春秋款',
    skus: ['COAT-01-KH-M', 'COAT-01-KH-L'],
    location: 'A-01-01',
  },
  { product: 'SHIRT-02', name: '示例衬衫 纯棉', skus: ['SHIRT-02-WH-M'], location: 'A-01-02' },
  { product: 'BOX-01', name: '示例收纳盒 大号', skus: ['BOX-01-BK-L'], location: 'B-01-01' },
  { product: 'HOOK-01', name: '示例挂钩', skus: ['HOOK-01-WH'], location: 'B-01-02' },
  { product: 'CUP-500', name: '示例保温杯 500ml', skus: ['CUP-500-BL'], location: 'C-01-01' },
  { product: 'NEW-99', name: '示例新品', skus: ['NEW-99-GN'], location: 'C-01-02' },
]
const barcodeOf = (sku: string): string => `6900${sku.replaceAll(/\W/g, '')}`

let cast: Cast
let office: Office

beforeAll(async () => {
  setClock(() => present)
  setBuyerKey(Buffer.alloc(32, 3))
  await openUploads(folder.path, 50)
  cast = await castIn()
  const lead = { actor: await actor(cast, 'operations-lead'), at: present }
  await createLocation(lead, { code: 'PACK-01', zone: '打包台', kind: 'PACKED', goodsClass: null })
  await createLocation(lead, { code: 'HOLD-01', zone: '隔离区', kind: 'QUARANTINE', goodsClass: null })
  for (const { product, name, skus, location } of GOODS) {
    await createLocation(lead, {
      code: location,
      zone: location.charAt(0),
      kind: 'STORAGE',
      goodsClass: null,
    })
    await createProduct(lead, {
      code: product,
      name,
      role: 'MAIN',
      category: null,
      brand: null,
      fabric: null,
      description: null,
    })
    for (const code of skus) {
      const barcodes = [{ code: barcodeOf(code), quantity: 1 }]
      await createSku(lead, {
        product,
        code,
        color: null,
        size: null,
        weight: null,
        homeLocation: location,
        barcodes,
      })
    }
  }
  await defineCode(lead, {
    shopId: cast.shopId,
    code: 'HOOK-01',
    components: [{ sku: 'HOOK-01-WH', quantity: 1 }],
  })
  const clerk = { ...lead, actor: await actor(cast, 'warehouse-clerk') }
  const lines = GOODS.flatMap(({ skus, location }) =>
    skus.map((sku) => ({ row: null, sku, location, quantity: 20 })),
  )
  const { id } = await createReceipt(clerk, { kind: 'OPENING', source: null, note: null, lines })
  await moveReceipt(clerk, await db.receipt.findUniqueOrThrow({ where: { id } }), 'post', null)
  office = await Office.open(testApp())
})
afterAll(async () => {
  await office.close()
  setClock()
  folder.remove()
})

/** A scan gun: types fast and ends with Enter. */
async function scan(page: Page, code: string): Promise<string> {
  const before = await page.locator('[data-result]').innerText()
  await page.keyboard.type(code)
  await page.keyboard.press('Enter')
  const result = page.locator('[data-result]')
  await expect.poll(() => result.innerText(), { timeout: 10_000 }).not.toBe(before)
  return result.innerText()
}

describe('the most frequent job of a storefront team', () => {
  it('begins when the specialist drops the two files, looks at what they would do, and confirms', async () => {
    const seat = await office.seat('operations-specialist')
    const page = await seat.visit('/orders/imports/new')
    await page.setInputFiles('input[type="file"]', samples)
    await page.click('button:has-text("上传并预览")')
    await page.waitForURL(/\/orders\/imports(?!\/new)/)
    const imports = await db.import.findMany({ orderBy: { id: 'asc' } })
    expect(imports.map(({ kind, rowCount, badCount, state }) => [kind, rowCount, badCount, state])).toEqual([
      ['ORDER_LIST', 10, 0, 'PREVIEW'],
      ['ORDER_ITEMS', 14, 0, 'PREVIEW'],
    ])
    expect(await db.order.count()).toBe(0)
    for (const { id } of imports) {
      await seat.visit(`/orders/imports/${id}`)
      await page.click('form[action$="/moves/confirm"] button, button:has-text("确认导入")')
      const ask = page.locator('dialog[open] button[type="submit"]')
      if (await ask.count()) await ask.click()
      await page.waitForLoadState('load')
    }
    expect(await db.order.count()).toBe(10)
    expect(await db.orderLine.count()).toBe(14)
    seat.complaints.expectNone()
  })

  it('changes nothing when the same file comes again, and says so', async () => {
    const { page } = await office.seat('operations-specialist')
    const before = await db.historyEntry.count({ where: { noun: 'orders/orders' } })
    await page.goto('/orders/imports/new')
    await page.setInputFiles('input[type="file"]', samples[0] as string)
    await page.click('button:has-text("上传并预览")')
    await page.waitForURL(/\/orders\/imports(?!\/new)/)
    const again = await db.import.findFirstOrThrow({ orderBy: { id: 'desc' } })
    expect([again.newCount, again.changedCount, again.unchangedCount]).toEqual([0, 0, 10])
    await page.goto(`/orders/imports/${again.id}`)
    expect(await page.locator('main').innerText()).toContain('这个文件导入过')
    expect(await db.historyEntry.count({ where: { noun: 'orders/orders' } })).toBe(before)
  })

  it('holds orders with message, memo or unknown code; service reviews what it can', async () => {
    const held = await db.orderReview.findMany({
      where: { state: 'HELD' },
      include: { order: true },
      orderBy: { id: 'asc' },
    })
    const reasons = Object.fromEntries(
      held.map(({ order, reasons }) => [order.platformOrderId.slice(-2), reasons]),
    )
    expect(reasons).toEqual({ '04': ['BUYER_MESSAGE'], '05': ['SELLER_MEMO'], '08': ['UNMATCHED_CODE'] })
    const seat = await office.seat('service-agent')
    for (const review of held.slice(0, 2)) {
      const page = await seat.visit(`/orders/reviews/${review.id}/release`)
      await page.fill('[name="instruction"]', review.order.sellerMemo ? '加送小样，发顺丰' : '周五前送到')
      await page.click('main form button[type="submit"]')
      await page.waitForURL(/\/orders\/reviews$/)
    }
    seat.complaints.expectNone()
    expect(await db.orderReview.count({ where: { state: 'HELD' } })).toBe(1)
  })

  it('waits for the unknown code until it is matched once; then the order goes by itself', async () => {
    const seat = await office.seat('operations-specialist')
    const page = await seat.visit('/orders/unmatched')
    await page.click('a:has-text("NEW-CODE-99")')
    await page.fill('[name="sku1"]', 'NEW-99-GN')
    await page.fill('[name="quantity1"]', '1')
    await page.click('main form button[type="submit"]')
    await expect.poll(() => db.orderReview.count({ where: { state: 'HELD' } }), { timeout: 10_000 }).toBe(0)
    expect(await db.merchantCode.count({ where: { shopId: cast.shopId, code: 'NEW-CODE-99' } })).toBe(1)
    seat.complaints.expectNone()
  })

  it('joins one buyer’s two orders into one parcel, leaves the refunded line out, reserves the goods', async () => {
    const parcels = await db.shipment.findMany({
      include: { lines: { include: { orderLine: { include: { order: true } }, sku: true } } },
      orderBy: { id: 'asc' },
    })
    const contents = parcels.map(({ lines }) =>
      lines
        .map(
          ({ orderLine, sku, quantity }) =>
            `${orderLine?.order.platformOrderId.slice(-2)} ${sku.code}×${quantity}`,
        )
        .sort(),
    )
    expect(contents.sort((a, b) => String(a).localeCompare(String(b)))).toEqual([
      ['01 COAT-01-KH-M×1'],
      ['02 BOX-01-BK-L×1', '02 SHIRT-02-WH-M×2', '03 HOOK-01-WH×3'],
      ['04 CUP-500-BL×1'],
      ['05 COAT-01-KH-L×1', '05 HOOK-01-WH×1', '05 SHIRT-02-WH-M×1'],
      ['06 BOX-01-BK-L×4'],
      ['07 COAT-01-KH-M×1'],
      ['08 NEW-99-GN×1'],
    ])
    expect(parcels.every(({ state }) => state === 'READY')).toBe(true)
    const cup = await db.stockLevel.findFirstOrThrow({ where: { sku: { code: 'CUP-500-BL' } } })
    expect(cup).toMatchObject({ onHand: 20, reserved: 1 })
  })

  it('goes to the warehouse when the lead releases a wave', async () => {
    const seat = await office.seat('operations-lead')
    const page = await seat.visit('/warehouse/shipments?part=ready')
    await page.locator('thead input[type="checkbox"]').first().check()
    await page.click('button:has-text("放行波次"), button:has-text("放入波次")')
    const ask = page.locator('dialog[open] button[type="submit"]')
    if (await ask.count()) await ask.click()
    await page.waitForLoadState('load')
    expect(await db.shipment.count({ where: { state: 'PICKING' } })).toBe(7)
    const wave = await db.wave.findFirstOrThrow()
    await seat.visit(`/warehouse/waves/${wave.id}/pick-list`)
    const text = await page.locator('body').innerText()
    expect(text.indexOf('A-01-01')).toBeLessThan(text.indexOf('B-01-01'))
    seat.complaints.expectNone()
  })

  it('is picked, packed against wrong scans, and handed over at the terminal, by keyboard alone', async () => {
    const clerk = await office.seat('warehouse-clerk')
    const own = await clerk.visit('/warehouse/badges/pin')
    await own.fill('[name="current"]', PASSWORD)
    await own.fill('[name="pin"]', '739154')
    await own.fill('[name="again"]', '739154')
    await own.click('main form button[type="submit"]')
    await own.waitForLoadState('load')

    const lead = await office.seat('operations-lead')
    const page = await lead.visit('/warehouse/devices/new')
    await page.fill('[name="name"]', '打包台 1')
    await page.click('main form button[type="submit"]')
    await page.waitForLoadState('load')

    await page.goto('/warehouse/terminal')
    await expectNoAxeViolations(page)
    await page.keyboard.type('1')
    await page.keyboard.press('Enter')
    await page.keyboard.type('739154')
    await page.keyboard.press('Enter')
    await page.waitForSelector('[data-terminal]')

    const wave = await db.wave.findFirstOrThrow()
    await page.goto('/warehouse/terminal/pick')
    await scan(page, wave.number)
    await page.keyboard.press('F2')
    // Nothing was scanned, all was picked by the paper list: finishing asks once more.
    await expect.poll(() => page.locator('[data-result]').innerText()).toMatch(/确认/)
    await page.keyboard.press('F2')
    await expect
      .poll(async () => (await db.wave.findFirstOrThrow()).state, { timeout: 10_000 })
      .toBe('PICKED')

    await page.goto('/warehouse/terminal/pack')
    const parcels = await db.shipment.findMany({
      include: { lines: { include: { sku: true } } },
      orderBy: { id: 'asc' },
    })
    for (const [i, parcel] of parcels.entries()) {
      await scan(page, parcel.number)
      if (i === 0) {
        expect(await scan(page, '6900000000001')).toMatch(/不认识|没有这个|未知|查不到/)
        expect(await scan(page, barcodeOf('CUP-500-BL'))).toMatch(/不是本单|不在这个包裹|不属于|没有这件/)
        await expectNoAxeViolations(page)
      }
      for (const { sku, quantity } of parcel.lines) {
        for (let n = 0; n < quantity; n++) {
          await page.keyboard.type(barcodeOf(sku.code))
          await page.keyboard.press('Enter')
        }
      }
      const wanted = parcel.lines.reduce((sum, { quantity }) => sum + quantity, 0)
      const checked = async (): Promise<number> =>
        (await db.shipmentLine.aggregate({ where: { shipmentId: parcel.id }, _sum: { checked: true } }))._sum
          .checked ?? 0
      await expect.poll(checked, { timeout: 15_000 }).toBe(wanted)
      await page.keyboard.type(`7812604200000${i}`)
      await page.keyboard.press('Enter')
      await expect
        .poll(async () => (await db.shipment.findUniqueOrThrow({ where: { id: parcel.id } })).state, {
          timeout: 15_000,
        })
        .toBe('PACKED')
    }

    await page.goto('/warehouse/terminal/hand-over')
    for (const i of parcels.keys()) {
      await scan(page, `7812604200000${i}`)
    }
    // Handing over asks once more.
    await page.keyboard.press('F2')
    await expect.poll(() => page.locator('[data-result]').innerText()).toMatch(/确认/)
    await page.keyboard.press('F2')
    await expect
      .poll(() => db.shipment.count({ where: { state: 'SHIPPED' } }), { timeout: 15_000 })
      .toBe(parcels.length)
    lead.complaints.expectNone(/40[0-9]/)
  })

  it('shows in the orders, the stock, the history and on everybody’s home page', async () => {
    const order = await db.order.findFirstOrThrow({ where: { platformOrderId: { endsWith: '1002' } } })
    const seat = await office.seat('operations-specialist')
    const page = await seat.visit(`/orders/orders/${order.id}`)
    expect(await page.locator('main').innerText()).toContain('已发货')
    const cup = await db.stockLevel.findFirstOrThrow({ where: { sku: { code: 'CUP-500-BL' } } })
    expect(cup).toMatchObject({ onHand: 19, reserved: 0 })
    expect(await prove(db)).toEqual([])
    const parcel = await db.shipment.findFirstOrThrow({ orderBy: { id: 'asc' } })
    const deeds = await db.historyEntry.findMany({
      where: { noun: 'warehouse/shipments', subjectId: parcel.id },
      orderBy: { id: 'asc' },
    })
    expect(deeds.map(({ deed }) => deed)).toEqual(['plan', 'release', 'finish-picking', 'pack', 'hand-over'])
    expect(deeds.at(-1)).toMatchObject({ personId: cast.ids['warehouse-clerk'] })
    expect(await db.workItem.count({ where: { noun: 'warehouse/shipments', closedAt: null } })).toBe(0)
    for (const member of [
      'owner',
      'operations-lead',
      'service-lead',
      'warehouse-clerk',
      'designer',
      'hr',
    ] as const) {
      const { page: home, complaints } = await office.seat(member)
      await home.goto('/')
      await expectNoAxeViolations(home)
      if (member !== 'operations-lead') complaints.expectNone()
    }
    expect(await (await office.seat('warehouse-clerk')).page.locator('main').innerText()).toContain(
      '今日已发',
    )
  })
})
