import iconv from 'iconv-lite'
import type { FlatRow, Kind } from '../../../../src/features/orders/imports/kinds/kind.ts'
import { type Limits, defaultLimits } from '../../../../src/features/orders/imports/reading/limits.ts'
import { openTable } from '../../../../src/features/orders/imports/reading/open.ts'
import {
  type Recognition,
  isRefusal,
  recognize,
} from '../../../../src/features/orders/imports/reading/recognize.ts'
import type { RowResult } from '../../../../src/features/orders/imports/reading/row.ts'
import { readRows } from '../../../../src/features/orders/imports/reading/rows.ts'
import { type Source, bytesSource } from '../../../../src/features/orders/imports/reading/source.ts'
import type { RawRow } from '../../../../src/features/orders/imports/reading/table.ts'
import { importKinds } from '../../../../src/house/imports.ts'
import { type Part, zipFile } from './zip-file.ts'

/** Files as platforms and spreadsheets write them, quirks on demand, and short ways to read them. */

export const sourceOf = (content: string | Buffer, name = '订单.csv'): Source =>
  bytesSource(Buffer.from(content), name)

/** Text in GB18030, as platforms write it. */
export const gb18030 = (text: string): Buffer => iconv.encode(text, 'gb18030')

/** Text in UTF-16, little end first unless told otherwise; a mark is written where the text begins with one. */
export const utf16 = (text: string, bigEnd = false): Buffer => {
  const bytes = Buffer.from(text, 'utf16le')
  return bigEnd ? bytes.swap16() : bytes
}

/** Rows as CSV; a cell is quoted where it must be. */
export function csv(rows: readonly (readonly string[])[], delimiter = ',', lineBreak = '\r\n'): string {
  const cell = (text: string) => (/[",\t;\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
  return rows.map((row) => row.map(cell).join(delimiter) + lineBreak).join('')
}

/** An id as order files write it: `="123"`. */
export const wrapped = (id: string): string => `="${id}"`

/** A number cell is given as a number, any other XML of a cell as `{ xml }`. */
export type Cell = string | number | null | { readonly xml: string }

const escape = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;')

/** `A`, `B` … `AA` of a 0-based column. */
function letters(column: number): string {
  const last = String.fromCharCode(65 + (column % 26))
  return column < 26 ? last : letters(Math.floor(column / 26) - 1) + last
}

/** A worksheet's XML with text written into the cells, as the platform does. */
export function sheetXml(rows: readonly (readonly Cell[])[], dimension = 'A1'): string {
  const cell = (value: Cell, at: string) => {
    if (value === null) return ''
    if (typeof value === 'string') return `<c r="${at}" t="inlineStr"><is><t>${escape(value)}</t></is></c>`
    if (typeof value === 'number') return `<c r="${at}"><v>${value}</v></c>`
    return value.xml.replace('<c', `<c r="${at}"`)
  }
  const body = rows.map((row, index) => {
    const cells = row.map((value, column) => cell(value, `${letters(column)}${index + 1}`))
    return `<row r="${index + 1}">${cells.join('')}</row>`
  })
  return `<?xml version="1.0"?><worksheet><dimension ref="${dimension}"/><sheetData>${body.join('')}</sheetData></worksheet>`
}

/** Rows as a page with a table, as web shops write it and call it `.xls`. */
export const html = (rows: readonly (readonly string[])[], head = ''): string => {
  const cell = (text: string) =>
    `<td style="mso-number-format:'\\@'" x:str>${escape(text).replaceAll('\n', '<br>')}</td>`
  const body = rows.map((row) => `<tr>${row.map(cell).join('')}</tr>`)
  return `<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head>${head}</head><body><table border=1>\n${body.join('\n')}\n</table></body></html>`
}

export interface WorkbookParts {
  /** Worksheet XML by sheet name. */
  readonly sheets: Readonly<Record<string, string>>
  /** `<si>` elements. */
  readonly strings?: string
  readonly styles?: string
  readonly workbookProperties?: string
  readonly change?: (part: Part) => Part
}

/** An `.xlsx` file of these parts. */
export function workbook({
  sheets,
  strings,
  styles,
  workbookProperties = '',
  change,
}: WorkbookParts): Buffer {
  const names = Object.keys(sheets)
  const link = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}"/>`
  const links = (...all: string[]) => `<?xml version="1.0"?><Relationships>${all.join('')}</Relationships>`
  const parts: Part[] = [
    { name: '[Content_Types].xml', content: '<Types/>' },
    { name: '_rels/.rels', content: links(link('rId1', 'officeDocument', 'xl/workbook.xml')) },
    {
      name: 'xl/workbook.xml',
      content: `<workbook xmlns:r="r">${workbookProperties}<sheets>${names
        .map((name, index) => `<sheet name="${escape(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`)
        .join('')}</sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: links(
        ...names.map((_, index) => link(`rId${index + 1}`, 'worksheet', `worksheets/sheet${index + 1}.xml`)),
        link('rId90', 'sharedStrings', '/xl/sharedStrings.xml'),
        link('rId91', 'styles', 'styles.xml'),
      ),
    },
    ...Object.values(sheets).map((content, index) => ({
      name: `xl/worksheets/sheet${index + 1}.xml`,
      content,
    })),
    ...(strings ? [{ name: 'xl/sharedStrings.xml', content: `<sst>${strings}</sst>` }] : []),
    ...(styles ? [{ name: 'xl/styles.xml', content: `<styleSheet>${styles}</styleSheet>` }] : []),
  ]
  return zipFile(change ? parts.map(change) : parts)
}

