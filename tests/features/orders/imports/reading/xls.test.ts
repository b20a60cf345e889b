import { type WorkSheet, read } from '@e965/xlsx'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { orderItems as itemsKind } from '../../../../../src/features/orders/imports/kinds/order-items.ts'
import { orderList as listKind } from '../../../../../src/features/orders/imports/kinds/order-list.ts'
import { recognized, orderItems, orderList, rowsOf, sheetsOf, sourceOf } from '../files.ts'
import { oleOf } from '../ole-file.ts'
import {
  END,
  begin,
  dated,
  double,
  label,
  oldLabel,
  record,
  u16,
  u32,
  workbookStream,
  xls,
  xlsOf,
} from '../xls-file.ts'

async function cellsOf(content: Buffer): Promise<(readonly string[])[]> {
  return Object.values(await sheetsOf(content))[0]!.map((row) => row.cells)
}

describe('a binary workbook', () => {
  it('is recognized, read and numbered like any other', async () => {
    const notes = [['说明'], [], []]
    const content = xls({
      说明: [['请勿修改']],
      export: [...notes, ...orderList({ 商家备注: '加送小样\n地址已确认' })],
    })
    expect(await recognized(sourceOf(content, '订单.csv'))).toMatchObject({
      ...{
        kind: 'ORDER_LIST',
        container: 'xls',
        encoding: null,
        sheet: 'export',
        sheetIndex: 1,
        headerRow: 4,
      },
    })
    const rows = await rowsOf(sourceOf(content), listKind)
    expect(rows.map(({ rowNumber, good }) => [rowNumber, good?.sellerMemo, good?.paidFen])).toEqual([
      [5, '加送小样\n地址已确认', 19_900],
    ])
  })

  it('gives all of its sheets by name', async () => {
    const read = await sheetsOf(xls({ 订单报表: [['a']], 'Sales 2026': [['b'], ['c']], 空: [] }))
    expect(Object.keys(read)).toEqual(['订单报表', 'Sales 2026', '空'])
    expect(read['Sales 2026']?.map((row) => row.cells)).toEqual([['b'], ['c']])
  })

  it('has its headings below a merged preamble', async () => {
    const notes = [['【示例】商品_全部'], ['统计时间：2026-06-13'], ['数据说明'], ['']]
    const content = xls({ 商品: [...notes, ...orderList({})] }, { merges: ['A1:E1', 'A2:E2', 'A3:E3'] })
    expect(await recognized(sourceOf(content))).toMatchObject({ kind: 'ORDER_LIST', headerRow: 5 })
  })

  it('tells numbers from text and gives dates as other workbooks do', async () => {
    const row = [
      '461000000000001001',
      461000000000001000,
      24.899999999999999,
      dated(46346.049305555556),
      dated(46346, 'yyyy"年"m"月"d"日"'),
      dated(46346.5, 'm/d/yy h:mm'),
      true,
      null,
      'x',
    ]
    const [first] = Object.values(await sheetsOf(xls({ export: [row] })))[0] ?? []
    expect(first?.cells).toEqual([
      ...['461000000000001001', '461000000000001000', '24.9', '2026-11-20 01:11:00', '2026-11-20'],
      ...['2026-11-20 12:00:00', 'TRUE', '', 'x'],
    ])
    expect([...(first?.numeric ?? [])]).toEqual([1, 2])
  })

  it('counts days from 1904 where the workbook does', async () => {
    const globals = [record(0x22, u16(1)), record(0xe0, u16(0, 22), Buffer.alloc(16))]
    const sheet = [record(0x0203, u16(0, 0, 0), double(44_884))]
    expect(await cellsOf(xlsOf({ globals, sheet }))).toEqual([['2026-11-20']])
  })

  it('has bad rows where a spreadsheet has shortened the ids', async () => {
    const [headings = [], first = []] = orderItems({})
    const [, ...rest] = first
    const others = ['461000000000001013', '461000000000001014'].map((id) => [id, ...rest])
    const content = xls({ export: [headings, [461000000000001000, ...rest], ...others] })
    const rows = await rowsOf(sourceOf(content), itemsKind)
    expect(rows.map((row) => row.bad?.[0]?.value)).toEqual(['461000000000001000', undefined, undefined])
  })

  it('reads what the library writes, cell by cell, and what it reads', async () => {
    const text = fc.string({
      unit: fc.constantFrom('a', '中', '😀', 'é', '"', '\n', ' ', '0'),
      minLength: 1,
      maxLength: 90,
    })
    const number = fc.oneof(
      fc.integer(),
      fc.double({ min: 1e-9, max: 1e15, noNaN: true }),
      fc.constantFrom(0.1, 24.9, 1e18),
    )
    const rows = fc.array(
      fc.array(fc.oneof(text, number, fc.boolean(), fc.constant(null)), { maxLength: 6 }),
      { maxLength: 40 },
    )
    const options = fc.record({ shared: fc.boolean() })
    await fc.assert(
      fc.asyncProperty(rows, options, async (cells, choice) => {
        const content = xls({ export: cells }, choice)
        const given = Object.values(await sheetsOf(content))[0]!
        expect(Object.fromEntries(given.map((row) => [row.row, row.cells]))).toEqual(byLibrary(content))
        const filled = cells.map((row) =>
          row.map((cell) =>
            cell === null ? '' : typeof cell === 'boolean' ? String(cell).toUpperCase() : String(cell),
          ),
        )
        const trimmed = filled.map((row) => row.slice(0, row.findLastIndex((cell) => cell !== '') + 1))
        expect(given.map((row) => row.cells)).toEqual(trimmed.filter((row) => row.length > 0))
      }),
      { numRuns: 20 },
    )
  }, 20_000)
})

