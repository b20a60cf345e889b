import { ListingStatus } from '../../../generated/prisma/enums.ts'
import type { ListQuery } from '../../../web/list.ts'
import type { ListPage } from '../../../web/pages.ts'
import type { Option, RowView } from '../../../web/parts.ts'
import { field } from '../../../web/parts.ts'
import { listingStates, priceWords, statusBadge } from './cells.ts'
import type { ListingRow } from './queries.ts'

export { showPage } from './show-page.ts'

/** The states in words, for the filter. */
export const STATUSES = Object.values(ListingStatus)

/** The list with its filters and paging. */
export function listPage(query: ListQuery, rows: readonly ListingRow[], shops: Option[]): ListPage {
  const unmatched = query.get('codes') === 'unmatched'
  const filtered = ['q', 'shop', 'status'].some((name) => query.get(name))
  return {
    title: '宝贝',
    breadcrumb: [{ label: '商品' }, { label: '宝贝' }],
    head: { title: '宝贝', text: '各店铺在平台上的商品，由导入的商品文件更新。' },
    table: {
      label: '宝贝',
      path: query.path,
      keep: query.keep('q', 'shop', 'status'),
      search: field('q', '搜索', 'search', query.get('q') ?? '', {
        placeholder: '标题、商品编号或商家编码',
      }),
      filters: [
        field('shop', '店铺', 'select', query.get('shop') ?? '', { options: shops, placeholder: '全部' }),
        field('status', '状态', 'select', query.get('status') ?? '', {
          options: STATUSES.map((value) => ({ value, label: listingStates[value].label })),
          placeholder: '全部',
        }),
      ],
      ...(filtered ? { reset: query.href({ q: undefined, shop: undefined, status: undefined }) } : {}),
      tabs: [
        { label: '全部', href: query.href({ codes: undefined }), active: !unmatched },
        { label: '有未匹配的编码', href: query.href({ codes: 'unmatched' }), active: unmatched },
      ],
      columns: [
        { key: 'number', label: '商品编号', fixed: true },
        { key: 'title', label: '标题', width: 'wide' },
        { key: 'state', label: '状态' },
        { key: 'shop', label: '店铺' },
        { key: 'code', label: '商家编码' },
        { key: 'skus', label: '规格', unit: '个', numeric: true },
        { key: 'price', label: '价格', unit: '元', numeric: true },
        { key: 'unmatched', label: '未匹配编码', unit: '个', numeric: true },
      ],
      rows: rows.map(rowOf),
      empty: emptyWords(filtered, unmatched),
    },
  }
}

function emptyWords(filtered: boolean, unmatched: boolean): { title: string; text: string } {
  if (filtered) return { title: '没有符合条件的宝贝', text: '换一个搜索词，或去掉筛选条件。' }
  return unmatched
    ? { title: '所有编码都已匹配', text: '宝贝里填写的商家编码都有对应的货品。' }
    : { title: '这里还没有宝贝', text: '导入淘宝助理、千牛或商家中心导出的商品文件后，就会出现在这里。' }
}

function rowOf(row: ListingRow): RowView {
  return {
    id: String(row.id),
    label: row.platformItemId,
    cells: {
      number: { text: row.platformItemId, href: `/catalog/listings/${row.id}`, mono: true },
      title: { text: row.title ?? '', ...(row.categoryName ? { sub: row.categoryName } : {}) },
      state: { text: '', badge: statusBadge(row) },
      shop: row.shopName,
      code: { text: row.outerCode ?? '', mono: true },
      skus: String(row.skuCount),
      price: priceWords(row),
      unmatched: row.unmatched === 0 ? '' : { text: String(row.unmatched), tone: 'danger' },
    },
  }
}
