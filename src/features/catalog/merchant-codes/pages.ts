import type { Actor } from '../../../actor.ts'
import { formatMinute } from '../../../lib/dates.ts'
import { withConflict } from '../../../web/conflict.ts'
import { formToken } from '../../../web/form.ts'
import type { ListQuery } from '../../../web/list.ts'
import { deedLink } from '../../../web/moves.ts'
import type { FormPage, ListPage, RecordPage } from '../../../web/pages.ts'
import type { Badge, Crumb, Field, Option, Typed } from '../../../web/parts.ts'
import { field, formOf } from '../../../web/parts.ts'
import { timelineOf } from '../../../web/timeline.ts'
import type { HistoryRow } from '../../../work/history.ts'
import { whyNot } from '../../../work/nouns.ts'
import { MOST_COMPONENTS } from './forms.ts'
import { merchantCodes } from './noun.ts'
import type { MerchantCodeRow, NamedComponent } from './queries.ts'
import { inWords } from './queries.ts'

const home: Crumb = { label: '商家编码', href: '/catalog/merchant-codes' }

/** What a form offers to choose from. */
export interface Choices {
  shops: Option[]
  skus: readonly string[]
}

/** One SKU once, or several pieces that are sold together. */
function kindOf({ components }: MerchantCodeRow): Badge {
  const single = components.length === 1 && components[0]?.quantity === 1
  return single ? { label: '单品', tone: 'neutral' } : { label: '组合装', tone: 'info' }
}

/** The list with its filters and paging. */
export function listPage(
  actor: Actor,
  query: ListQuery,
  rows: readonly MerchantCodeRow[],
  shops: readonly Option[],
): ListPage {
  const set = ['q', 'shop', 'kind'].some((name) => query.get(name))
  const why = whyNot(merchantCodes, actor, 'create', null)
  return {
    title: '商家编码',
    breadcrumb: [{ label: '商品' }, { label: '商家编码' }],
    head: {
      title: '商家编码',
      text: '各店铺宝贝里填写的商家编码对应哪个 SKU 或组合装。与 SKU 编码完全相同的不用登记。',
    },
    table: {
      label: '商家编码',
      path: query.path,
      keep: query.keep('q', 'shop', 'kind'),
      search: field('q', '搜索', 'search', query.get('q') ?? '', { placeholder: '商家编码或 SKU 编码' }),
      filters: [
        field('shop', '店铺', 'select', query.get('shop') ?? '', {
          options: [{ value: '', label: '全部' }, ...shops],
        }),
        field('kind', '种类', 'select', query.get('kind') ?? '', {
          options: [
            { value: '', label: '全部' },
            { value: 'single', label: '单品' },
            { value: 'bundle', label: '组合装' },
          ],
        }),
      ],
      ...(set ? { reset: query.href({ q: undefined, shop: undefined, kind: undefined }) } : {}),
      columns: [
        { key: 'code', label: '商家编码', fixed: true },
        { key: 'shop', label: '店铺' },
        { key: 'kind', label: '种类' },
        { key: 'components', label: '对应 SKU', width: 'wide' },
      ],
      rows: rows.map((row) => ({
        id: String(row.id),
        label: row.code,
        cells: {
          code: { text: row.code, href: `/catalog/merchant-codes/${row.id}`, mono: true },
          shop: row.shopName,
          kind: { text: '', badge: kindOf(row) },
          components: inWords(row.components),
        },
      })),
      create: why
        ? { label: '新增', disabledBecause: why }
        : { label: '新增', href: '/catalog/merchant-codes/new' },
      empty: set
        ? { title: '没有符合条件的商家编码', text: '换一个搜索词，或去掉筛选条件。' }
        : { title: '还没有登记商家编码', text: '订单里出现不认识的编码时，也会在这里留下对应关系。' },
    },
  }
}

