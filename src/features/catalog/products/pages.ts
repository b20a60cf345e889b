import type { Actor } from '../../../actor.ts'
import { formatMinute } from '../../../lib/dates.ts'
import { withConflict } from '../../../web/conflict.ts'
import { formToken } from '../../../web/form.ts'
import type { ListQuery } from '../../../web/list.ts'
import { deedButton, deedLink, useBadge } from '../../../web/moves.ts'
import type { FormPage, ListPage, RecordPage } from '../../../web/pages.ts'
import type { Crumb, Field, LinkAction, RowView, Typed } from '../../../web/parts.ts'
import { field, formOf } from '../../../web/parts.ts'
import { timelineOf } from '../../../web/timeline.ts'
import type { HistoryRow } from '../../../work/history.ts'
import { whyNot } from '../../../work/nouns.ts'
import { skus } from '../skus/noun.ts'
import type { SkuRow } from '../skus/queries.ts'
import { ROLES, roleLabels } from './forms.ts'
import { products } from './noun.ts'
import type { Product } from './policy.ts'
import type { ProductRow } from './queries.ts'

const home: Crumb = { label: '货品', href: '/catalog/products' }
const roles = ROLES.map((value) => ({ value, label: roleLabels[value] }))

/** The list with its tabs, filters and paging. */
export function listPage(
  actor: Actor,
  query: ListQuery,
  rows: readonly ProductRow[],
  categories: readonly string[],
): ListPage {
  const archived = query.get('archived') === '1'
  const set = ['q', 'role', 'category'].some((name) => query.get(name))
  return {
    title: '货品',
    breadcrumb: [{ label: '商品' }, { label: '货品' }],
    head: { title: '货品', text: '公司的全部货品，各店铺共用；每个颜色尺码是一个 SKU。' },
    table: {
      label: '货品',
      path: query.path,
      keep: query.keep('q', 'role', 'category'),
      search: field('q', '搜索', 'search', query.get('q') ?? '', { placeholder: '货号、名称、SKU 或条码' }),
      filters: [
        field('category', '类目', 'select', query.get('category') ?? '', {
          options: [{ value: '', label: '全部' }, ...categories.map((value) => ({ value, label: value }))],
        }),
        field('role', '主推/辅助', 'select', query.get('role') ?? '', {
          options: [{ value: '', label: '全部' }, ...roles],
        }),
      ],
      ...(set ? { reset: query.href({ q: undefined, role: undefined, category: undefined }) } : {}),
      tabs: [
        { label: '在用', href: query.href({ archived: undefined }), active: !archived },
        { label: '已停用', href: query.href({ archived: '1' }), active: archived },
      ],
      columns: [
        { key: 'code', label: '货号', fixed: true },
        { key: 'name', label: '名称', width: 'wide' },
        { key: 'category', label: '类目' },
        { key: 'brand', label: '品牌' },
        { key: 'role', label: '主推/辅助' },
        { key: 'skus', label: 'SKU', unit: '个', numeric: true },
      ],
      rows: rows.map(rowOf),
      create: newLink(actor),
      empty: set
        ? { title: '没有符合条件的货品', text: '换一个搜索词，或去掉筛选条件。' }
        : {
            title: archived ? '没有停用的货品' : '还没有货品',
            text: archived ? '停用的货品会留在这里。' : '先新增货品，再为每个颜色尺码新增 SKU。',
          },
    },
  }
}

function newLink(actor: Actor): LinkAction | { label: string; disabledBecause: string } {
  const disabledBecause = whyNot(products, actor, 'create', null)
  return disabledBecause
    ? { label: '新增货品', disabledBecause }
    : { label: '新增货品', href: '/catalog/products/new' }
}

function rowOf(product: ProductRow): RowView {
  const href = `/catalog/products/${product.id}`
  return {
    id: String(product.id),
    label: product.name,
    cells: {
      code: { text: product.code, href, mono: true },
      name: { text: product.name, href },
      category: product.category ?? '',
      brand: product.brand ?? '',
      role: roleLabels[product.role],
      skus: String(product.skus),
    },
  }
}

