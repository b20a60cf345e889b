import { formatMinute } from '../../../lib/dates.ts'
import type { Badge, Cell, TableView } from '../../../web/parts.ts'
import type { OrderStatus, RefundStatus } from '../../../generated/prisma/enums.ts'
import { refundBadges, statusBadge, yuan } from '../orders/cells.ts'
import type { ImportRow, StagedRow } from './queries.ts'
import { storedKindOf } from './registry.ts'
import type { PreviewColumn } from './stored-kind.ts'

const effects: Record<StagedRow['effect'], Badge> = {
  NEW: { label: '新增', tone: 'success' },
  CHANGED: { label: '有变化', tone: 'warning' },
  UNCHANGED: { label: '无变化', tone: 'neutral' },
}

const NUMERIC: readonly PreviewColumn['as'][] = ['yuan', 'count']

/** The first rows as they will be stored: cleaned, and of the buyer only what is shown. */
export function previewTable(row: ImportRow, first: readonly StagedRow[]): TableView {
  const { preview } = storedKindOf(row.kind)
  return {
    id: 'first',
    title: '前几行导入后的样子',
    label: '前几行',
    columns: [
      { key: 'row', label: '行号', numeric: true },
      { key: 'effect', label: '导入后' },
      ...preview.map(({ key, label, unit, wide, as }) => ({
        key,
        label,
        ...(unit ? { unit } : {}),
        ...(wide ? { width: 'wide' as const } : {}),
        ...(NUMERIC.includes(as) ? { numeric: true } : {}),
      })),
    ],
    rows: first.map(({ rowNumber, effect, data }) => ({
      id: String(rowNumber),
      cells: {
        row: String(rowNumber),
        effect: { text: '', badge: effects[effect] },
        ...Object.fromEntries(preview.map((column) => [column.key, cellOf(column, data)])),
      },
    })),
    total: `显示前 ${first.length} 行，共 ${row.rowCount} 行`,
    empty: { title: '没有可以导入的行', text: '' },
  }
}

function cellOf({ fields, as, below, was }: PreviewColumn, data: StagedRow['data']): Cell {
  const value = fields.map((field) => data[field]).find((one) => one !== undefined && one !== null)
  switch (as) {
    case 'yuan':
      return typeof value === 'number' ? yuan(value) : ''
    case 'minute':
      return typeof value === 'string' ? formatMinute(new Date(value)) : ''
    case 'count':
      return changed(data, was, text(value))
    case 'code':
      return { text: text(value), mono: true }
    case 'states':
      return {
        text: '',
        badges: [
          ...(data['status'] ? [statusBadge(data['status'] as OrderStatus)] : []),
          ...refundBadges((data['refundStatus'] as RefundStatus | undefined) ?? null),
        ],
      }
    case 'words': {
      const said = fields
        .map((field) => text(data[field]))
        .filter(Boolean)
        .join('；')
      const sub = below ? text(data[below]) : ''
      return sub ? { text: said || '—', sub } : changed(data, was, said)
    }
  }
}

/** What a cell becomes, with what it was. An empty cell of the file leaves what is there. */
function changed(data: StagedRow['data'], was: string | undefined, value: string): string {
  const before = was === undefined ? '' : text(data[was])
  if (before === '' || before === value) return value
  return value === '' ? before : `${before} → ${value}`
}

function text(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}
