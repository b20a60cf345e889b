import type { Actor } from '../../../actor.ts'
import { formatMinute } from '../../../lib/dates.ts'
import { formatYuan } from '../../../lib/money.ts'
import type { LabelChoice } from '../../../web/labels.ts'
import { labelsPage } from '../../../web/labels.ts'
import type { ListQuery } from '../../../web/list.ts'
import { deedButton, deedLink, useBadge } from '../../../web/moves.ts'
import type { LabelsPage, ListPage, RecordPage } from '../../../web/pages.ts'
import type { Fact, RowView, TableView } from '../../../web/parts.ts'
import { field } from '../../../web/parts.ts'
import { timelineOf } from '../../../web/timeline.ts'
import type { HistoryRow } from '../../../work/history.ts'
import { allowed, whyNot } from '../../../work/nouns.ts'
import type { OfferRow } from '../suppliers/queries.ts'
import { skuLabel } from './label.ts'
import { skus } from './noun.ts'
import type { SkuRow } from './queries.ts'

/** The list as the first crumb. */
export const home = { label: 'SKU', href: '/catalog/skus' }

/** The list with its filters and paging. */
export function listPage(actor: Actor, query: ListQuery, rows: readonly SkuRow[]): ListPage {
  const archived = query.get('archived') === '1'
  const set = query.get('q') ?? query.get('location')
  const why = whyNot(skus, actor, 'create', null)
  const cost = allowed(skus, actor, 'see-cost', null)
  return {
    title: 'SKU',
    breadcrumb: [{ label: '商品' }, { label: 'SKU' }],
    head: { title: 'SKU', text: '货品的每个颜色尺码：盘点、配货和验货的最小单位。' },
    table: {
      label: 'SKU',
      path: query.path,
      keep: query.keep('q', 'location'),
      search: field('q', '搜索', 'search', query.get('q') ?? '', { placeholder: '编码、货号、名称或条码' }),
      filters: [field('location', '常用库位', 'text', query.get('location') ?? '', { placeholder: 'A-01' })],
      ...(set ? { reset: query.href({ q: undefined, location: undefined }) } : {}),
      tabs: [
        { label: '在用', href: query.href({ archived: undefined }), active: !archived },
        { label: '已停用', href: query.href({ archived: '1' }), active: archived },
      ],
      columns: [
        { key: 'code', label: 'SKU 编码', fixed: true },
        { key: 'product', label: '货品', width: 'wide' },
        { key: 'color', label: '颜色' },
        { key: 'size', label: '尺码' },
        { key: 'barcodes', label: '条码' },
        { key: 'home', label: '常用库位' },
        { key: 'weight', label: '重量', unit: '克', numeric: true },
        ...(cost ? [{ key: 'cost', label: '成本', unit: '元', numeric: true }] : []),
      ],
      rows: rows.map((sku) => rowOf(sku, cost)),
      create: why
        ? { label: '新增 SKU', disabledBecause: why }
        : { label: '新增 SKU', href: '/catalog/skus/new' },
      tools: [
        {
          label: '打印标签',
          href: `/catalog/skus/labels${query.href({}).slice(query.path.length)}`,
          icon: 'barcode',
        },
      ],
      empty: set
        ? { title: '没有符合条件的 SKU', text: '换一个搜索词，或去掉筛选条件。' }
        : { title: '这里还没有 SKU', text: '在货品页面为每个颜色尺码新增 SKU。' },
    },
  }
}

function rowOf(sku: SkuRow, cost: boolean): RowView {
  return {
    id: String(sku.id),
    label: sku.code,
    cells: {
      code: { text: sku.code, href: `/catalog/skus/${sku.id}`, mono: true },
      product: { text: sku.productName, href: `/catalog/products/${sku.productId}`, sub: sku.productCode },
      color: sku.color ?? '',
      size: sku.size ?? '',
      barcodes: { text: sku.barcodes.map(({ code }) => code).join(' '), mono: true },
      home: sku.homeLocation ?? '',
      weight: sku.weight === null ? '' : String(sku.weight),
      ...(cost ? { cost: costOf(sku) } : {}),
    },
  }
}

/** The cost in yuan; empty when unknown. */
export function costOf({ costFen }: SkuRow): string {
  return costFen === null ? '' : formatYuan(costFen)
}

