import { formatYuan } from '../../../lib/money.ts'
import type { ListQuery } from '../../../web/list.ts'
import type { ListPage } from '../../../web/pages.ts'
import type { Option, RowView } from '../../../web/parts.ts'
import { field, momentCell } from '../../../web/parts.ts'
import type { BuyerRow } from './queries.ts'

/** Buyers by the part of their nick that is shown. */
export function listPage(query: ListQuery, rows: readonly BuyerRow[], shops: Option[]): ListPage {
  const filtered = Boolean(query.get('q') ?? query.get('shop'))
  return {
    title: '买家',
    breadcrumb: [{ label: '订单' }, { label: '买家' }],
    head: { title: '买家', text: '按平台会员名识别，只显示一部分；平台已隐藏会员名的订单不归到买家。' },
    table: {
      label: '买家',
      path: query.path,
      keep: query.keep('q', 'shop'),
      search: field('q', '搜索', 'search', query.get('q') ?? '', { placeholder: '完整的会员名' }),
      filters: [
        field('shop', '店铺', 'select', query.get('shop') ?? '', { options: shops, placeholder: '全部' }),
      ],
      ...(filtered ? { reset: query.href({ q: undefined, shop: undefined }) } : {}),
      columns: [
        { key: 'nick', label: '会员名', fixed: true },
        { key: 'shop', label: '店铺' },
        { key: 'orders', label: '订单', unit: '单', numeric: true },
        { key: 'paid', label: '累计实付', unit: '元', numeric: true },
        { key: 'last', label: '最近下单' },
      ],
      rows: rows.map(rowOf),
      empty: filtered
        ? { title: '没有找到这位买家', text: '会员名要写完整，一字不差。' }
        : { title: '还没有买家', text: '导入带有买家会员名的订单列表后，买家会出现在这里。' },
    },
  }
}

function rowOf(buyer: BuyerRow): RowView {
  const href = `/orders/orders?part=all&buyer=${buyer.id}`
  return {
    id: String(buyer.id),
    label: buyer.maskedNick,
    cells: {
      nick: { text: buyer.maskedNick, href },
      shop: buyer.shopName,
      orders: { text: String(buyer.orderCount), href },
      paid: buyer.paidFen === null ? '' : formatYuan(Number(buyer.paidFen)),
      last: momentCell(buyer.lastOrderedAt),
    },
  }
}
