import { resolve } from 'node:path'
import type { Page } from 'playwright-core'
import { groupBy } from '../../src/lib/groups.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { db } from '../../src/database/client.ts'
import { setBuyerKey } from '../../src/features/orders/buyers/seal.ts'
import { createProduct } from '../../src/features/catalog/products/actions.ts'
import { createSku } from '../../src/features/catalog/skus/actions.ts'
import { defineCode } from '../../src/features/catalog/merchant-codes/actions.ts'
import { createLocation } from '../../src/features/warehouse/locations/actions.ts'
import { createReceipt, moveReceipt } from '../../src/features/warehouse/receipts/actions.ts'
import { reportByCode } from '../../src/features/warehouse/quarantines/actions.ts'
import { cancelShipment, planShipments } from '../../src/features/warehouse/shipments/actions.ts'
import { prove } from '../../src/features/warehouse/stock/ledger.ts'
import { moment, setClock } from '../../src/lib/dates.ts'
import { openUploads } from '../../src/web/uploads.ts'
import { expectNoAxeViolations } from '../setup/browser.ts'
import type { Cast, Member } from '../setup/cast.ts'
import { MEMBERS, PASSWORD, actor, castIn } from '../setup/cast.ts'
import { order } from '../setup/orders.ts'
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
/** Goods of which every piece is set apart: no order wants them, and nobody may send them. */
const APART = { product: 'LAMP-03', name: '示例台灯', skus: ['LAMP-03-WH'], location: 'C-01-03' }
const barcodeOf = (sku: string): string => `6900${sku.replaceAll(/\W/g, '')}`

let cast: Cast
let office: Office
let desk: Desk

