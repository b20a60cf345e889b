import ExcelJS from 'exceljs'
import { describe, expect, it } from 'vitest'
import { defaultLimits } from '../../../../../src/features/orders/imports/reading/limits.ts'
import { openTable } from '../../../../../src/features/orders/imports/reading/open.ts'
import { type WorkbookParts, sheetXml, sheetsOf, sourceOf, table, workbook } from '../files.ts'

async function cellsOf(parts: WorkbookParts | Buffer): Promise<string[][]> {
  const content = Buffer.isBuffer(parts) ? parts : workbook(parts)
  const rows = Object.values(await sheetsOf(content))[0] ?? []
  return rows.map((row) => [...row.cells])
}

const sheet = (body: string) => ({
  sheets: { export: `<worksheet><sheetData>${body}</sheetData></worksheet>` },
})
const row = (cells: string) => sheet(`<row r="1">${cells}</row>`)

describe('a workbook', () => {
  it('is read row by row whatever its dimension claims', async () => {
    expect(
      await cellsOf({
        sheets: {
          export: sheetXml(
            [
              ['a', 'b'],
              ['c', 'd'],
            ],
            'A1',
          ),
        },
      }),
    ).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ])
  })

  it('gives all of its sheets', async () => {
    const sheets = { 订单报表: sheetXml([['a']]), 销售明细: sheetXml([['b']]), '发货<报表': sheetXml([]) }
    const read = await sheetsOf(workbook({ sheets }))
    expect(Object.keys(read)).toEqual(['订单报表', '销售明细', '发货<报表'])
    expect(read.销售明细?.[0]?.cells).toEqual(['b'])
  })

  it('is read as exceljs writes it, with shared strings, numbers and dates', async () => {
    const book = new ExcelJS.Workbook()
    const page = book.addWorksheet('export')
    page.addRow(['订单编号', '总金额', '订单创建时间', '付款', '重复', '重复'])
    const dated = page.addRow([
      '461000000000001001',
      24.9,
      new Date('2026-11-20T01:11:00Z'),
      new Date('2026-11-20T00:00:00Z'),
    ])
    dated.getCell(3).numFmt = 'yyyy-mm-dd hh:mm:ss'
    dated.getCell(4).numFmt = 'yyyy"年"m"月"d"日"'
    expect(await cellsOf(Buffer.from(await book.xlsx.writeBuffer()))).toEqual([
      ['订单编号', '总金额', '订单创建时间', '付款', '重复', '重复'],
      ['461000000000001001', '24.9', '2026-11-20 01:11:00', '2026-11-20'],
    ])
  })

  it('keeps places: left-out cells, left-out rows, references left out', async () => {
    const body =
      '<row r="2"><c r="B2" t="inlineStr"><is><t>b</t></is></c><c t="str"><v>c</v></c></row><row><c><v>1</v></c></row>'
    const rows = Object.values(await sheetsOf(workbook(sheet(body))))[0]
    expect(rows?.map(({ row: number, cells }) => [number, cells])).toEqual([
      [2, ['', 'b', 'c']],
      [3, ['1']],
    ])
  })

  it.each([
    [
      '<c t="inlineStr"><is><r><t>富</t></r><r><t xml:space="preserve"> 文本</t></r></is></c>',
      '富 文本',
      'rich text',
    ],
    [
      '<c t="inlineStr"><is><t>东</t><rPh sb="0" eb="1"><t>ひがし</t></rPh></is></c>',
      '东',
      'text with a reading',
    ],
    ['<c t="str"><f>A1&amp;"x"</f><v>a&lt;b</v></c>', 'a<b', "a formula's result"],
    ['<c t="str"><v>第一行_x000D_\n第二行</v></c>', '第一行\r\n第二行', 'an escaped carriage return'],
    ['<c t="str"><v><![CDATA[a<b]]></v></c>', 'a<b', 'CDATA'],
    ['<c t="b"><v>1</v></c>', 'TRUE', 'a truth value'],
    ['<c t="e"><v>#N/A</v></c>', '#N/A', 'an error'],
    ['<c t="d"><v>2026-11-20T01:11:00</v></c>', '2026-11-20T01:11:00', 'a date in words'],
    ['<c><v>24.899999999999999</v></c>', '24.9', 'a number with binary noise'],
    ['<c><v>3.3000000000000001E+18</v></c>', '3300000000000000000', 'a shortened number'],
  ])('%s is %j (%s)', async (cell, text) => {
    expect(await cellsOf(row(cell))).toEqual([[text]])
  })

  it('takes shared strings without their readings', async () => {
    const strings =
      '<si><t>订单</t></si><si><r><t>东</t></r><r><t>京</t></r><rPh sb="0" eb="2"><t>とうきょう</t></rPh></si>'
    const cells = '<c t="s"><v>1</v></c><c t="s"><v>0</v></c><c t="s"><v>9</v></c>'
    expect(await cellsOf({ ...row(cells), strings })).toEqual([['东京', '订单']])
  })

  it('knows elements whatever their namespace prefix', async () => {
    const xml =
      '<x:worksheet xmlns:x="m"><x:sheetData><x:row r="1"><x:c r="A1"><x:v>7</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    expect(await cellsOf({ sheets: { export: xml } })).toEqual([['7']])
  })

  it('knows no entities of its own: none expands, none reads a file', async () => {
    for (const entity of ['"canary"', 'SYSTEM "file:///etc/hostname"']) {
      const declared = `<!DOCTYPE worksheet [<!ENTITY x ${entity}>]>`
      const body = '<sheetData><row r="1"><c t="inlineStr"><is><t>&x;</t></is></c></row></sheetData>'
      const parts = { sheets: { export: `${declared}<worksheet>${body}</worksheet>` } }
      await expect(cellsOf(parts)).rejects.toThrow()
    }
  })

  it('tells which cells are numbers, but not for dates', async () => {
    const styles =
      '<numFmts><numFmt numFmtId="176" formatCode="[Red]yyyy/m/d\\ h:mm"/><numFmt numFmtId="177" formatCode="0.00&quot;days&quot;"/></numFmts>' +
      '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="176"/><xf numFmtId="177"/></cellXfs>'
    const cells =
      '<c><v>461000000000001000</v></c><c s="1"><v>46346</v></c><c s="2"><v>46346.049305555556</v></c><c s="3"><v>1.5</v></c><c t="str"><v>1</v></c>'
    const [first] = Object.values(await sheetsOf(workbook({ ...row(cells), styles })))[0] ?? []
    expect(first?.cells).toEqual(['461000000000001000', '2026-11-20', '2026-11-20 01:11:00', '1.5', '1'])
    expect([...(first?.numeric ?? [])]).toEqual([0, 3])
  })

  it('counts days from 1904 where the workbook does', async () => {
    const content = workbook({
      ...row('<c s="1"><v>44884</v></c>'),
      styles: '<cellXfs><xf numFmtId="0"/><xf numFmtId="22"/></cellXfs>',
      workbookProperties: '<workbookPr date1904="1"/>',
    })
    expect(await cellsOf(content)).toEqual([['2026-11-20']])
  })

  it('stops inflating when nobody wants more rows', async () => {
    const rows = Array.from({ length: 20_000 }, (_, index) => [
      `${index}-${Math.sin(index)}`,
      `${Math.cos(index)}`,
    ])
    const content = table(rows)
    let opened = 0
    const source = sourceOf(content)
    const counting = {
      ...source,
      open: (start = 0, end = content.length) => {
        const stream = source.open(start, end)
        stream.on('data', (piece: Buffer) => (opened += piece.length))
        return stream
      },
    }
    const { sheets } = await openTable(counting, defaultLimits)
    for await (const batch of sheets[0]!.batches()) {
      expect(batch[0]?.row).toBe(1)
      break
    }
    expect(content.length).toBeGreaterThan(300_000)
    expect(opened).toBeLessThan(content.length * 0.9)
  })
})
