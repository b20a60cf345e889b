import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { alibabaOrders } from '../../../../../src/features/orders/imports/kinds/alibaba-orders.ts'
import { orderOf } from '../../../../../src/features/orders/imports/kinds/market-order.ts'
import { orderItems } from '../../../../../src/features/orders/imports/kinds/order-items.ts'
import { orderList } from '../../../../../src/features/orders/imports/kinds/order-list.ts'
import { products } from '../../../../../src/features/orders/imports/kinds/products.ts'
import { mapColumns } from '../../../../../src/features/orders/imports/reading/header.ts'
import { defaultLimits } from '../../../../../src/features/orders/imports/reading/limits.ts'
import { openTable } from '../../../../../src/features/orders/imports/reading/open.ts'
import { fileSource, readRange } from '../../../../../src/features/orders/imports/reading/source.ts'
import { firstRows } from '../../../../../src/features/orders/imports/reading/table.ts'
import { csv, kinds, recognized, rowsOf, sourceOf } from '../files.ts'

const sample = (name: string) =>
  fileSource(fileURLToPath(new URL(`../../../../samples/${name}`, import.meta.url)), name)

describe('the sample', () => {
  it.each([
    ['ExportOrderList202611200001.csv', 'ORDER_LIST', 'G5', 'gb18030', null, 10],
    ['ExportOrderDetailList202611200001.csv', 'ORDER_ITEMS', 'I2', 'gb18030', null, 14],
    ['ExportOrderList26500000001.xlsx', 'ORDER_LIST', 'G6', null, 'export', 10],
    ['ExportOrderDetailList26500000002.xlsx', 'ORDER_ITEMS', 'I3', null, 'export', 14],
    ['ExportOrderList202403250001.csv', 'ORDER_LIST', 'G5', 'gb18030', null, 3],
    ['ExportOrderList30000000001.xlsx', 'ORDER_LIST', 'G6', null, 'export', 3],
    ['ExportOrderDetailList30000000002.xlsx', 'ORDER_ITEMS', 'I3', null, 'export', 2],
    ['ExportOrderDetailList201903120001.csv', 'ORDER_ITEMS', 'I1', 'gb18030', null, 2],
    ['退款单_20260615.xlsx', 'REFUNDS', 'R3', null, 'Sheet1', 2],
  ])('%s goes in whole', async (name, key, generation, encoding, sheet, count) => {
    const source = await sample(name)
    expect(await recognized(source)).toMatchObject({
      ...{ kind: key, generation, encoding, sheet, headerRow: 1 },
      columns: { unknown: [], missingForNew: [] },
    })
    const kind = kinds.find((entry) => entry.key === key)
    const rows = await rowsOf(source, kind!)
    expect(rows.flatMap((row) => row.bad ?? [])).toEqual([])
    expect(rows).toHaveLength(count)
  })

  it('taobao_zhuli_goods_list.csv goes in whole, rewritten in UTF-8', async () => {
    const file = await sample('taobao_zhuli_goods_list.csv')
    const text = new TextDecoder('utf-16le').decode(await readRange(file, 0, file.size))
    const source = sourceOf(text, file.name)
    expect(await recognized(source)).toMatchObject({
      ...{ kind: 'PRODUCTS', generation: 'P1', delimiter: '\t', headerRow: 3 },
      columns: { unknown: [], missingForNew: [] },
    })
    const rows = await rowsOf(source, products)
    expect(rows.flatMap((row) => row.bad ?? row.doubts ?? [])).toEqual([])
    expect(rows.map((row) => row.good)).toMatchObject([
      { platformItemId: '800000000001', outerCode: 'BOX-01', quantity: 100, skuCount: 1 },
    ])
  })

  it('1688_订单列表_sample.xlsx goes in whole, its merged cells written out', async () => {
    const { sheets } = await openTable(await sample('1688_订单列表_sample.xlsx'), defaultLimits)
    expect(sheets.map(({ name }) => name)).toEqual(['订单列表'])
    const [heading, ...data] = (await firstRows(sheets[0]!, 10)).map(({ cells }) => cells)
    const inherited = mapColumns(alibabaOrders, heading ?? [])
      .fields.filter(({ field }) => alibabaOrders.fillDown?.includes(field))
      .flatMap(({ positions }) => positions)
    const whole = data.map((cells) =>
      (heading ?? []).map((_, at) => cells[at] || (inherited.includes(at) ? (data[0]?.[at] ?? '') : '')),
    )
    const source = sourceOf(csv([heading ?? [], ...whole]))
    expect(await recognized(source)).toMatchObject({
      ...{ kind: 'ALIBABA_ORDERS', generation: 'B1' },
      columns: { unknown: [], missingForNew: [] },
    })
    const rows = await rowsOf(source, alibabaOrders)
    expect(rows.flatMap((row) => row.bad ?? row.doubts ?? [])).toEqual([])
    const orders = rows.flatMap(({ good }) => (good ? [orderOf(good)] : []))
    expect(orders[0]).toMatchObject({ totalFen: 30_500, paidFen: 30_500, statusMapped: 'FINISHED' })
    expect(orders).toEqual([orders[0], orders[0]])
  })

  it('order list and item file tell the same of ten orders', async () => {
    const orders = await rowsOf(await sample('ExportOrderList202611200001.csv'), orderList)
    const chosen = await rowsOf(await sample('ExportOrderList26500000001.xlsx'), orderList)
    const lines = await rowsOf(await sample('ExportOrderDetailList26500000002.xlsx'), orderItems)
    for (const [index, { good: order }] of orders.entries()) {
      const own = lines.flatMap(({ good }) =>
        good?.platformOrderId === order?.platformOrderId && good ? [good] : [],
      )
      expect(own.reduce((sum, line) => sum + (line.paidFen ?? 0), 0)).toBe(order?.paidFen)
      expect(own.reduce((sum, line) => sum + (line.quantity ?? 0), 0)).toBe(order?.quantityTotal)
      expect(own.map((line) => line.ordinal)).toEqual(own.map((_, place) => place + 1))
      expect(new Set(own.map((line) => line.statusMapped))).toEqual(new Set([order?.statusMapped]))
      const { platformOrderId, paymentId, paidFen, status, createdAt, paidAt, sellerMemo, shippedAt } =
        order ?? {}
      expect(chosen[index]?.good).toMatchObject({
        ...{ platformOrderId, paymentId, paidFen, status, createdAt, paidAt, sellerMemo, shippedAt },
        masked: false,
      })
    }
  })

  it('items are the same in the old and the new layout', async () => {
    const old = await rowsOf(await sample('ExportOrderDetailList202611200001.csv'), orderItems)
    const now = await rowsOf(await sample('ExportOrderDetailList26500000002.xlsx'), orderItems)
    for (const [index, { good }] of old.entries()) expect(now[index]?.good).toMatchObject(good ?? {})
  })

  it('shows what the warehouse must mind', async () => {
    const orders = await rowsOf(await sample('ExportOrderList202611200001.csv'), orderList)
    const lines = await rowsOf(await sample('ExportOrderDetailList26500000002.xlsx'), orderItems)
    const good = orders.map((row) => row.good)
    expect(good[3]?.buyerMessage).toBe('请在周五前送到，谢谢')
    expect(good[4]?.sellerMemo).toBe('加送小样；换成顺丰\n地址已确认')
    expect([good[1]?.buyerNick, good[1]?.receiverAddress]).toEqual([
      good[2]?.buyerNick,
      good[2]?.receiverAddress,
    ])
    expect(good[8]).toMatchObject({ statusMapped: 'UNPAID', paidFen: 0, paidAt: undefined })
    expect(good[9]).toMatchObject({
      statusMapped: 'SHIPPED',
      trackingNumber: '78900000009910',
      carrier: '中通快递',
    })
    expect(good.every((order) => order?.masked)).toBe(true)
    const applied = lines.filter((row) => row.good?.refundStatusMapped === 'APPLIED')
    expect(applied.map((row) => [row.good?.platformOrderId, row.good?.refundFen])).toEqual([
      ['461000000000001007', 12_800],
    ])
  })
})
