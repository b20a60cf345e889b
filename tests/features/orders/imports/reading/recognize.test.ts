import { describe, expect, it } from 'vitest'
import { type Limits, defaultLimits } from '../../../../../src/features/orders/imports/reading/limits.ts'
import { isRefusal, recognize } from '../../../../../src/features/orders/imports/reading/recognize.ts'
import { bytesSource, fileSource } from '../../../../../src/features/orders/imports/reading/source.ts'
import {
  csv,
  gb18030,
  kinds,
  orderItems,
  orderList,
  recognized,
  rowsOf,
  sheetXml,
  sourceOf,
  table,
  utf16,
  workbook,
  wrapped,
} from '../files.ts'
import { orderList as orderListKind } from '../../../../../src/features/orders/imports/kinds/order-list.ts'
import { oleFile } from '../ole-file.ts'
import { zipFile } from '../zip-file.ts'

async function refusalOf(content: string | Buffer, limits: Partial<Limits> = {}) {
  const answer = await recognize(sourceOf(content), kinds, { ...defaultLimits, ...limits })
  return isRefusal(answer) ? answer : { code: null, message: '' }
}

describe('a file is recognized', () => {
  it('in GB18030, UTF-8 and UTF-16, with and without a mark', async () => {
    const text = csv(orderList({}))
    const wide = [utf16(text), utf16(`\uFEFF${text}`), utf16(text, true), utf16(`\uFEFF${text}`, true)]
    for (const content of [gb18030(text), text, `\uFEFF${text}`, ...wide]) {
      const { kind, columns } = await recognized(sourceOf(content))
      expect(kind).toBe('ORDER_LIST')
      expect(columns.unknown).toEqual([])
    }
  })

  it.each([
    [',', '\r\n'],
    [',', '\n'],
    [',', '\r'],
    ['\t', '\n'],
    [';', '\r\n'],
  ])('parted by %j with rows ending in %j', async (delimiter, lineBreak) => {
    const answer = await recognized(sourceOf(csv(orderList({}), delimiter, lineBreak)))
    expect(answer).toMatchObject({ kind: 'ORDER_LIST', container: 'text', delimiter, headerRow: 1 })
  })

  it('by commas although each heading ends with a tab', async () => {
    const [headings = [], ...rows] = orderList({})
    const answer = await recognized(sourceOf(csv([headings.map((heading) => `${heading}\t`), ...rows])))
    expect(answer).toMatchObject({ kind: 'ORDER_LIST', delimiter: ',' })
  })

  it.each([0, 1, 4, 29])('with its headings below %i rows of notes', async (notes) => {
    const preamble = Array.from({ length: notes }, (_, index) => [`说明 ${index}`])
    const answer = await recognized(sourceOf(csv([...preamble, ...orderItems({})])))
    expect(answer).toMatchObject({ kind: 'ORDER_ITEMS', headerRow: notes + 1 })
  })

  it('on whichever sheet of a workbook it is', async () => {
    const sheets = {
      说明: sheetXml([['本报表由千牛生成']]),
      销售明细: sheetXml([['', '', ''], ...orderItems({})]),
      空: sheetXml([]),
    }
    const answer = await recognized(sourceOf(workbook({ sheets })))
    expect(answer).toMatchObject({ kind: 'ORDER_ITEMS', sheet: '销售明细', sheetIndex: 1, headerRow: 2 })
  })

  it('by the row with the most known headings', async () => {
    const legend = ['订单编号', '支付单号', '订单状态', '请勿修改']
    const answer = await recognized(sourceOf(csv([legend, ...orderList({})])))
    expect(answer).toMatchObject({ kind: 'ORDER_LIST', headerRow: 2 })
  })

  it('by content, whatever its name says', async () => {
    const source = bytesSource(table(orderList({})), 'ExportOrderDetailList202611200001.csv')
    expect(await recognized(source)).toMatchObject({ kind: 'ORDER_LIST', container: 'xlsx', encoding: null })
  })

  it('with headings renamed in case, width and blanks', async () => {
    const rows = orderItems({ '商品 Id': '800000070001' })
    expect((await recognized(sourceOf(csv(rows)))).columns.known).toContainEqual({
      field: 'platformItemId',
      heading: '商品 Id',
    })
  })

  it('naming columns it does not know and fields it misses', async () => {
    const { columns } = await recognized(sourceOf(csv(orderList({ 新功能: 'x', 支付详情: 'y' }))))
    expect(columns.unknown).toEqual(['新功能'])
    expect(columns.unused).toEqual(['支付详情'])
    expect(columns.missing).toContainEqual({ field: 'trackingNumber', heading: '物流单号' })
    expect(columns.missingForNew).toEqual([])
  })

  it('saying what is missing to store anything new', async () => {
    const heading = [
      '订单编号',
      '支付单号',
      '支付详情',
      '买家实付金额',
      '订单状态',
      '订单付款时间',
      '店铺名称',
    ]
    const row = [wrapped('3300000000000000201'), '', '', '32.71', '交易成功', '2026-05-25 17:14:40', '示例']
    const { generation, columns } = await recognized(sourceOf(csv([heading, row])))
    expect(generation).toBe('G6')
    expect(columns.missingForNew).toEqual([{ field: 'createdAt', heading: '订单创建时间' }])
  })

  it('as plain data that can be kept as JSON', async () => {
    const answer = await recognized(sourceOf(csv(orderList({}))))
    expect(JSON.parse(JSON.stringify(answer))).toEqual(answer)
  })

  it('and not taken for an order list when it is about refunds, 1688 or JD', async () => {
    for (const other of [
      ['订单编号', '退款编号', '支付单号', '买家实际支付金额', '宝贝标题', '退款状态', '商家备注'],
      ['订单编号', '货品标题', 'Offer ID', '订单状态', '订单创建时间', '买家会员名', '支付单号'],
      ['订单号', '商品ID', '京东价', '订单状态'],
    ]) {
      const answer = await recognize(sourceOf(csv([other, other.map(() => '1')])), [orderListKind])
      expect(answer).toMatchObject({ code: 'unknown-kind' })
    }
  })
})

