import { formatMinute } from '../../../lib/dates.ts'
import type { Badge, TableView } from '../../../web/parts.ts'
import { refundBadges, statusBadge, yuan } from '../orders/cells.ts'
import type { ImportRow, StagedRow } from './queries.ts'
import { storedKindOf } from './stored-kinds.ts'
import type { OrderStatus, RefundStatus } from '../../../generated/prisma/enums.ts'

const effects: Record<StagedRow['effect'], Badge> = {
  NEW: { label: '新增', tone: 'success' },
  CHANGED: { label: '有变化', tone: 'warning' },
  UNCHANGED: { label: '无变化', tone: 'neutral' },
}

/** The first rows as they will be stored: cleaned, and of the buyer only what is shown. */
export function previewTable(row: ImportRow, first: readonly StagedRow[]): TableView {
  const { hasLines } = storedKindOf(row.kind)
  return {
    id: 'first',
    title: '前几行导入后的样子',
    label: '前几行',
    columns: [
      { key: 'row', label: '行号', numeric: true },
      { key: 'effect', label: '导入后' },
      { key: 'number', label: '订单编号' },
      ...(hasLines ? lineColumns : orderColumns),
      { key: 'state', label: '状态' },
    ],
    rows: first.map(({ rowNumber, effect, data }) => ({
      id: String(rowNumber),
      cells: {
        row: String(rowNumber),
        effect: { text: '', badge: effects[effect] },
        number: { text: text(data['platformOrderId']), mono: true },
        ...(hasLines ? lineCells(data) : orderCells(data)),
        state: {
          text: '',
          badges: [
            ...(data['status'] ? [statusBadge(data['status'] as OrderStatus)] : []),
            ...refundBadges((data['refundStatus'] as RefundStatus | undefined) ?? null),
          ],
        },
      },
    })),
    total: `显示前 ${first.length} 行，共 ${row.rowCount} 行`,
    empty: { title: '没有可以导入的行', text: '' },
  }
}

type Cells = TableView['rows'][number]['cells']

const orderColumns = [
  { key: 'buyer', label: '买家' },
  { key: 'address', label: '收货信息', width: 'wide' as const },
  { key: 'paid', label: '实付', unit: '元', numeric: true },
  { key: 'paidAt', label: '付款时间' },
  { key: 'words', label: '留言与备注' },
]

function orderCells(data: StagedRow['data']): Cells {
  const words = [text(data['buyerMessage']), text(data['sellerMemo'])].filter(Boolean)
  return {
    buyer: text(data['maskedNick']),
    address: [data['maskedName'], data['maskedPhone'], data['maskedAddress']]
      .map(text)
      .filter(Boolean)
      .join('，'),
    paid: money(data['paidFen']),
    paidAt: moment(data['paidAt']),
    words: words.join('；'),
  }
}

const lineColumns = [
  { key: 'title', label: '商品', width: 'wide' as const },
  { key: 'code', label: '商家编码' },
  { key: 'quantity', label: '数量', unit: '件', numeric: true },
  { key: 'paid', label: '实付', unit: '元', numeric: true },
]

function lineCells(data: StagedRow['data']): Cells {
  const properties = text(data['properties'])
  return {
    title: { text: text(data['title']) || '—', ...(properties ? { sub: properties } : {}) },
    code: { text: text(data['merchantCode'] ?? data['itemMerchantCode']), mono: true },
    quantity: text(data['quantity']),
    paid: money(data['paidFen']),
  }
}

function text(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

function money(value: unknown): string {
  return typeof value === 'number' ? yuan(value) : ''
}

function moment(value: unknown): string {
  return typeof value === 'string' ? formatMinute(new Date(value)) : ''
}