/** Labels with what a gun reads on the goods: the barcode for one piece, or the code. */
export function skuLabels(rows: readonly SkuRow[], choice: LabelChoice): LabelsPage {
  return labelsPage(
    'SKU 标签',
    home,
    rows.map((sku) => skuLabel(sku)),
    choice,
  )
}

/** A SKU with what is known of it and its history. */
export function showPage(
  actor: Actor,
  sku: SkuRow,
  offers: readonly OfferRow[],
  history: readonly HistoryRow[],
): RecordPage {
  const path = `/catalog/skus/${sku.id}`
  const cost: Fact[] = allowed(skus, actor, 'see-cost', null)
    ? [{ label: '成本（元）', value: costOf(sku) }]
    : []
  return {
    title: sku.code,
    breadcrumb: [home, { label: sku.code }],
    head: {
      title: [sku.productName, sku.color, sku.size].filter(Boolean).join(' '),
      number: sku.code,
      state: useBadge(sku.archivedAt ?? sku.productArchivedAt),
      actions: [
        { label: '库存', href: `/warehouse/stock/${sku.id}` },
        {
          label: '打印标签',
          href: `/catalog/skus/labels?q=${encodeURIComponent(sku.code)}`,
          icon: 'barcode',
        },
        deedLink(skus, actor, sku, 'place', `${path}/place`),
        ...(cost.length > 0 ? [deedLink(skus, actor, sku, 'cost', `${path}/cost`)] : []),
        deedLink(skus, actor, sku, 'edit', `${path}/edit`),
        sku.archivedAt
          ? deedButton(skus, actor, sku, 'restore')
          : deedButton(skus, actor, sku, 'archive', {
              confirm: { title: '停用 SKU', text: '它不再能被选用；库存和历史记录不变。', submit: '停用' },
            }),
      ],
      facts: [
        {
          label: '货品',
          value: { text: sku.productCode, href: `/catalog/products/${sku.productId}`, mono: true },
        },
        { label: '颜色', value: sku.color ?? '' },
        { label: '尺码', value: sku.size ?? '' },
        { label: '重量（克）', value: sku.weight?.toString() ?? '' },
        { label: '常用库位', value: sku.homeLocation ?? '' },
        ...cost,
        { label: '新增时间', value: formatMinute(sku.createdAt) },
      ],
    },
    tables: [
      {
        id: 'barcodes',
        title: '条码',
        label: '条码',
        columns: [
          { key: 'code', label: '条码' },
          { key: 'quantity', label: '每次扫描', unit: '件', numeric: true },
        ],
        rows: sku.barcodes.map(({ code, quantity }) => ({
          id: code,
          cells: { code: { text: code, mono: true, copy: true }, quantity: String(quantity) },
        })),
        empty: { title: '还没有条码', text: '没有条码时，扫描或输入 SKU 编码。' },
      },
      offerTable(offers, cost.length > 0),
    ],
    timeline: timelineOf(skus, history),
  }
}

/** Who delivers the SKU, the first choice on top. */
function offerTable(offers: readonly OfferRow[], cost: boolean): TableView {
  return {
    id: 'suppliers',
    title: '供应商',
    label: '供应商',
    columns: [
      { key: 'supplier', label: '供应商', width: 'wide' },
      { key: 'leadDays', label: '供货周期', unit: '天', numeric: true },
      { key: 'minimum', label: '起订量', unit: '件', numeric: true },
      ...(cost ? [{ key: 'price', label: '进价', unit: '元', numeric: true }] : []),
    ],
    rows: offers.map((offer) => ({
      id: String(offer.id),
      label: offer.supplier,
      cells: {
        supplier: {
          text: offer.supplier,
          href: `/catalog/suppliers/${offer.supplierId}`,
          ...(offer.preferred ? { badge: { label: '首选', tone: 'success' as const } } : {}),
        },
        leadDays: String(offer.leadDays),
        minimum: String(offer.minimumQuantity),
        price: offer.priceFen === null ? '' : formatYuan(offer.priceFen),
      },
    })),
    empty: { title: '还没有供应商', text: '由采购在供应商页面登记它供这个 SKU。' },
  }
}