/** The rows as the library reads them, by their numbers. */
function byLibrary(content: Buffer): Record<number, string[]> {
  const { SheetNames, Sheets } = read(content, { dense: true })
  const sheet = Sheets[SheetNames[0]!] as WorkSheet
  const rows: Record<number, string[]> = {}
  sheet['!data']?.forEach((row, index) => {
    rows[index + 1] = Array.from(row, (cell) => {
      const value = cell?.v
      return value === undefined
        ? ''
        : typeof value === 'boolean'
          ? String(value).toUpperCase()
          : String(value)
    })
  })
  return rows
}

describe('the cells of a binary workbook', () => {
  const cells = async (...sheet: Buffer[]) => cellsOf(xlsOf({ sheet }))

  it('may be packed numbers, one or many in a record', async () => {
    const packed = (value: number, hundredths = false) => u32(((value << 2) | 2 | (hundredths ? 1 : 0)) >>> 0)
    const upper = (value: number) => u32(double(value).readUInt32LE(4))
    const one = record(0x027e, u16(0, 0, 0), packed(-7))
    const many = record(
      0x00bd,
      u16(0, 1),
      u16(0),
      packed(2490, true),
      u16(0),
      upper(0.5),
      u16(0),
      packed(199),
      u16(3),
    )
    expect(await cells(one, many)).toEqual([['-7', '24.9', '0.5', '199']])
  })

  it('may be results of formulas', async () => {
    const formula = (column: number, ...value: Buffer[]) =>
      record(0x0006, u16(0, column, 0), ...value, Buffer.alloc(8))
    const special = (kind: number, value = 0) => Buffer.from([kind, 0, value, 0, 0, 0, 0xff, 0xff])
    const text = (value: string) =>
      record(0x0207, u16(value.length), Buffer.of(1), Buffer.from(value, 'utf16le'))
    const shared = record(0x04bc, Buffer.alloc(10))
    expect(
      await cells(
        ...[formula(0, double(1.5)), formula(1, special(0)), shared, text('结果')],
        ...[
          formula(2, special(1, 1)),
          formula(3, special(2, 42)),
          formula(4, special(3)),
          formula(5, double(2)),
        ],
      ),
    ).toEqual([['1.5', '结果', 'TRUE', '#N/A', '', '2']])
  })

  it('may be a long result that goes on in further records', async () => {
    const formula = record(0x0006, u16(0, 0, 0), Buffer.from([0, 0, 0, 0, 0, 0, 0xff, 0xff]), Buffer.alloc(8))
    const parts = ['一'.repeat(4000), 'a'.repeat(8000), '二'.repeat(100)]
    const string = record(0x0207, u16(12_100), Buffer.of(1), Buffer.from(parts[0]!, 'utf16le'))
    const narrow = record(0x3c, Buffer.of(0), Buffer.from(parts[1]!, 'latin1'))
    const wide = record(0x3c, Buffer.of(1), Buffer.from(parts[2]!, 'utf16le'))
    expect(await cells(formula, string, narrow, wide, label(1, 0, 'x'))).toEqual([[parts.join('')], ['x']])
  })

  it('may be errors, formatted text, and empty', async () => {
    const error = record(0x0205, u16(0, 0, 0), Buffer.of(7, 1))
    const formatted = record(
      0x00d6,
      u16(0, 1, 0, 2),
      Buffer.of(1),
      Buffer.from('富文', 'utf16le'),
      u16(1, 0, 1),
    )
    const blanks = [record(0x0201, u16(0, 2, 0)), record(0x00be, u16(0, 3, 0, 0, 4))]
    expect(await cells(error, formatted, ...blanks)).toEqual([['#DIV/0!', '富文']])
  })

  it('of a chart within the sheet are none of its own', async () => {
    expect(await cells(label(0, 0, 'a'), begin('chart'), label(0, 1, '图'), END, label(0, 2, 'c'))).toEqual([
      ['a', '', 'c'],
    ])
  })

  it('may come in any order', async () => {
    const order = [label(2, 1, 'f'), label(0, 1, 'b'), label(2, 0, 'e'), label(0, 0, 'a')]
    expect(await cells(...order)).toEqual([
      ['a', 'b'],
      ['e', 'f'],
    ])
  })
})

