import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterAll, describe, expect, it } from 'vitest'
import { orderItems as itemsKind } from '../../../../../src/features/orders/imports/kinds/order-items.ts'
import { orderList as listKind } from '../../../../../src/features/orders/imports/kinds/order-list.ts'
import { defaultLimits } from '../../../../../src/features/orders/imports/reading/limits.ts'
import { readRows } from '../../../../../src/features/orders/imports/reading/rows.ts'
import { fileSource } from '../../../../../src/features/orders/imports/reading/source.ts'
import {
  type FileRow,
  csv,
  gb18030,
  html,
  orderItems,
  orderList,
  recognized,
  rowsOf,
  sourceOf,
  table,
  utf16,
  wrapped,
} from '../files.ts'
import { xls } from '../xls-file.ts'
import { zipFile } from '../zip-file.ts'

const listRows = (...rows: readonly FileRow[]) => rowsOf(sourceOf(csv(orderList(...rows))), listKind)
const itemRows = (...rows: readonly FileRow[]) => rowsOf(sourceOf(csv(orderItems(...rows))), itemsKind)
const id = (n: number) => wrapped(`46100000000000${1000 + n}`)

describe('the rows of a file', () => {
  it('are numbered as a spreadsheet numbers them: blank rows count, breaks within cells do not', async () => {
    const [headings = [], first = [], second = []] = orderList(
      { 订单编号: id(1), 商家备注: '加送小样\n地址已确认' },
      { 订单编号: id(2) },
    )
    const rows = await rowsOf(sourceOf(csv([['说明'], headings, first, [], second])), listKind)
    expect(rows.map((row) => row.rowNumber)).toEqual([3, 5])
    expect(rows[0]?.good?.sellerMemo).toBe('加送小样\n地址已确认')
    expect(rows[0]?.cells[0]).toBe(id(1))
  })

  it('leave out sums, comments and blank rows', async () => {
    const [headings = [], row = []] = orderList({})
    const others = [['合计', '199.00'], ['总计'], ['# 导出时间：2026-11-20'], ['\t', ' ']]
    const content = table([headings, row, ...others])
    expect(await rowsOf(sourceOf(content), listKind)).toHaveLength(1)
  })

  it('name all faults of a row with column, value and reason', async () => {
    const [row] = await listRows({
      订单编号: 'x1',
      买家实付金额: '一百元',
      订单创建时间: '2026-02-30 10:00:00',
    })
    expect(row?.good).toBeUndefined()
    expect(row?.bad).toEqual([
      { column: '订单编号', value: 'x1', reason: '不是编号，应为 8 到 32 位数字' },
      { column: '买家实付金额', value: '一百元', reason: '不是金额' },
      { column: '订单创建时间', value: '2026-02-30 10:00:00', reason: '这个时间不存在' },
    ])
  })

  it('that are good go on beside bad ones', async () => {
    const rows = await listRows({ 订单编号: id(1) }, { 订单编号: '' }, { 订单编号: id(3) })
    expect(rows.map((row) => row.good?.platformOrderId ?? row.bad?.[0]?.reason)).toEqual([
      '461000000000001001',
      '没有填写',
      '461000000000001003',
    ])
  })

  it('of a text file are bad when they are cut short or have fallen apart', async () => {
    const [headings = [], row = []] = orderList({})
    const content = csv([headings, [...row, 'x'], row.slice(0, 3), [...row, '', '']])
    const rows = await rowsOf(sourceOf(content), listKind)
    expect(rows.map((result) => result.bad?.[0]?.reason)).toEqual([
      '这一行有 6 列，表头只有 5 列，引号或逗号可能有误',
      '这一行只有 3 列，表头有 5 列，内容不完整',
      undefined,
    ])
  })

  it('of a workbook may leave out empty cells at the end', async () => {
    const rows = orderList({ 商家备注: '' }).map((cells, index) => (index === 0 ? cells : cells.slice(0, 5)))
    expect((await rowsOf(sourceOf(table(rows)), listKind))[0]?.good?.paidFen).toBe(19_900)
  })

  it('of a workbook may have numbers where text is usual, but no long ids', async () => {
    const [headings = []] = orderItems({})
    const row = [wrapped('461000000000001012'), wrapped('461000000000001002'), '示例', 24.899999999999999, 2]
    const rest = ['交易成功', 'A', '没有申请退款', 0]
    const good = await rowsOf(sourceOf(table([headings, [...row, ...rest]])), itemsKind)
    expect(good[0]?.good).toMatchObject({ unitPriceFen: 2490, quantity: 2, refundFen: 0 })
    const [, ...others] = row
    const lines = [
      [461000000000001000, ...others, ...rest],
      [...row, ...rest],
      [wrapped('461000000000001013'), ...others, ...rest],
    ]
    const mixed = await rowsOf(sourceOf(table([headings, ...lines])), itemsKind)
    expect(mixed[0]?.bad?.[0]).toMatchObject({ column: '子订单编号', value: '461000000000001000' })
    expect(mixed.slice(1).every((line) => line.good)).toBe(true)
  })

  it('are bad when a cell is longer than a cell can be', async () => {
    const [row] = await listRows({ 商家备注: '长'.repeat(40_000) })
    expect(row?.bad?.[0]?.reason).toBe('内容超过 32,767 个字')
    expect(row?.bad?.[0]?.value).toHaveLength(1000)
  })

  it('are good with a doubt when characters could not be read', async () => {
    const content = csv(orderList({ 商家备注: '@@' })).replace('@@', '加送\uFFFD')
    const [row] = await rowsOf(sourceOf(content), listKind)
    expect(row?.good?.sellerMemo).toBe('加送\uFFFD')
    expect(row?.doubts?.[0]).toMatchObject({ column: '商家备注', reason: '有无法识别的字符，文件可能已损坏' })
  })

  it('keep 4-byte characters of GB18030', async () => {
    const content = gb18030(csv(orderList({ 商家备注: '𠮷野家 😀' })))
    expect((await rowsOf(sourceOf(content), listKind))[0]?.good?.sellerMemo).toBe('𠮷野家 😀')
  })
})

