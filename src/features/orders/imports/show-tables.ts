import type { Actor } from '../../../actor.ts'
import { deedLink } from '../../../web/moves.ts'
import type { TableView } from '../../../web/parts.ts'
import { imports } from './noun.ts'
import type { BadRow, ImportRow } from './queries.ts'
import { doubtsOf, recognitionOf } from './recorded.ts'

/** What became of the file's columns; at the end, because there are many and most people only look once. */
export function columnTable(row: ImportRow): TableView {
  const { known, unused, unknown, missing } = recognitionOf(row).columns
  const line = (id: string, what: string, headings: readonly string[]): TableView['rows'][number] => ({
    id,
    cells: { what, count: String(headings.length), headings: headings.join('、') },
  })
  return {
    id: 'columns',
    title: '列',
    label: '文件的列',
    columns: [
      { key: 'what', label: '识别' },
      { key: 'count', label: '列数', numeric: true },
      { key: 'headings', label: '列名', width: 'wide' },
    ],
    rows: [
      line('unknown', '不认识，不导入', unknown),
      line(
        'known',
        '导入',
        known.map(({ heading }) => heading),
      ),
      line('unused', '认识，不需要保存', unused),
      line(
        'missing',
        '文件里没有',
        missing.map(({ heading }) => heading),
      ),
    ],
    empty: { title: '没有列', text: '' },
  }
}

/** Rows that stay out, with every reason. */
export function badTable(actor: Actor, row: ImportRow, bad: readonly BadRow[]): TableView {
  const rest = row.badCount - bad.length
  return {
    id: 'bad',
    title: '有问题的行',
    label: '有问题的行',
    columns: [
      { key: 'row', label: '行号', numeric: true },
      { key: 'column', label: '列' },
      { key: 'value', label: '内容' },
      { key: 'reason', label: '问题', width: 'wide' },
    ],
    rows: bad.flatMap(({ rowNumber, reasons }) =>
      reasons.map(({ column, value, reason }, i) => ({
        id: `${rowNumber}-${i}`,
        cells: { row: String(rowNumber), column, value, reason },
      })),
    ),
    tools: [deedLink(imports, actor, row, 'bad-rows', `/orders/imports/${row.id}/bad-rows`)],
    ...(rest > 0 ? { total: `另有 ${rest} 行，请下载查看` } : {}),
    empty: { title: '没有有问题的行', text: '' },
  }
}

/** What a person should know of rows that go in. */
export function doubtsTable(row: ImportRow): TableView {
  const { count, first } = doubtsOf(row)
  return {
    id: 'doubts',
    title: '请留意（不影响导入）',
    label: '请留意',
    columns: [
      { key: 'row', label: '行号', numeric: true },
      { key: 'column', label: '列' },
      { key: 'reason', label: '提示', width: 'wide' },
    ],
    rows: first.map(({ rowNumber, column, reason }, i) => ({
      id: String(i),
      cells: { row: String(rowNumber), column, reason },
    })),
    ...(count > first.length ? { total: `共 ${count} 处，只列出前 ${first.length} 处` } : {}),
    empty: { title: '没有要留意的', text: '' },
  }
}
