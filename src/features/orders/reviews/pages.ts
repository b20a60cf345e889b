import { boundedCount } from '../../../lib/paging.ts'
import { formToken } from '../../../web/form.ts'
import type { ListQuery } from '../../../web/list.ts'
import { stateBadge } from '../../../web/moves.ts'
import type { ListPage } from '../../../web/pages.ts'
import type { Option, RowView } from '../../../web/parts.ts'
import { field, momentCell } from '../../../web/parts.ts'
import { snippet, yuan } from '../orders/cells.ts'
import { reviews } from './noun.ts'
import type { Part, ReviewRow } from './queries.ts'
import { PARTS } from './queries.ts'
import { REASON_KEYS, reasonLabels, reasonsCell } from './reasons.ts'

export { releasePage, showPage } from './show-page.ts'

const partLabels: Record<Part, string> = { held: '待审核', released: '已放行', ended: '已失效' }

/** The queue of held orders, and what was decided. */
export function listPage(
  query: ListQuery,
  rows: readonly ReviewRow[],
  counts: Record<Part, number>,
  shops: Option[],
): ListPage {
  const part = query.oneOf('part', PARTS) ?? 'held'
  const filtered = ['q', 'shop', 'reason'].some((name) => query.get(name))
  return {
    title: '订单审核',
    breadcrumb: [{ label: '订单' }, { label: '订单审核' }],
    head: { title: '订单审核', text: '有留言、备注、旗帜、未匹配编码或地址可疑的订单，放行后仓库才会发货。' },
    table: {
      label: '订单审核',
      path: query.path,
      keep: query.keep('q', 'shop', 'reason'),
      search: field('q', '搜索', 'search', query.get('q') ?? '', { placeholder: '订单编号' }),
      filters: [
        field('shop', '店铺', 'select', query.get('shop') ?? '', { options: shops, placeholder: '全部' }),
        field('reason', '原因', 'select', query.get('reason') ?? '', {
          options: REASON_KEYS.map((value) => ({ value, label: reasonLabels[value].label })),
          placeholder: '全部',
        }),
      ],
      ...(filtered ? { reset: query.href({ q: undefined, shop: undefined, reason: undefined }) } : {}),
      tabs: PARTS.map((key) => ({
        label: partLabels[key],
        href: query.href({ part: key }),
        count: boundedCount(counts[key]),
        active: key === part,
      })),
      columns: [
        { key: 'number', label: '订单编号', fixed: true },
        { key: 'reasons', label: '原因' },
        { key: 'message', label: '买家留言' },
        { key: 'memo', label: '卖家备注' },
        { key: 'buyer', label: '买家' },
        { key: 'paidAt', label: '付款时间' },
        { key: 'paid', label: '实付', unit: '元', numeric: true },
        { key: 'shop', label: '店铺' },
        { key: 'state', label: '状态' },
      ],
      rows: rows.map(rowOf),
      ...(part === 'held'
        ? {
            batch: [
              {
                label: '批量放行',
                post: '/orders/reviews/release',
                token: formToken(),
                tone: 'primary' as const,
              },
            ],
          }
        : {}),
      empty:
        part === 'held'
          ? {
              title: '没有待审核的订单',
              text: '导入订单后，需要人看一眼的会出现在这里。',
              icon: 'circle-check',
            }
          : { title: '没有符合条件的订单', text: '换一个条件试试。' },
    },
  }
}

function rowOf(review: ReviewRow): RowView {
  return {
    id: String(review.id),
    label: review.platformOrderId,
    selectable: review.state === 'HELD',
    cells: {
      number: { text: review.platformOrderId, href: `/orders/reviews/${review.id}`, mono: true },
      reasons: reasonsCell(review.reasons),
      message: snippet(review.buyerMessage),
      memo: snippet(review.sellerMemo),
      buyer: review.maskedNick ?? '',
      paidAt: momentCell(review.paidAt),
      paid: yuan(review.paidFen),
      shop: review.shopName,
      state: { text: '', badge: stateBadge(reviews, review.state) },
    },
  }
}