describe('the rows of a UTF-16 file', () => {
  it('parted by tabs are read as they are', async () => {
    const content = utf16(`\uFEFF${csv(orderList({ 商家备注: '𠮷野家 😀' }), '\t', '\n')}`)
    expect((await rowsOf(sourceOf(content), listKind))[0]?.good?.sellerMemo).toBe('𠮷野家 😀')
  })

  it('are good with a doubt when the platform has cut a pair in two', async () => {
    const content = utf16(`\uFEFF${csv(orderList({ 商家备注: '加送\uD83D' }))}`)
    const [row] = await rowsOf(sourceOf(content), listKind)
    expect(row?.good?.sellerMemo).toBe('加送\uFFFD')
    expect(row?.doubts).toHaveLength(1)
  })

  it('show that the file was cut within a character', async () => {
    const content = utf16(`\uFEFF${csv(orderList({ 商家备注: '加送小样' })).trimEnd()}`)
    const [row] = await rowsOf(sourceOf(content.subarray(0, -1)), listKind)
    expect(row?.doubts).toHaveLength(1)
  })
})

describe('a row that comes twice in a file', () => {
  it('is bad the second time, and the first is named', async () => {
    const rows = await itemRows({}, { 子订单编号: id(2) }, { 购买数量: '3' })
    expect(rows.map((row) => row.bad?.[0])).toEqual([
      undefined,
      undefined,
      { column: '子订单编号', value: '461000000000001012', reason: '子订单编号与第 2 行重复' },
    ])
  })

  it('is not a duplicate of a bad one', async () => {
    const rows = await itemRows({ 购买数量: '0' }, {})
    expect(rows.map((row) => row.good !== undefined)).toEqual([false, true])
  })

  it('is bad in an order list too, equal or not, next to the first or not', async () => {
    const first = { 订单编号: id(1) }
    const rows = await listRows(first, first, { 订单编号: id(2) }, { ...first, 买家实付金额: '1.00' })
    expect(rows.map((row) => row.bad?.[0]?.reason)).toEqual([
      undefined,
      '与第 2 行完全相同，是重复的行',
      undefined,
      '订单编号与第 2 行重复',
    ])
    expect(rows.map((row) => row.rowNumber)).toEqual([2, 3, 4, 5])
  })
})

describe('neighbouring rows of one order in an order list', () => {
  it('become one order', async () => {
    const line = { 订单编号: id(1), 商品标题: '甲', 买家实付金额: '10.00' }
    const rows = await listRows(line, { ...line, 商品标题: '乙', 买家实付金额: '2.50' }, { 订单编号: id(2) })
    expect(rows).toHaveLength(2)
    expect(rows[0]).toMatchObject({ rowNumber: 2, merged: [3], good: { paidFen: 1250 } })
  })

  it('are all bad when one of them is', async () => {
    const line = { 订单编号: id(1), 商品标题: '甲' }
    const rows = await listRows(line, { ...line, 商品标题: '乙', 买家实付金额: '?' }, { 订单编号: id(2) })
    expect(rows.map((row) => row.bad?.[0]?.reason)).toEqual([
      '订单编号相同的第 3 行有问题，所以这一行也没有导入',
      '不是金额',
      undefined,
    ])
  })
})

describe('reading', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rows-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  const many = Array.from({ length: 5000 }, (_, index) => ({ 订单编号: id(index) }))

  it.each([
    ['text', gb18030(csv(orderList(...many)))],
    ['a workbook', table(orderList(...many))],
    ['a binary workbook', xls({ export: orderList(...many) })],
    ['a page', html(orderList(...many))],
    ['a ZIP', zipFile([{ name: 'a.csv', content: gb18030(csv(orderList(...many))) }])],
    ['a workbook in a ZIP', zipFile([{ name: 'a.xlsx', content: table(orderList(...many)) }])],
  ])('of %s may stop at any row and leaves no file open', async (name, content) => {
    const path = join(folder, name)
    writeFileSync(path, content)
    const source = await fileSource(path, name)
    const recognition = await recognized(source)
    const open = () => readdirSync('/proc/self/fd').length
    const before = process.platform === 'linux' ? open() : 0
    for (let round = 0; round < 5; round++) {
      for await (const row of readRows(source, recognition, listKind)) {
        expect(row.rowNumber).toBe(2)
        break
      }
    }
    await setTimeout(50)
    if (process.platform === 'linux') expect(open()).toBeLessThanOrEqual(before)
  })

  it('takes no more of the file than the rows asked for', async () => {
    const content = gb18030(csv(orderList(...many)))
    const source = sourceOf(content)
    const recognition = await recognized(source)
    let taken = 0
    const counting = {
      ...source,
      open: (start?: number, end?: number) =>
        source.open(start, end).on('data', (piece: Buffer) => (taken += piece.length)),
    }
    for await (const row of readRows(counting, recognition, listKind)) if (row.rowNumber > 10) break
    expect(taken).toBeLessThan(content.length)
  })

  it('refuses a file that is not the recognized one', async () => {
    const recognition = await recognized(sourceOf(csv(orderList({}))))
    const other = sourceOf(csv(orderList({ 商家备注: 'x' })))
    const reading = async () => {
      for await (const row of readRows(other, recognition, listKind, defaultLimits))
        expect.fail(`read ${row.rowNumber}`)
    }
    await expect(reading()).rejects.toMatchObject({ refusal: { code: 'changed' } })
  })
})