function fieldsOf(categories: readonly string[], product?: Product): Field[] {
  return [
    field('code', '货号', 'text', product?.code ?? '', { required: true, maxLength: 60, width: 'third' }),
    field('name', '名称', 'text', product?.name ?? '', { required: true, maxLength: 120, width: 'third' }),
    field('role', '主推/辅助', 'select', product?.role ?? 'SECONDARY', {
      required: true,
      options: roles,
      width: 'third',
    }),
    field('category', '类目', 'text', product?.category ?? '', {
      maxLength: 60,
      width: 'third',
      datalist: [...categories],
    }),
    field('brand', '品牌', 'text', product?.brand ?? '', { maxLength: 60, width: 'third' }),
    field('fabric', '面料', 'text', product?.fabric ?? '', { maxLength: 120, width: 'third' }),
    field('description', '描述', 'textarea', product?.description ?? '', { maxLength: 5000 }),
  ]
}

/** The form for a new product. */
export function newPage(categories: readonly string[], typed?: Typed): FormPage {
  return {
    title: '新增货品',
    breadcrumb: [home, { label: '新增' }],
    head: { title: '新增货品', text: '保存后再添加各颜色尺码的 SKU。' },
    form: formOf(
      {
        action: '/catalog/products',
        submit: '保存',
        cancel: '/catalog/products',
        token: formToken(),
        fields: fieldsOf(categories),
      },
      typed,
    ),
  }
}

/** The form to change a product. With `typed` after a conflict, both versions are shown. */
export function editPage(
  product: ProductRow,
  categories: readonly string[],
  typed?: Typed,
  conflict = false,
): FormPage {
  const path = `/catalog/products/${product.id}`
  const fields = fieldsOf(categories, product)
  const form = formOf(
    { action: path, submit: '保存', cancel: path, token: formToken(), version: product.version, fields },
    typed,
  )
  return {
    title: `修改 ${product.code}`,
    breadcrumb: [home, { label: product.code, href: path }, { label: '修改' }],
    head: { title: '修改货品', text: product.name },
    form: conflict ? withConflict(form, fields) : form,
  }
}

/** A product with its SKUs and history. */
export function showPage(
  actor: Actor,
  product: ProductRow,
  variants: readonly SkuRow[],
  history: readonly HistoryRow[],
): RecordPage {
  const path = `/catalog/products/${product.id}`
  const why = whyNot(skus, actor, 'create', null) ?? (product.archivedAt ? '货品已停用' : undefined)
  const label = '新增 SKU'
  return {
    title: product.name,
    breadcrumb: [home, { label: product.code }],
    head: {
      title: product.name,
      number: product.code,
      state: useBadge(product.archivedAt),
      actions: [
        deedLink(products, actor, product, 'edit', `${path}/edit`),
        product.archivedAt
          ? deedButton(products, actor, product, 'restore')
          : deedButton(products, actor, product, 'archive', {
              confirm: {
                title: '停用货品',
                text: '它和它的全部 SKU 不再能被选用；库存和历史记录不变。',
                submit: '停用',
              },
            }),
      ],
      facts: [
        { label: '类目', value: product.category ?? '' },
        { label: '品牌', value: product.brand ?? '' },
        { label: '主推/辅助', value: roleLabels[product.role] },
        { label: '面料', value: product.fabric ?? '' },
        { label: '新增时间', value: formatMinute(product.createdAt) },
        {
          label: '首次入库',
          value: product.firstAcceptedAt ? formatMinute(product.firstAcceptedAt) : '',
        },
        ...(product.description ? [{ label: '描述', value: product.description, wide: true }] : []),
      ],
    },
    tables: [
      {
        id: 'skus',
        title: 'SKU',
        label: 'SKU',
        columns: [
          { key: 'code', label: 'SKU 编码', fixed: true },
          { key: 'color', label: '颜色' },
          { key: 'size', label: '尺码' },
          { key: 'barcodes', label: '条码' },
          { key: 'home', label: '常用库位' },
          { key: 'state', label: '状态' },
        ],
        rows: variants.map(variantOf),
        create: why
          ? { label, disabledBecause: why }
          : { label, href: `/catalog/skus/new?product=${encodeURIComponent(product.code)}` },
        empty: { title: '还没有 SKU', text: '每个颜色尺码新增一个 SKU，才能入库和发货。' },
      },
    ],
    timeline: timelineOf(products, history, {
      role: (value) => roleLabels[value as Product['role']] ?? '',
    }),
  }
}

function variantOf(sku: SkuRow): RowView {
  return {
    id: String(sku.id),
    label: sku.code,
    cells: {
      code: { text: sku.code, href: `/catalog/skus/${sku.id}`, mono: true },
      color: sku.color ?? '',
      size: sku.size ?? '',
      barcodes: { text: sku.barcodes.map(({ code }) => code).join(' '), mono: true },
      home: sku.homeLocation ?? '',
      state: { text: '', badge: useBadge(sku.archivedAt) },
    },
  }
}
