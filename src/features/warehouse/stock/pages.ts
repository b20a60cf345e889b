import type { Actor } from '../../../actor.ts'
import { formToken } from '../../../web/form.ts'
import type { ListQuery } from '../../../web/list.ts'
import { deedLink } from '../../../web/moves.ts'
import type { FormPage, ListPage } from '../../../web/pages.ts'
import type { Badge, Crumb, RowView, Typed } from '../../../web/parts.ts'
import { field, formOf } from '../../../web/parts.ts'
import { BEING_COUNTED, piecesOf } from './blind.ts'
import { stock } from './noun.ts'
import type { BalanceRow, Part, StockRow } from './queries.ts'
import { PARTS } from './queries.ts'

/** The list as the first crumb. */
export const home: Crumb = { label: '库存', href: '/warehouse/stock' }
const partLabels: Record<Part, string> = {
  all: '全部',
  out: '无可用',
  reserved: '有预留',
  quarantined: '有隔离',
  misplaced: '放错库位',
}
/** Whether there's anything to sell, in words. */
export function stockBadge({ onHand, available, hidden }: StockRow): Badge {
  if (hidden) return { label: BEING_COUNTED, tone: 'progress' }
  if (available > 0) return { label: '有货', tone: 'success' }
  return onHand > 0 ? { label: '无可用', tone: 'warning' } : { label: '无货', tone: 'danger' }
}

/** The list with its tabs, search and order. */
export function listPage(actor: Actor, query: ListQuery, rows: readonly StockRow[], part: Part): ListPage {
  const set = query.get('q')
  return {
    title: '库存',
    breadcrumb: [{ label: '仓库' }, { label: '库存' }],
    head: {
      title: '库存',
      text: '可用 = 现有 − 预留 − 隔离。打包待发的货品在交给快递之前仍算现有。',
    },
    table: {
      label: '库存',
      path: query.path,
      keep: query.keep('q'),
      search: field('q', '搜索', 'search', query.get('q') ?? '', {
        placeholder: 'SKU 编码、货号、名称或条码',
      }),
      ...(set ? { reset: query.href({ q: undefined }) } : {}),
      tabs: PARTS.map((key) => ({
        label: partLabels[key],
        href: query.href({ part: key }),
        active: key === part,
      })),
      columns: [
        { key: 'code', label: 'SKU 编码', fixed: true },
        { key: 'product', label: '货品', width: 'wide' },
        { key: 'home', label: '常用库位' },
        { key: 'onHand', label: '现有', unit: '件', numeric: true },
        { key: 'reserved', label: '预留', unit: '件', numeric: true },
        { key: 'quarantined', label: '隔离', unit: '件', numeric: true },
        { key: 'available', label: '可用', unit: '件', numeric: true },
        { key: 'state', label: '状态' },
      ],
      rows: rows.map(rowOf),
      tools: [
        {
          ...deedLink(stock, actor, null, 'import', '/orders/imports/new?kind=STOCK'),
          icon: 'file-import',
        },
      ],
      empty: {
        title: '没有符合条件的 SKU',
        text:
          set || part !== 'all'
            ? '换一个搜索词，或查看全部。'
            : '新增 SKU 并入库后，库存会显示在这里；已有库存表的，用“导入”一次记入。',
      },
    },
  }
}

function rowOf(row: StockRow): RowView {
  return {
    id: String(row.id),
    label: row.code,
    cells: {
      code: { text: row.code, href: `/warehouse/stock/${row.id}`, mono: true },
      product: { text: row.product, sub: [row.color, row.size].filter(Boolean).join(' ') },
      home: row.homeLocation ?? '',
      onHand: piecesOf(row, row.onHand),
      reserved: String(row.reserved),
      quarantined: String(row.quarantined),
      available: piecesOf(row, row.available),
      state: { text: '', badge: stockBadge(row) },
    },
  }
}

/** The form to carry pieces to another location. */
export function transferPage(row: StockRow, balances: readonly BalanceRow[], typed?: Typed): FormPage {
  const path = `/warehouse/stock/${row.id}`
  const here = balances.filter(({ kind }) => kind === 'STORAGE')
  return {
    title: `移库 ${row.code}`,
    breadcrumb: [home, { label: row.code, href: path }, { label: '移库' }],
    head: { title: '移库', text: `${row.code} ${row.product}` },
    facts: {
      facts: here.map((balance) => ({ label: balance.location, value: lyingWords(balance) })),
    },
    form: formOf(
      {
        action: `${path}/transfer`,
        submit: '移库',
        cancel: path,
        token: formToken(),
        fields: [
          field('from', '移出库位', 'text', here[0]?.location ?? '', {
            required: true,
            datalist: here.map(({ location }) => location),
            width: 'third',
          }),
          field('to', '移入库位', 'text', row.homeLocation ?? '', { required: true, width: 'third' }),
          field('quantity', '件数', 'number', '', { required: true, min: '1', unit: '件', width: 'third' }),
          field('remark', '备注', 'text', '', { maxLength: 200, width: 'full' }),
          field('despiteClass', '品类不同也放', 'checkbox', '', { width: 'full' }),
        ],
      },
      typed,
    ),
  }
}

function lyingWords({ quantity, allocated, hidden }: BalanceRow): string {
  if (hidden) return BEING_COUNTED
  return allocated > 0 ? `${quantity} 件（待拣 ${allocated} 件）` : `${quantity} 件`
}
