import { FieldError } from '../../../errors.ts'
import { openTable } from '../../orders/imports/reading/open.ts'
import { defaultLimits } from '../../orders/imports/reading/limits.ts'
import { Refused } from '../../orders/imports/reading/refusals.ts'
import { fileSource } from '../../orders/imports/reading/source.ts'
import type { RawRow, Sheet } from '../../orders/imports/reading/table.ts'
import { firstRows } from '../../orders/imports/reading/table.ts'
import { MOST_LINES } from '../receipts/text-lines.ts'

/** The headings of the template; others that suppliers' tables usually have are understood too. */
export const HEADINGS = ['SKU 编码', '件数'] as const

const skuHeadings = ['SKU编码', 'SKU', '商家编码', '规格编码', '商品编码', '条码', '货号']
const quantityHeadings = ['件数', '数量', '到货件数', '发货数量', '采购数量', '订货数量']
/** Rows above the headings: the supplier's name, a date. */
const MOST_ABOVE = 10

const plain = (cell: string | undefined): string => (cell ?? '').normalize('NFKC').replaceAll(/\s+/g, '')

/**
 * The lines of a table as text, one `SKU pieces` per line, so that whatever is wrong can be put right where it's shown.
 * @throws FieldError at `file` for a file that isn't such a table
 */
export async function linesOfFile({ path, name }: { path: string; name: string }): Promise<string> {
  try {
    const { sheets } = await openTable(await fileSource(path, name), defaultLimits)
    for (const sheet of sheets) {
      const lines = linesOfRows(await rowsOf(sheet))
      if (lines) return lines.join('\n')
    }
  } catch (error) {
    if (error instanceof Refused) throw new FieldError({ file: error.refusal.message })
    throw error
  }
  throw new FieldError({ file: `没有找到“${HEADINGS[0]}”和“${HEADINGS[1]}”两列，请下载模板对照。` })
}

function rowsOf(sheet: Sheet): Promise<RawRow[]> {
  return firstRows(sheet, MOST_ABOVE + 1 + MOST_LINES + 1)
}

/** The lines below the first row that names both columns; null where none does. Blank rows and sums are left out. */
export function linesOfRows(rows: readonly Pick<RawRow, 'cells'>[]): string[] | null {
  for (const [at, { cells }] of rows.slice(0, MOST_ABOVE + 1).entries()) {
    const heads = cells.map((cell) => plain(cell).toUpperCase())
    const sku = positionOf(heads, skuHeadings)
    const quantity = positionOf(heads, quantityHeadings)
    if (sku < 0 || quantity < 0) continue
    return rows.slice(at + 1).flatMap((row) => {
      const code = plain(row.cells[sku])
      // Spreadsheets write whole numbers as 12.0 now and then.
      const pieces = plain(row.cells[quantity]).replace(/\.0+$/, '')
      return code === '' || /^(合计|总计|小计)/.test(code) ? [] : [`${code} ${pieces}`.trim()]
    })
  }
  return null
}

/** Where the first known heading stands; headings may go on, as in 件数（件）. */
function positionOf(heads: readonly string[], known: readonly string[]): number {
  for (const name of known) {
    const at = heads.findIndex(
      (head) => head === name.toUpperCase() || head.startsWith(`${name.toUpperCase()}(`),
    )
    if (at >= 0) return at
  }
  return -1
}
