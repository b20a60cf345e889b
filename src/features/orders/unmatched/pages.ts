import type { Actor } from '../../../actor.ts'
import { formToken } from '../../../web/form.ts'
import type { ListQuery } from '../../../web/list.ts'
import { deedLink } from '../../../web/moves.ts'
import type { FormPage, ListPage } from '../../../web/pages.ts'
import type { Crumb, Option, RowView, Typed } from '../../../web/parts.ts'
import { field, formOf, momentCell } from '../../../web/parts.ts'
import { PARTS } from './forms.ts'
import { unmatched } from './noun.ts'
import type { UnmatchedRow } from './queries.ts'

const home: Crumb = { label: '未匹配编码', href: '/orders/unmatched' }

/** Codes that orders wait for, the longest wait first. */
export function listPage(
  actor: Actor,
  query: ListQuery,
  rows: readonly UnmatchedRow[],
  shops: Option[],
): ListPage {
  return {
    title: '未匹配编码',
    breadcrumb: [{ label: '订单' }, { label: '未匹配编码' }],
    head: {
      title: '未匹配编码',
      text: '订单里出现、但还不知道对应哪件货品的商家编码。匹配一次，以后的订单自动对应。',
    },
    table: {
      label: '未匹配编码',
      path: query.path,
      keep: query.keep('shop'),
      filters: [
        field('shop', '店铺', 'select', query.get('shop') ?? '', { options: shops, placeholder: '全部' }),
      ],
      ...(query.get('shop') ? { reset: query.href({ shop: undefined }) } : {}),
      columns: [
        { key: 'code', label: '商家编码', fixed: true },
        { key: 'title', label: '商品', width: 'wide' },
        { key: 'shop', label: '店铺' },
        { key: 'orders', label: '等待的订单', unit: '单', numeric: true },
        { key: 'pieces', label: '数量', unit: '件', numeric: true },
        { key: 'oldest', label: '最早付款' },
      ],
      rows: rows.map((row) => rowOf(actor, row)),
      empty: {
        title: '所有编码都已匹配',
        text: '导入订单后，不认识的商家编码会出现在这里。',
        icon: 'circle-check',
      },
    },
  }
}

function rowOf(actor: Actor, row: UnmatchedRow): RowView {
  return {
    id: String(row.id),
    label: row.code,
    cells: {
      code: { text: row.code, href: `/orders/unmatched/${row.id}`, mono: true },
      title: { text: row.title, ...(row.properties ? { sub: row.properties } : {}) },
      shop: row.shopName,
      orders: String(row.orderCount),
      pieces: String(row.pieces),
      oldest: momentCell(row.oldest),
    },
    actions: [deedLink(unmatched, actor, row, 'match', `/orders/unmatched/${row.id}`)],
  }
}

/** Says what a code means. */
export function matchPage(row: UnmatchedRow, skus: readonly string[], typed?: Typed): FormPage {
  return {
    title: `匹配 ${row.code}`,
    breadcrumb: [home, { label: row.code }],
    head: { title: '匹配商家编码', text: '这个编码卖出一件，要发哪些货品、各几件。' },
    facts: {
      facts: [
        { label: '商家编码', value: { text: row.code, mono: true } },
        { label: '店铺', value: row.shopName },
        { label: '商品', value: row.title, wide: true },
        ...(row.properties ? [{ label: '规格', value: row.properties, wide: true }] : []),
        { label: '等待的订单', value: `${row.orderCount} 单，${row.pieces} 件` },
      ],
    },
    form: formOf(
      {
        action: `/orders/unmatched/${row.id}`,
        submit: '匹配',
        cancel: '/orders/unmatched',
        token: formToken(),
        fields: PARTS.flatMap((i) => [
          field(`sku${i}`, `SKU ${i}`, 'text', '', {
            required: i === 1,
            datalist: [...skus],
            width: 'half',
            ...(i === 1 ? { hint: 'SKU 编码或条码；组合装在下面各行继续填写', autofocus: true } : {}),
          }),
          field(`quantity${i}`, `数量 ${i}`, 'number', '', {
            unit: '件',
            min: '1',
            width: 'half',
            ...(i === 1 ? { hint: '不填就是 1 件' } : {}),
          }),
        ]),
      },
      typed,
    ),
  }
}
