import { describe, expect, it } from 'vitest'
import type { Kind } from '../../../../../src/features/orders/imports/kinds/kind.ts'
import { amount, longId, pieces, words } from '../../../../../src/features/orders/imports/reading/clean.ts'
import { isRefusal, recognize } from '../../../../../src/features/orders/imports/reading/recognize.ts'
import { readRows } from '../../../../../src/features/orders/imports/reading/rows.ts'
import { csv, sourceOf, table, wrapped } from '../files.ts'
import { xls } from '../xls-file.ts'

type Line = {
  readonly order: string
  readonly ordinal: number
  readonly supplier?: string
  readonly paidFen?: number
  readonly waybill?: string
  readonly title?: string
  readonly quantity?: number
}

/** Lines of purchase orders as the wholesale platform exports them: what is of the order stands in its first line. */
const purchases: Kind<Line> = {
  key: 'PURCHASES',
  label: '采购订单',
  signatures: [{ all: ['订单编号', '货品标题'] }],
  generations: [],
  columns: {
    order: { headings: ['订单编号'], parse: longId, need: 'always' },
    supplier: { headings: ['卖家会员名', '卖家公司名'], parse: words },
    paidFen: { headings: ['实付款(元)'], parse: amount },
    title: { headings: ['货品标题'], parse: words, need: 'always' },
    quantity: { headings: ['数量'], parse: pieces(1) },
    waybill: { headings: ['运单号'], parse: words },
  },
  unused: [],
  fillDown: ['order', 'supplier', 'paidFen', 'waybill'],
  keyOf: (row) => `${row.order}#${row.ordinal}`,
  keyLabel: '订单编号',
  groupOf: (cells) => cells.order,
  derive: (_, { ordinal }) => ({ ordinal }),
  contradictions: () => [],
  doubts: () => [],
}

const HEADINGS = ['订单编号', '卖家公司名', '卖家会员名', '实付款(元)', '货品标题', '数量', '运单号']
const ORDER = '2600000000000000001'
const OTHER = '2600000000000000002'
const LINES = [
  [ORDER, '示例工厂', '测试供应商', '305.00', '示例收纳盒', '20', '78900000000088'],
  ['', '', '', '', '示例挂钩', '10', ''],
  ['', '', '', '', '示例保温杯', '5', ''],
  [OTHER, '示例工厂二', '', '', '示例衬衫', '1', ''],
  ['', '', '', '', '示例裤子', '2', ''],
]

async function rowsOf(content: string | Buffer, kind = purchases) {
  const source = sourceOf(content)
  const answer = await recognize(source, [kind])
  if (isRefusal(answer)) throw new Error(answer.message)
  const rows = []
  for await (const row of readRows(source, answer, kind)) rows.push(row)
  return rows
}

/** The page that spreadsheet programs make of it: what is of the order spans its lines. */
function page(): string {
  const spanned = [0, 1, 2, 3, 6]
  const lines = LINES.map((line, index) => {
    const size = index === 0 ? 3 : 2
    const cells = line.map((text, column) => {
      if (!spanned.includes(column)) return `<td>${text}</td>`
      return line[0] === '' ? '' : `<td rowspan=${size}>${text}</td>`
    })
    return `<tr>${cells.join('')}</tr>`
  })
  return `<table><tr>${HEADINGS.map((text) => `<th>${text}</th>`).join('')}</tr>${lines.join('')}</table>`
}

describe('what a file tells once for the rows of a group', () => {
  it.each([
    ['text', csv([HEADINGS, ...LINES])],
    ['a workbook', table([HEADINGS, ...LINES])],
    ['a binary workbook', xls({ 订单列表: [HEADINGS, ...LINES] }, { merges: ['A2:A4', 'D2:D4', 'A5:A6'] })],
    ['a page', page()],
  ])('is said of each of them in %s', async (_, content) => {
    const rows = await rowsOf(content)
    const first = { order: ORDER, supplier: '测试供应商', paidFen: 30_500, waybill: '78900000000088' }
    const second = { order: OTHER, supplier: '示例工厂二', paidFen: undefined, waybill: undefined }
    expect(rows.map(({ rowNumber, good }) => [rowNumber, good])).toEqual([
      [2, { ...first, title: '示例收纳盒', quantity: 20, ordinal: 1 }],
      [3, { ...first, title: '示例挂钩', quantity: 10, ordinal: 2 }],
      [4, { ...first, title: '示例保温杯', quantity: 5, ordinal: 3 }],
      [5, { ...second, title: '示例衬衫', quantity: 1, ordinal: 1 }],
      [6, { ...second, title: '示例裤子', quantity: 2, ordinal: 2 }],
    ])
  })

  it('goes on over blank rows and sums', async () => {
    const [first = [], second = []] = LINES
    const rows = await rowsOf(
      csv([HEADINGS, first, ['', '', '', '', '', '', ''], ['合计', '305.00'], second]),
    )
    expect(rows.map(({ rowNumber, good }) => [rowNumber, good?.order])).toEqual([
      [2, ORDER],
      [5, ORDER],
    ])
  })

  it('is not taken where the row says something itself, or names another group', async () => {
    const own = ['', '', '另一供应商', '', '示例挂钩', '1', '']
    const rows = await rowsOf(csv([HEADINGS, LINES[0]!, own, [wrapped(OTHER), ...LINES[1]!.slice(1)]]))
    expect(rows.map(({ good }) => [good?.supplier, good?.paidFen])).toEqual([
      ['测试供应商', 30_500],
      ['另一供应商', 30_500],
      [undefined, undefined],
    ])
  })

  it('is given back with a bad row, so that it can be put right and sent alone', async () => {
    const rows = await rowsOf(csv([HEADINGS, LINES[0]!, ['', '', '', '', '示例挂钩', '0', '']]))
    expect(rows[1]?.bad?.map(({ column }) => column)).toEqual(['数量'])
    expect(rows[1]?.cells).toEqual([...LINES[0]!.slice(0, 4), '示例挂钩', '0', '78900000000088'])
  })

  it('is still a number that a spreadsheet has shortened', async () => {
    const [first = [], second = [], third = []] = LINES
    const whole = [3, 4, 5, 6].map((n) => [`260000000000000000${n}`, ...first.slice(1)])
    const ruined = [2600000000000000000, ...first.slice(1)]
    const rows = await rowsOf(table([HEADINGS, ...whole, ruined, second, third]))
    expect(rows.slice(4).map(({ bad }) => bad?.[0]?.value)).toEqual(Array(3).fill('2600000000000000000'))
  })

  it('does not hide that a row was cut short, and has to be told at least once', async () => {
    const rows = await rowsOf(csv([HEADINGS, LINES[1]!, LINES[0]!, LINES[1]!.slice(0, 5)]))
    expect(rows.map(({ bad }) => bad?.[0]?.reason)).toEqual([
      '没有填写',
      undefined,
      '这一行只有 5 列，表头有 7 列，内容不完整',
    ])
  })

  it('is nothing for kinds that do not ask for it', async () => {
    const { fillDown: _, ...kind } = purchases
    expect((await rowsOf(csv([HEADINGS, ...LINES]), kind)).map(({ bad }) => bad?.[0]?.reason)).toEqual([
      undefined,
      '没有填写',
      '没有填写',
      undefined,
      '没有填写',
    ])
  })
})