/** The parts of a bundle: the known ones, and some empty lines. */
function componentFields(skus: readonly string[], components: readonly NamedComponent[]): Field[] {
  const lines = Math.min(MOST_COMPONENTS, Math.max(3, components.length + 2))
  return Array.from({ length: lines }, (_, i) => {
    const [number, known] = [i + 1, components[i]]
    return [
      field(`sku${number}`, `SKU ${number}`, 'text', known?.sku ?? '', {
        required: i === 0,
        datalist: [...skus],
        width: 'half',
        ...(i === 0 ? { hint: 'SKU 编码或条码；组合装在下面各行继续填写' } : {}),
      }),
      field(`quantity${number}`, `数量 ${number}`, 'number', known ? String(known.quantity) : '', {
        unit: '件',
        min: '1',
        width: 'half',
        ...(i === 0 ? { hint: '不填就是 1 件' } : {}),
      }),
    ]
  }).flat()
}

/** The form for a new code. `code` and `shop` are what one comes with from an order. */
export function newPage(choices: Choices, given: { code?: string; shop?: string }, typed?: Typed): FormPage {
  return {
    title: '新增商家编码',
    breadcrumb: [home, { label: '新增' }],
    head: { title: '新增商家编码', text: '登记一次，以后的订单自动对应。' },
    form: formOf(
      {
        action: '/catalog/merchant-codes',
        submit: '保存',
        cancel: '/catalog/merchant-codes',
        token: formToken(),
        fields: [
          field('shopId', '店铺', 'select', given.shop ?? '', {
            required: true,
            options: [{ value: '', label: '请选择' }, ...choices.shops],
            width: 'half',
          }),
          field('code', '商家编码', 'text', given.code ?? '', {
            required: true,
            maxLength: 120,
            width: 'half',
          }),
          ...componentFields(choices.skus, []),
        ],
      },
      typed,
    ),
  }
}

/** The form to say anew what a code means. With `typed` after a conflict, both versions are shown. */
export function editPage(
  row: MerchantCodeRow,
  skus: readonly string[],
  typed?: Typed,
  conflict = false,
): FormPage {
  const path = `/catalog/merchant-codes/${row.id}`
  const fields = componentFields(skus, row.components)
  const form = formOf(
    { action: path, submit: '保存', cancel: path, token: formToken(), version: row.version, fields },
    typed,
  )
  return {
    title: `修改 ${row.code}`,
    breadcrumb: [home, { label: row.code, href: path }, { label: '修改' }],
    head: { title: '修改对应关系', text: `${row.shopName} ${row.code}。已经生成的发货单不受影响。` },
    form: conflict ? withConflict(form, fields) : form,
  }
}

/** A code with what it means and its history. */
export function showPage(actor: Actor, row: MerchantCodeRow, history: readonly HistoryRow[]): RecordPage {
  return {
    title: row.code,
    breadcrumb: [home, { label: row.code }],
    head: {
      title: row.code,
      number: row.code,
      state: kindOf(row),
      actions: [deedLink(merchantCodes, actor, row, 'edit', `/catalog/merchant-codes/${row.id}/edit`)],
      facts: [
        { label: '店铺', value: row.shopName },
        { label: '登记时间', value: formatMinute(row.createdAt) },
      ],
    },
    tables: [
      {
        id: 'components',
        title: '对应 SKU',
        label: '对应 SKU',
        columns: [
          { key: 'sku', label: 'SKU 编码' },
          { key: 'product', label: '货品', width: 'wide' },
          { key: 'quantity', label: '数量', unit: '件', numeric: true },
        ],
        rows: row.components.map(({ skuId, sku, product, quantity }) => ({
          id: String(skuId),
          cells: {
            sku: { text: sku, href: `/catalog/skus/${skuId}`, mono: true },
            product,
            quantity: String(quantity),
          },
        })),
        empty: { title: '没有对应的 SKU', text: '请修改后补充。' },
      },
    ],
    timeline: timelineOf(merchantCodes, history),
  }
}