describe('shared strings of a binary workbook', () => {
  interface Shared {
    readonly text: string
    readonly formats: number
    readonly readings: number
  }
  const shared = fc.record({
    text: fc.string({ unit: fc.constantFrom('a', '中', '文', 'é', '😀'), maxLength: 12 }),
    formats: fc.nat(2),
    readings: fc.nat(9),
  })

  /** The strings as they follow each other, cut into records wherever `cuts` says and the format allows. */
  function sst(strings: readonly Shared[], cuts: readonly number[]): Buffer[] {
    const records: Buffer[][] = [[u32(strings.length, strings.length)]]
    let left = cuts[0] ?? Infinity
    let cut = 0
    const next = () => {
      records.push([])
      cut += 1
      left = cuts[cut % cuts.length] ?? Infinity
    }
    const add = (bytes: Buffer) => {
      records.at(-1)!.push(bytes)
      left -= 1
    }
    for (const { text, formats, readings } of strings) {
      if (left <= 0) next()
      const wide = (from: number) => /[^\0-\xFF]/.test(text.slice(from))
      let isWide = wide(0)
      const flags = (isWide ? 1 : 0) | (formats ? 8 : 0) | (readings ? 4 : 0)
      add(
        Buffer.concat([
          u16(text.length),
          Buffer.of(flags),
          formats ? u16(formats) : u16(),
          readings ? u32(readings) : u16(),
        ]),
      )
      for (let at = 0; at < text.length; at++) {
        if (left <= 0) {
          next()
          isWide = wide(at)
          add(Buffer.of(isWide ? 1 : 0))
        }
        add(Buffer.from(text[at]!, isWide ? 'utf16le' : 'latin1'))
      }
      for (let rest = formats * 4 + readings; rest > 0; rest--) {
        if (left <= 0) next()
        add(Buffer.of(7))
      }
    }
    return records.map((parts, index) => record(index === 0 ? 0xfc : 0x3c, ...parts))
  }

  it('are read wherever they are cut, with formats and readings behind them', async () => {
    const strings = fc.array(shared, { minLength: 1, maxLength: 12 })
    const cuts = fc.array(fc.integer({ min: 2, max: 40 }), { maxLength: 6 })
    await fc.assert(
      fc.asyncProperty(strings, cuts, async (all, places) => {
        const sheet = all.map((_, index) => record(0x00fd, u16(index, 0, 0), u32(index)))
        const end = [label(all.length, 0, '末')]
        const content = xlsOf({ globals: sst(all, places), sheet: [...sheet, ...end] })
        expect((await cellsOf(content)).map(([cell]) => cell)).toEqual([
          ...all.map(({ text }) => text).filter(Boolean),
          '末',
        ])
      }),
    )
  })
})

describe('an older binary workbook', () => {
  const row = [oldLabel(0, 0, '订单编号'), oldLabel(0, 1, '示例衬衫')]

  it.each([936, 1252])('is read in GBK with code page %i', async (page) => {
    const content = xlsOf({ version: 0x0500, globals: [record(0x42, u16(page))], sheet: row })
    expect(await sheetsOf(content)).toMatchObject({ export: [{ cells: ['订单编号', '示例衬衫'] }] })
  })

  it('is read without a code page, and without a container and a list of sheets', async () => {
    expect(await cellsOf(xlsOf({ version: 0x0500, sheet: row }))).toEqual([['订单编号', '示例衬衫']])
    const alone = Buffer.concat([
      record(0x0809, u16(0, 16, 0, 0)),
      ...row,
      record(0x0203, u16(1, 0, 0), double(5)),
      END,
    ])
    expect(await cellsOf(alone)).toEqual([['订单编号', '示例衬衫'], ['5']])
  })

  it('is read as the library writes it', async () => {
    const content = xls({ export: [['a', 1, dated(46346.5)]] }, { version: 'biff5' })
    expect(await cellsOf(content)).toEqual([['a', '1', '2026-11-20 12:00:00']])
  })
})

describe('the container of a binary workbook', () => {
  it.each([
    // In small sectors, in large ones, in more than the header has room for.
    [1, ''],
    [60, '用来把文件写长的文字'],
    [300, '用来把文件写长的文字'],
    [4000, '用来把文件写长的文字'.repeat(100)],
  ])('may hold %i rows', async (count, text) => {
    const sheet = Array.from({ length: count }, (_, index) => label(index, 0, `第 ${index} 行${text}`))
    const rows = await cellsOf(xlsOf({ sheet }))
    expect(rows.map(([cell]) => cell)).toEqual(sheet.map((_, index) => `第 ${index} 行${text}`))
  })

  it('may hold other streams; a workbook within another document is not looked for', async () => {
    const stream = workbookStream({ sheet: [label(0, 0, 'a')] })
    expect(
      await cellsOf(
        oleOf({ '\x05SummaryInformation': Buffer.alloc(9000), Workbook: stream, Z: Buffer.alloc(9) }),
      ),
    ).toEqual([['a']])
    await expect(
      sheetsOf(oleOf({ WordDocument: Buffer.alloc(9000), 'ObjectPool/_1/Workbook': stream })),
    ).rejects.toMatchObject({
      refusal: { code: 'not-a-table' },
    })
  })
})
