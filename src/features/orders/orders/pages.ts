import type { Actor } from '../../../actor.ts'
import { OrderStatus } from '../../../generated/prisma/enums.ts'
import { boundedCount } from '../../../lib/paging.ts'
import type { ListQuery } from '../../../web/list.ts'
import type { ListPage } from '../../../web/pages.ts'
import type { Option, RowView } from '../../../web/parts.ts'
import { field, momentCell } from '../../../web/parts.ts'
import { allowed } from '../../../work/nouns.ts'
import { imports } from '../imports/noun.ts'
import { refundBadges, statusBadge, yuan } from './cells.ts'
import type { OrderRow, Part } from './queries.ts'
import { PARTS } from './queries.ts'
import { orderStates } from './words.ts'

export { revealPage } from './reveal-page.ts'
export { showPage } from './show-page.ts'

const partLabels: Record<Part, string> = {
  'to-ship': '待发货',
  held: '待审核',
  unpaid: '未付款',
  shipped: '已发货',
  all: '全部',
}

/** The statuses in words, for the filter. */
export const STATUSES = Object.values(OrderStatus)

/** The list of orders with its tabs; buyers only masked. */
export function listPage(
  actor: Actor,
  query: ListQuery,
  rows: readonly OrderRow[],
  counts: Record<Part, number>,
  shops: Option[],
): ListPage {
  const part = query.oneOf('part', PARTS) ?? 'to-ship'
  const filtered = ['q', 'shop', 'status', 'buyer'].some((name) => query.get(name))
  const mayImport = allowed(imports, actor, 'create', null)
  return {
    title: '订单',
    breadcrumb: [{ label: '订单' }, { label: '订单' }],
    head: { title: '订单', text: '平台订单的镜像，由导入的文件更新；买家信息只显示一部分。' },
    table: {
      label: '订单',
      path: query.path,
      keep: query.keep('q', 'shop', 'status'),
      search: field('q', '搜索', 'search', query.get('q') ?? '', {
        placeholder: '订单编号、物流单号、买家会员名或商品标题',
        hint: '会员名要写完整',
      }),
      filters: [
        field('shop', '店铺', 'select', query.get('shop') ?? '', { options: shops, placeholder: '全部' }),
        field('status', '订单状态', 'select', query.get('status') ?? '', {
          options: STATUSES.map((value) => ({ value, label: orderStates[value].label })),
          placeholder: '全部',
        }),
      ],
      ...(filtered
        ? { reset: query.href({ q: undefined, shop: undefined, status: undefined, buyer: undefined }) }
        : {}),
      tabs: PARTS.map((key) => ({
        label: partLabels[key],
        href: query.href({ part: key }),
        count: boundedCount(counts[key]),
        active: key === part,
      })),
      columns: [
        { key: 'number', label: '订单编号', fixed: true },
        { key: 'state', label: '状态' },
        { key: 'goods', label: '商品', width: 'wide' },
        { key: 'buyer', label: '买家' },
        { key: 'paid', label: '实付', unit: '元', numeric: true },
        { key: 'paidAt', label: '付款时间' },
        { key: 'tracking', label: '物流' },
        { key: 'shop', label: '店铺' },
        { key: 'orderedAt', label: '下单时间' },
      ],
      rows: rows.map(rowOf),
      ...(mayImport ? { tools: [{ label: '导入', href: '/orders/imports/new', icon: 'file-import' }] } : {}),
      empty: {
        title: filtered ? '没有符合条件的订单' : '这里还没有订单',
        text: filtered
          ? '换一个条件，或到“全部”里找。会员名要写完整才能找到。'
          : '从平台“已卖出的宝贝”导出订单列表和宝贝清单，导入后就会出现在这里。',
        ...(mayImport && !filtered
          ? { action: { label: '导入', href: '/orders/imports/new', tone: 'primary' as const } }
          : {}),
      },
    },
  }
}

function rowOf(order: OrderRow): RowView {
  const rest = order.lineCount - order.titles.length
  return {
    id: String(order.id),
    label: order.platformOrderId,
    cells: {
      number: { text: order.platformOrderId, href: `/orders/orders/${order.id}`, mono: true },
      goods: order.titles.join('；') + (rest > 0 ? `；等 ${order.lineCount} 种` : ''),
      buyer: order.maskedNick ?? '',
      paid: yuan(order.paidFen ?? order.totalFen),
      orderedAt: momentCell(order.orderedAt),
      paidAt: momentCell(order.paidAt),
      tracking: order.trackingNumber
        ? { text: order.trackingNumber, mono: true, ...(order.carrier ? { sub: order.carrier } : {}) }
        : '',
      shop: order.shopName,
      state: {
        text: '',
        badges: [
          statusBadge(order.status),
          ...(order.reviewState === 'HELD' ? [{ label: '待审核', tone: 'warning' as const }] : []),
          ...refundBadges(order.refund),
        ],
      },
    },
  }
}