/** A workbook with one sheet of these rows. */
export const table = (rows: readonly (readonly Cell[])[]): Buffer =>
  workbook({ sheets: { export: sheetXml(rows) } })

/** All rows of all sheets, by the names of the sheets. */
export async function sheetsOf(
  content: string | Buffer,
  limits = defaultLimits,
): Promise<Record<string, RawRow[]>> {
  const { sheets } = await openTable(sourceOf(content), limits)
  const read: Record<string, RawRow[]> = {}
  for (const sheet of sheets) {
    const rows: RawRow[] = []
    for await (const batch of sheet.batches()) rows.push(...batch)
    read[sheet.name ?? ''] = rows
  }
  return read
}

/** The kinds that are offered. */
export const kinds: readonly Kind[] = importKinds.map(({ kind }) => kind)

/** What a file is; fails the test if it's refused. */
export async function recognized(source: Source, limits: Limits = defaultLimits): Promise<Recognition> {
  const answer = await recognize(source, kinds, limits)
  if (isRefusal(answer)) throw new Error(`refused: ${answer.code} ${answer.message}`)
  return answer
}

/** All rows of a file of the given kind. */
export async function rowsOf<Row extends FlatRow>(
  source: Source,
  kind: Kind<Row>,
  limits: Limits = defaultLimits,
): Promise<RowResult<Row>[]> {
  const rows: RowResult<Row>[] = []
  for await (const row of readRows(source, await recognized(source, limits), kind, limits)) rows.push(row)
  return rows
}

/** A row by its headings; what isn't given is as usual. */
export type FileRow = Readonly<Record<string, string>>

/** Heading and row of a small order list, from newest headings to values. */
export function orderList(...rows: readonly FileRow[]): string[][] {
  const usual = {
    订单编号: wrapped('461000000000001001'),
    买家实付金额: '199.00',
    订单状态: '买家已付款，等待卖家发货',
    订单创建时间: '2026-11-20 01:11:00',
    订单付款时间: '2026-11-20 01:11:40',
  }
  const filled = rows.map((row): Record<string, string> => ({ ...usual, ...row }))
  const headings = [...new Set(filled.flatMap((row) => Object.keys(row)))]
  return [headings, ...filled.map((row) => headings.map((heading) => row[heading] ?? ''))]
}

/** Heading and row of a small item file. */
export function orderItems(...rows: readonly FileRow[]): string[][] {
  const usual = {
    子订单编号: wrapped('461000000000001012'),
    主订单编号: wrapped('461000000000001002'),
    商品标题: '示例衬衫 纯棉',
    商品价格: '89.00',
    购买数量: '2',
    订单状态: '买家已付款，等待卖家发货',
    商家编码: 'SHIRT-02-WH-M',
    退款状态: '没有申请退款',
    退款金额: '无退款申请',
  }
  const filled = rows.map((row): Record<string, string> => ({ ...usual, ...row }))
  const headings = [...new Set(filled.flatMap((row) => Object.keys(row)))]
  return [headings, ...filled.map((row) => headings.map((heading) => row[heading] ?? ''))]
}
