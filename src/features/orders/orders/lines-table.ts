import type { TableView } from '../../../web/parts.ts'
import { refundBadges, statusBadge, yuan } from './cells.ts'
import type { LineRow } from './lines.ts'

/** What was ordered and which goods of ours that means. */
export function linesTable(lines: readonly LineRow[]): TableView {
  return {
    id: 'lines',
    title: '商品',
    label: '商品',
    columns: [
      { key: 'title', label: '商品', width: 'wide' },
      { key: 'code', label: '商家编码' },
      { key: 'goods', label: '对应货品' },
      { key: 'quantity', label: '数量', unit: '件', numeric: true },
      { key: 'price', label: '单价', unit: '元', numeric: true },
      { key: 'paid', label: '实付', unit: '元', numeric: true },
      { key: 'state', label: '状态' },
    ],
    rows: lines.map((line) => ({
      id: String(line.id),
      label: line.title,
      cells: {
        title: {
          text: line.title,
          ...(line.listingId === null ? {} : { href: `/catalog/listings/${line.listingId}` }),
          ...(line.properties ? { sub: line.properties } : {}),
        },
        code: { text: line.matchCode, mono: true },
        goods:
          line.goods.length > 0
            ? {
                text: line.goods
                  .map(({ sku, quantity }) => (quantity === 1 ? sku : `${sku} × ${quantity}`))
                  .join('、'),
                sub: [...new Set(line.goods.map(({ product }) => product))].join('、'),
              }
            : { text: '', badge: { label: '未匹配', tone: 'danger' } },
        quantity: String(line.quantity),
        price: yuan(line.unitPriceFen),
        paid: yuan(line.paidFen),
        state: { text: '', badges: [statusBadge(line.status), ...refundBadges(line.refundStatus)] },
      },
    })),
    empty: {
      title: '还没有商品明细',
      text: '订单列表里没有商品编码。请再导入同一批订单的宝贝清单（ExportOrderDetailList）。',
    },
  }
}
