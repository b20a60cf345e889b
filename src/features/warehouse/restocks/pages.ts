import type { Actor } from '../../../actor.ts'
import { formatMinute } from '../../../lib/dates.ts'
import { boundedCount } from '../../../lib/paging.ts'
import type { ListQuery } from '../../../web/list.ts'
import { deedLink, stateBadge } from '../../../web/moves.ts'
import type { ListPage } from '../../../web/pages.ts'
import type { Action, Crumb, RowView } from '../../../web/parts.ts'
import { field, momentCell } from '../../../web/parts.ts'
import type { SupplierChoice } from '../../catalog/suppliers/queries.ts'
import { calculateAction } from '../restock-runs/calculate-button.ts'
import type { RestockRunRow } from '../restock-runs/queries.ts'
import { perDay } from './formula-words.ts'
import { restocks } from './noun.ts'
import type { Part, RestockRow } from './queries.ts'
import { PARTS } from './queries.ts'

/** The list as the first crumb. */
export const home: Crumb = { label: '补货建议', href: '/warehouse/restocks' }
const partLabels: Record<Part, string> = {
  open: '待采购',
  urgent: '紧急',
  ordered: '已下单',
  ended: '驳回或不需要',
}

/** What the list shows beside its rows. */
export interface Around {
  counts: Record<Part, number>
  choices: readonly SupplierChoice[]
  /** When the figures were last calculated; null: never. */
  calculatedAt: Date | null
  /** The calculation that is under way. */
  underWay: RestockRunRow | undefined
}

/** The list with its tabs, filters and paging. */
export function listPage(
  actor: Actor,
  query: ListQuery,
  rows: readonly RestockRow[],
  { counts, choices, calculatedAt, underWay }: Around,
): ListPage {
  const part = query.oneOf('part', PARTS) ?? 'open'
  const set = query.get('q') ?? query.get('supplier')
  return {
    title: '补货建议',
    breadcrumb: [{ label: '仓库' }, { label: '补货建议' }],
    head: {
      title: '补货建议',
      text: `可用和在途降到补货点的 SKU，每晚算一次。${calculatedAt ? `上次计算：${formatMinute(calculatedAt)}。` : '还没有算过。'}`,
      actions: [
        primary(deedLink(restocks, actor, null, 'order', '/warehouse/restocks/order')),
        calculateAction(actor, underWay),
        { label: '计算记录', href: '/warehouse/restock-runs' },
      ],
    },
    table: {
      label: '补货建议',
      path: query.path,
      keep: query.keep('q', 'supplier'),
      search: field('q', '搜索', 'search', query.get('q') ?? '', { placeholder: '单号或 SKU 编码' }),
      filters: [
        field('supplier', '供应商', 'select', query.get('supplier') ?? '', {
          options: [
            { value: '', label: '全部' },
            ...choices.map(({ id, name }) => ({ value: String(id), label: name })),
          ],
        }),
      ],
      ...(set ? { reset: query.href({ q: undefined, supplier: undefined }) } : {}),
      tabs: PARTS.map((key) => ({
        label: partLabels[key],
        href: query.href({ part: key }),
        count: boundedCount(counts[key]),
        active: key === part,
      })),
      columns: [
        { key: 'number', label: '单号', fixed: true },
        { key: 'sku', label: 'SKU', width: 'wide' },
        { key: 'supplier', label: '供应商' },
        { key: 'rate', label: '日均销量', unit: '件', numeric: true },
        { key: 'available', label: '可用', unit: '件', numeric: true },
        { key: 'onTheWay', label: '在途', unit: '件', numeric: true },
        { key: 'owed', label: '欠货', unit: '件', numeric: true },
        { key: 'proposed', label: '建议量', unit: '件', numeric: true },
        { key: 'ordered', label: '下单量', unit: '件', numeric: true, hidden: part !== 'ordered' },
        { key: 'delivery', label: '到货单', hidden: part !== 'ordered' },
        { key: 'created', label: '提出时间', hidden: true },
        { key: 'state', label: '状态' },
      ],
      rows: rows.map(rowOf),
      empty: {
        title: set ? '没有符合条件的补货建议' : '没有补货建议',
        text: set
          ? '换一个搜索词，或去掉筛选条件。'
          : '库存高于补货点时这里是空的。日均销量来自导入的订单；交货期在“供应商”、安全库存和整箱在“补货规则”里设。',
      },
    },
  }
}

const primary = (action: Action): Action => ({ ...action, tone: 'primary' })

/** Pieces that were ordered; null while nothing was. */
export function ordered({ deliveryId, changedTo, proposed }: RestockRow): number | null {
  return deliveryId === null ? null : (changedTo ?? proposed)
}

function rowOf(row: RestockRow): RowView {
  return {
    id: String(row.id),
    label: row.number,
    cells: {
      number: {
        text: row.number,
        href: `/warehouse/restocks/${row.id}`,
        mono: true,
        ...(row.urgent ? { badge: { label: '紧急', tone: 'danger' as const } } : {}),
      },
      sku: { text: row.skuCode, href: `/warehouse/stock/${row.skuId}`, mono: true, sub: row.product },
      supplier: row.supplier ?? { text: '', badge: { label: '没有供应商', tone: 'warning' } },
      rate: perDay(row.milliPerDay),
      available: String(row.available),
      onTheWay: String(row.onTheWay),
      owed: String(row.owed),
      proposed: String(row.proposed),
      ordered: ordered(row)?.toString() ?? '',
      delivery: row.deliveryNumber
        ? { text: row.deliveryNumber, href: `/warehouse/deliveries/${row.deliveryId}`, mono: true }
        : '',
      created: momentCell(row.createdAt),
      state: { text: '', badge: stateBadge(restocks, row.state) },
    },
  }
}