describe('a file is refused in its own words when it is', () => {
  const cut = () => {
    const content = table(orderList({}))
    return content.subarray(0, content.length - 100)
  }
  const torn = () => {
    const change = (part: { name: string; content: string | Buffer }) =>
      part.name.includes('sheet1') ? { ...part, content: String(part.content).slice(0, -60) } : part
    return workbook({ sheets: { export: sheetXml(orderList({})) }, change })
  }

  it.each([
    ['empty', '', 'empty', '空的'],
    ['a workbook without cells', table([]), 'empty', '空的'],
    ['only a heading', csv(orderList({}).slice(0, 1)), 'header-only', '只有表头'],
    [
      'only a heading and a sum',
      csv([...orderList({}).slice(0, 1), ['合计', '0']]),
      'header-only',
      '只有表头',
    ],
    ['a letter', '您好，\n请看附件。\n', 'not-a-table', '没有表格'],
    ['a PDF', '%PDF-1.7\n', 'not-a-table', '没有表格'],
    ['a picture', Buffer.from('89504e470d0a1a0a', 'hex'), 'picture', '图片'],
    ['a RAR archive', 'Rar!\x1a\x07\x01\x00', 'packed', 'ZIP'],
    ['protected by a password', oleFile('EncryptionInfo', 'EncryptedPackage'), 'password', '密码'],
    [
      'a ZIP with a password',
      zipFile([{ name: 'a.csv', content: 'x', encrypted: true }]),
      'password',
      '密码',
    ],
    ['a binary .xls cut short', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'damaged', '损坏'],
    ['a Word document', oleFile('WordDocument'), 'not-a-table', '没有表格'],
    ['a page without a table', '<html><p>请登录</p>', 'not-a-table', '网页'],
    [
      'a document of Word',
      zipFile([
        { name: '[Content_Types].xml', content: '<Types/>' },
        { name: 'word/embeddings/1.xlsx', content: '' },
      ]),
      'not-a-table',
      '没有表格',
    ],
    ['a workbook cut short', cut(), 'damaged', '损坏'],
    ['a workbook with broken XML', torn(), 'damaged', '损坏'],
    [
      'some other table',
      csv([
        ['甲', '乙', '丙'],
        ['1', '2', '3'],
      ]),
      'unknown-kind',
      '甲、乙、丙',
    ],
  ])('%s', async (_, content, code, words) => {
    const refusal = await refusalOf(content)
    expect(refusal).toMatchObject({ code, message: expect.stringContaining(words) as string })
  })

  it('an order list without a column it needs, which is named', async () => {
    const rows = orderList({}).map((row) => row.filter((_, index) => index !== 0))
    expect((await refusalOf(csv(rows))).message).toContain('缺少必需的列：订单编号')
  })

  it('larger than allowed, before it is read', async () => {
    const source = { ...sourceOf('x'), size: 5000, open: () => expect.fail('must not be read') }
    const answer = await recognize(source, kinds, { ...defaultLimits, fileBytes: 4999 })
    expect(answer).toMatchObject({ code: 'too-large' })
  })

  it('a bomb: by what it declares, before anything is inflated', async () => {
    const declared = (bytes: number) =>
      workbook({
        sheets: { export: sheetXml(orderList({})) },
        change: (part) => (part.name.includes('sheet1') ? { ...part, declared: bytes } : part),
      })
    expect((await refusalOf(declared(3 * 1024 ** 3))).code).toBe('bomb')
    expect((await refusalOf(declared(40 * 1024 ** 2))).code).toBe('bomb')
  })

  it('a bomb: when more comes out than it declared', async () => {
    const content = workbook({
      sheets: { export: sheetXml(orderList({})) },
      change: (part) => (part.name.includes('sheet1') ? { ...part, declared: 200 } : part),
    })
    expect((await refusalOf(content)).code).toBe('bomb')
  })

  it('a bomb: a single endless text, too many shared strings', async () => {
    const long = sheetXml([[{ xml: `<c t="str"><v>${'A'.repeat(3_000_000)}</v></c>` }]])
    expect((await refusalOf(workbook({ sheets: { export: long } }))).code).toBe('bomb')
    const strings = '<si><t>很长的文字</t></si>'.repeat(1000)
    const shared = workbook({ sheets: { export: sheetXml(orderList({})) }, strings })
    expect((await refusalOf(shared, { sharedCharacters: 5000 })).code).toBe('bomb')
  })

  it('wider or longer than a table may be', async () => {
    const wide = [...orderList({})[0]!, ...Array.from({ length: 400 }, (_, index) => `列${index}`)]
    expect((await refusalOf(csv([wide, wide]))).code).toBe('too-many-columns')
    expect((await refusalOf(table([wide, wide]))).code).toBe('too-many-columns')
    const far = '<worksheet><sheetData><row r="99999999"><c><v>1</v></c></row></sheetData></worksheet>'
    expect((await refusalOf(workbook({ sheets: { export: far } }))).code).toBe('too-many-rows')
    expect((await refusalOf('x'.repeat(2_000_000))).code).toBe('not-a-table')
  })

  it('longer than allowed, which shows while its rows are read', async () => {
    const ids = Array.from({ length: 3000 }, (_, index) => ({
      订单编号: wrapped(`46100000000000${1000 + index}`),
    }))
    const reading = rowsOf(sourceOf(csv(orderList(...ids))), orderListKind, { ...defaultLimits, rows: 2900 })
    await expect(reading).rejects.toMatchObject({ refusal: { code: 'too-many-rows' } })
  })

  it('saved by a spreadsheet that shortened the ids', async () => {
    const ids = (...all: string[]) => csv(orderList(...all.map((id) => ({ 订单编号: id }))))
    expect((await refusalOf(ids('3.30E+18', '3.30E+18'))).message).toContain('3.30E+18')
    expect((await refusalOf(ids('3300000000000000000', '3300000000000010000'))).code).toBe('ruined-ids')
    expect((await refusalOf(ids('3300000000000000000', '3300000000000010101'))).code).toBe(null)
    // A single one may be chance.
    expect((await refusalOf(ids('3300000000000000000'))).code).toBe(null)
    const numbers = orderList({}).map((row, index) =>
      index === 0 ? row : [461000000000001000, ...row.slice(1)],
    )
    expect((await refusalOf(table(numbers))).code).toBe('ruined-ids')
    expect((await refusalOf(csv(orderItems({ 子订单编号: '4.61E+17' })))).message).toContain('子订单编号')
  })

  it('one whose headings no database takes', async () => {
    const heading = (code: string) => ({ xml: `<c t="str"><v>备注_x${code}_</v></c>` })
    for (const code of ['0000', 'D83D']) {
      const [headings = [], row = []] = orderList({})
      expect((await refusalOf(table([[...headings, heading(code)], row]))).code).toBe('damaged')
    }
  })

  it('not there at all: that is an error of the system', async () => {
    await expect(fileSource('/nowhere/订单.csv', '订单.csv')).rejects.toThrow('ENOENT')
  })
})
