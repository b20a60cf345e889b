import { describe, expect, it } from 'vitest'
import { stockFile } from '../../../../../src/features/warehouse/stock/imports/kind.ts'
import { recognize } from '../../../../../src/features/orders/imports/reading/recognize.ts'
import { csv, kinds, rowsOf, sourceOf } from '../../../orders/imports/files.ts'

const read = (rows: readonly (readonly string[])[]) => rowsOf(sourceOf(csv(rows), '库存.csv'), stockFile)
const HEADINGS = ['库位编码', 'SKU 编码', '数量']

describe('a sheet of stock', () => {
  it('says how many pieces of a SKU lie at a location, zero too', async () => {
    const [some, none] = await read([HEADINGS, ['a-01', 'CUP-RED', '1,200'], ['A-02', 'CUP-RED', '0.0']])
    expect(some?.good).toEqual({ location: 'A-01', sku: 'CUP-RED', quantity: 1200 })
    expect(none?.good).toEqual({ location: 'A-02', sku: 'CUP-RED', quantity: 0 })
  })

  it('is understood with the words of other systems', async () => {
    const [row] = await read([
      ['货位', '商家编码', '商品名称', '实盘数量'],
      ['A-01', 'CUP-RED', '杯子', '3'],
    ])
    expect(row?.good).toEqual({ location: 'A-01', sku: 'CUP-RED', quantity: 3 })
  })

  it.each([
    [['A-01', 'CUP', '1.5'], '数量', '不是整数'],
    [['A-01', 'CUP', '十'], '数量', '不是整数'],
    [['A-01', 'CUP', '-1'], '数量', '数量不能是负数'],
    [['A-01', 'CUP', '1000001'], '数量', '数量超过了 1,000,000'],
    [['A-01', 'CUP', ''], '数量', expect.any(String)],
    [['A-01', '', '1'], 'SKU 编码', expect.any(String)],
    [['A 01', 'CUP', '1'], '库位编码', '库位编码只能是字母、数字和短横线，例如 A-01-02'],
  ])('refuses %j at its column', async (cells, column, reason) => {
    const [row] = await read([HEADINGS, cells])
    expect(row?.bad).toEqual([expect.objectContaining({ column, reason })])
  })

  it('takes a SKU at a location once only', async () => {
    const [, twice] = await read([HEADINGS, ['A-01', 'CUP', '1'], ['a-01', 'CUP', '2']])
    expect(twice?.bad?.[0]?.reason).toBe('库位和 SKU与第 2 行重复')
  })

  it.each([
    ['movements', ['时间', 'SKU 编码', '原因', '库位', '数量', '单据', '经手人']],
    ['locations', ['库位编码', '库区', '用途', '存放货品', 'SKU', '现有']],
    ['lines of orders', ['订单编号', '商家编码', '数量', '货位']],
  ])('isn’t taken for a list of %s', async (_what, headings) => {
    const answer = await recognize(sourceOf(csv([headings, headings.map(() => '1')])), kinds)
    expect(answer).not.toMatchObject({ kind: 'STOCK' })
  })
})