beforeAll(async () => {
  setClock(() => present)
  setBuyerKey(Buffer.alloc(32, 3))
  await openUploads(folder.path, 50)
  cast = await castIn()
  const lead = { actor: await actor(cast, 'operations-lead'), at: present }
  await createLocation(lead, { code: 'PACK-01', zone: '打包台', kind: 'PACKED', goodsClass: null })
  await createLocation(lead, { code: 'HOLD-01', zone: '隔离区', kind: 'QUARANTINE', goodsClass: null })
  for (const { product, name, skus, location } of [...GOODS, APART]) {
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
  const lines = [...GOODS, APART].flatMap(({ skus, location }) =>
    skus.map((sku) => ({ row: null, sku, location, quantity: 20 })),
  )
  const { id } = await createReceipt(clerk, { kind: 'OPENING', source: null, note: null, lines })
  await moveReceipt(clerk, await db.receipt.findUniqueOrThrow({ where: { id } }), 'post', null)
  await reportByCode(clerk, { sku: 'LAMP-03-WH', location: 'C-01-03', quantity: 20, reason: '破损' })
  office = await Office.open(testApp())
})
afterAll(async () => {
  await office.close()
  setClock()
  folder.remove()
})

/** What every SKU counts: pieces in the house, and of them promised to parcels. */
async function stock(): Promise<Record<string, [onHand: number, reserved: number]>> {
  const levels = await db.stockLevel.findMany({
    where: { quarantined: 0 },
    include: { sku: true },
    orderBy: { sku: { code: 'asc' } },
  })
  return Object.fromEntries(levels.map(({ sku, onHand, reserved }) => [sku.code, [onHand, reserved]]))
}

/** Keeps what the page sounds, note by note, where the test can read it. */
const LISTEN = `
  globalThis.heard = []
  const make = AudioContext.prototype.createOscillator
  AudioContext.prototype.createOscillator = function () {
    const note = make.call(this)
    const [start, stop] = [note.start.bind(note), note.stop.bind(note)]
    let from = 0
    note.start = (at) => start((from = at))
    note.stop = (at) => {
      heard.push(note.frequency.value + ' Hz ' + Math.round((at - from) * 100))
      stop(at)
    }
    return note
  }
`

/** The terminal in front of a clerk: a scan gun types fast and ends with Enter, keys say commands. */
class Desk {
  /** What was heard, by the title that stood above it. */
  readonly sounds = new Map<string, string>()

  constructor(readonly page: Page) {}

  /** The title of the answer. Two equal answers are two turns. */
  async scan(code: string): Promise<string> {
    return this.after(async () => {
      await this.page.keyboard.type(code)
      await this.page.keyboard.press('Enter')
    })
  }

  press(key: string): Promise<string> {
    return this.after(() => this.page.keyboard.press(key))
  }

  /** A scan that must not count, told by exactly these words and a sound of its own. */
  async refused(code: string, title: string): Promise<void> {
    expect(await this.scan(code)).toBe(title)
    const box = this.page.locator('[data-result]')
    expect(await box.getAttribute('class'), title).toContain('te-tone-wrong')
    const sound = await this.page.evaluate<string>('heard.join()')
    expect(sound, title).not.toBe('')
    this.sounds.set(title.replaceAll(/\d+/g, 'n'), sound)
  }

  private async after(deed: () => Promise<unknown>): Promise<string> {
    const box = this.page.locator('[data-result]')
    const turn = await box.getAttribute('data-turn')
    await this.page.evaluate('heard.length = 0')
    await deed()
    await expect.poll(() => box.getAttribute('data-turn'), { timeout: 15_000 }).not.toBe(turn)
    return box.locator('[data-result-title]').innerText()
  }
}

/** The figures on somebody's home page, as they're read there. */
async function figuresOf(member: Member): Promise<string[]> {
  const { page } = await office.seat(member)
  await page.goto('/')
  await expectNoAxeViolations(page)
  const figures = await page.locator('.ho-figure').allInnerTexts()
  return figures.map((text) =>
    text
      .split(/\s*\n\s*/)
      .slice(0, 2)
      .join(' '),
  )
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
    expect(await stock()).toEqual({
      'BOX-01-BK-L': [20, 5],
      'COAT-01-KH-L': [20, 1],
      'COAT-01-KH-M': [20, 2],
      'CUP-500-BL': [20, 1],
      'HOOK-01-WH': [20, 4],
      'NEW-99-GN': [20, 1],
      'SHIRT-02-WH-M': [20, 3],
    })
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

  it('is picked shelf by shelf at the terminal, by gun and keyboard alone, whatever is scanned wrongly', async () => {
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
    await page.addInitScript(LISTEN)

    await page.goto('/warehouse/terminal')
    await expectNoAxeViolations(page)
    await page.keyboard.type('1')
    await page.keyboard.press('Enter')
    await page.keyboard.type('739154')
    await page.keyboard.press('Enter')
    await page.waitForSelector('[data-terminal]')

    desk = new Desk(page)
    const wave = await db.wave.findFirstOrThrow()
    await page.goto('/warehouse/terminal/pick')
    await desk.refused('A-01-01', '请先扫波次号')
    expect(await desk.scan(wave.number)).toBe(`波次 ${wave.number}`)
    await desk.refused(barcodeOf('BOX-01-BK-L'), '请先扫库位')
    await desk.refused('C-01-03', '这个库位没有要拣的货')
    expect(await desk.scan('A-01-01')).toBe('库位 A-01-01')
    await expectNoAxeViolations(page)
    await desk.refused('6900000000001', '无法识别的条码')
    await desk.refused(barcodeOf('SHIRT-02-WH-M'), '库位不对')
    await desk.refused(barcodeOf('LAMP-03-WH'), '这件货在隔离中')
    await desk.refused('9', '请先扫商品')
    expect(await desk.scan(barcodeOf('COAT-01-KH-M'))).toMatch(/^1 \/ 2 示例风衣/)
    await desk.refused('9', '数量太多')
    expect(await desk.scan(barcodeOf('COAT-01-KH-M'))).toMatch(/^2 \/ 2 示例风衣/)
    await desk.refused(barcodeOf('COAT-01-KH-M'), '这款已经够了')
    expect(await desk.scan(barcodeOf('COAT-01-KH-L'))).toMatch(/^1 \/ 1 示例风衣/)
    await desk.refused('A-01-01', '这个库位已拣完')
    // On the other shelves a piece is scanned once and the rest counted by hand.
    for (const [place, sku, quantity] of [
      ['A-01-02', 'SHIRT-02-WH-M', 3],
      ['B-01-01', 'BOX-01-BK-L', 5],
      ['B-01-02', 'HOOK-01-WH', 4],
      ['C-01-01', 'CUP-500-BL', 1],
    ] as const) {
      expect(await desk.scan(place)).toBe(`库位 ${place}`)
      expect(await desk.scan(barcodeOf(sku))).toMatch(new RegExp(`^1 / ${quantity} `))
      if (quantity > 1) {
        expect(await desk.scan(String(quantity - 1))).toMatch(new RegExp(`^${quantity} / ${quantity} `))
      }
    }
    expect(await desk.scan('C-01-02')).toBe('库位 C-01-02')
    expect(await desk.scan(barcodeOf('NEW-99-GN'))).toBe('全部拣齐')
    expect(await desk.press('F2')).toBe('波次拣货完成')
    expect(await db.wave.findFirstOrThrow()).toMatchObject({ state: 'PICKED' })
    expect(await db.shipment.count({ where: { state: 'PICKED' } })).toBe(7)
  })

  it('is packed against every wrong scan and handed over', async () => {
    const { page } = desk
    const parcels = await db.shipment.findMany({
      where: { state: 'PICKED' },
      include: { lines: { include: { sku: true } } },
      orderBy: { id: 'asc' },
    })
    const [first, second] = parcels as [(typeof parcels)[number], (typeof parcels)[number]]
    const cancelled = await cancelledParcel()
    await page.goto('/warehouse/terminal/pack')
    await desk.refused(barcodeOf('COAT-01-KH-M'), '请先扫发货单')
    await desk.refused(cancelled, '订单已取消，不要发出')
    for (const [i, parcel] of parcels.entries()) {
      const label = `7812604200000${i}`
      expect(await desk.scan(parcel.number)).toBe(`包裹 ${parcel.number}`)
      const wanted = parcel.lines.reduce((sum, { quantity }) => sum + quantity, 0)
      if (parcel === first) {
        await desk.refused('6900000000001', '无法识别的条码')
        await desk.refused(barcodeOf('CUP-500-BL'), '不是本单商品')
        await desk.refused(barcodeOf('LAMP-03-WH'), '这件货在隔离中')
        await desk.refused('A-01-01', '这是库位 A-01-01')
        await desk.refused(second.number, '先完成当前包裹')
        await desk.refused(label, '还差 1 件')
        await expectNoAxeViolations(page)
      }
      const pieces = parcel.lines.flatMap(({ sku, quantity }) => Array<string>(quantity).fill(sku.code))
      for (const sku of pieces.slice(0, -1)) await desk.scan(barcodeOf(sku))
      expect(await desk.scan(barcodeOf(pieces.at(-1) ?? ''))).toBe(`已验齐 ${wanted} 件，请扫快递面单`)
      if (parcel === first) await desk.refused(barcodeOf(pieces[0] ?? ''), '这款已经够了')
      expect(await desk.scan(label)).toBe('已打包 中通快递')
      if (parcel === first) await desk.refused(parcel.number, '已经打包')
    }

    await page.goto('/warehouse/terminal/hand-over')
    await desk.refused(barcodeOf('CUP-500-BL'), '这是商品条码')
    await desk.refused(cancelled, '订单已取消，不要发出')
    for (const i of parcels.keys()) expect(await desk.scan(`7812604200000${i}`)).toBe(`第 ${i + 1} 件`)
    expect(await desk.press('F2')).toBe('确认交接 7 件？')
    expect(await desk.press('F2')).toBe('已交接 7 件 中通快递')
    expect(await db.shipment.count({ where: { state: 'SHIPPED' } })).toBe(7)
    await desk.refused(first.number, '已经发货')
    expect(desk.sounds.size).toBe(19)
    const alike = [...groupBy([...desk.sounds], ([, sound]) => sound).values()].filter(
      ({ length }) => length > 1,
    )
    expect(alike).toEqual([])
    const { complaints } = await office.seat('operations-lead')
    complaints.expectNone()
  })

  it('shows in the order, the stock, the history and the work done', async () => {
    const joined = await db.order.findFirstOrThrow({ where: { platformOrderId: { endsWith: '1002' } } })
    const seat = await office.seat('operations-specialist')
    const page = await seat.visit(`/orders/orders/${joined.id}`)
    expect(await page.locator('h1 .ho-badge').innerText()).toBe('已发货')
    expect(await stock()).toEqual({
      'BOX-01-BK-L': [15, 0],
      'COAT-01-KH-L': [19, 0],
      'COAT-01-KH-M': [18, 0],
      'CUP-500-BL': [19, 0],
      'HOOK-01-WH': [16, 0],
      'NEW-99-GN': [19, 0],
      'SHIRT-02-WH-M': [17, 0],
    })
    expect(await prove(db)).toEqual([])
    const parcel = await db.shipment.findFirstOrThrow({ orderBy: { id: 'asc' } })
    const deeds = await db.historyEntry.findMany({
      where: { noun: 'warehouse/shipments', subjectId: parcel.id },
      orderBy: { id: 'asc' },
    })
    expect(deeds.map(({ deed }) => deed)).toEqual(['plan', 'release', 'finish-picking', 'pack', 'hand-over'])
    expect(deeds.at(-1)).toMatchObject({ personId: cast.ids['warehouse-clerk'] })
    const open = await db.workItem.findMany({ where: { closedAt: null }, orderBy: { id: 'asc' } })
    // The goods set apart, the file that came twice, and what comes next: telling the platform.
    expect(open.map(({ noun, kind }) => `${noun} ${kind}`)).toEqual([
      'warehouse/quarantines OPEN',
      'orders/imports PREVIEW',
      expect.stringMatching(/^warehouse\/hand-overs SHIP_SHEET_\d+$/),
    ])
    seat.complaints.expectNone()
  })

  /** What must stand on the home pages of those concerned; the others have figures of other work. */
  const concerned: Partial<Record<Member, string[]>> = {
    owner: ['今日已发包裹 7', '待分波次 0'],
    'operations-lead': ['今日已发包裹 7', '待分波次 0'],
    'operations-specialist': ['今日付款 1,362.90元', '待审核订单 0', '未付款订单 1'],
    'service-lead': ['待审核订单 0', '未付款待跟进 1'],
    'service-agent': ['待审核订单 0', '未付款待跟进 1'],
    'data-analyst': ['今日付款 1,362.90元'],
    'warehouse-clerk': ['今日已发 7', '待拣货包裹 0', '待验货打包 0', '待交接快递 0'],
  }
  const team = MEMBERS.filter((member) => member !== 'stranger')

  it.each(team)('is told on the home page of the %s, as far as it concerns them', async (member) => {
    const figures = await figuresOf(member)
    expect(figures).toEqual(expect.arrayContaining(concerned[member] ?? []))
    const { complaints } = await office.seat(member)
    complaints.expectNone()
  })
})

/** A parcel of an order that its buyer took back before anything was picked: the number on its slip. */
async function cancelledParcel(): Promise<string> {
  const act = { actor: await actor(cast, 'operations-lead'), at: present }
  const { id } = await order(cast.shopId, { codes: ['HOOK-01'], paidAt: present })
  await planShipments(act, { orderIds: [id] })
  const parcel = await db.shipment.findFirstOrThrow({ where: { state: 'READY' } })
  await cancelShipment(act, parcel, '买家取消')
  return parcel.number
}
