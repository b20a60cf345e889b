import type { Actor } from '../../../actor.ts'
import { dayOf } from '../../../lib/dates.ts'
import { formatYuan } from '../../../lib/money.ts'
import { formToken } from '../../../web/form.ts'
import { deedButton, deedLink, useBadge } from '../../../web/moves.ts'
import type { RecordPage } from '../../../web/pages.ts'
import type { FormView, RowView, TableView, Typed } from '../../../web/parts.ts'
import { field, formOf, momentCell } from '../../../web/parts.ts'
import { timelineOf } from '../../../web/timeline.ts'
import type { HistoryRow } from '../../../work/history.ts'
import { allowed, whyNot } from '../../../work/nouns.ts'
import { suppliers } from './noun.ts'
import { home } from './pages.ts'
import type { SupplierView } from './parts.ts'
import type { OfferRow, PriceRow, SupplierRow } from './queries.ts'

/** What a supplier's page shows beside its head. */
export interface Details {
  offers: readonly OfferRow[]
  prices: readonly PriceRow[]
  /** SKUs to choose from. */
  suggestions: readonly string[]
  /** What later departments know. */
  beyond: SupplierView
  history: readonly HistoryRow[]
}

/** A supplier with whom to ask for, how it delivers, what it delivers for how much, and its history. */
export function showPage(actor: Actor, supplier: SupplierRow, details: Details, typed?: Typed): RecordPage {
  const { offers, prices, suggestions, beyond, history } = details
  const path = `/catalog/suppliers/${supplier.id}`
  const sees = allowed(suppliers, actor, 'see-prices', null)
  const offering = whyNot(suppliers, actor, 'offer', supplier) === undefined && !supplier.archivedAt
  return {
    title: supplier.name,
    breadcrumb: [home, { label: supplier.name }],
    head: {
      title: supplier.name,
      state: useBadge(supplier.archivedAt),
      actions: [
        deedLink(suppliers, actor, supplier, 'edit', `${path}/edit`),
        supplier.archivedAt
          ? deedButton(suppliers, actor, supplier, 'restore')
          : deedButton(suppliers, actor, supplier, 'archive', {
              confirm: {
                title: '停用供应商',
                text: '新的到货单不能再选它；记录和进价都保留。',
                submit: '停用',
              },
            }),
      ],
      facts: [
        { label: '联系人', value: supplier.contact ?? '' },
        { label: '电话', value: { text: supplier.phone ?? '', copy: Boolean(supplier.phone) } },
        {
          label: '微信、旺旺或邮箱',
          value: { text: supplier.messenger ?? '', copy: Boolean(supplier.messenger) },
        },
        { label: '供货周期', value: `${supplier.leadDays} 天` },
        { label: '供货', value: `${supplier.skus} 个 SKU` },
        { label: '地址', value: supplier.address ?? '', wide: true },
        { label: '备注', value: supplier.note ?? '', wide: true },
      ],
    },
    ...(beyond.facts.length > 0 ? { facts: [{ title: '交货与质量', facts: beyond.facts }] } : {}),
    tables: [
      offerTable(supplier, offers, sees, offering),
      ...(sees ? [priceTable(prices)] : []),
      ...beyond.tables,
    ],
    ...(offering ? { forms: [offerForm(supplier, suggestions, typed)] } : {}),
    timeline: timelineOf(suppliers, history),
  }
}

function offerTable(
  supplier: SupplierRow,
  offers: readonly OfferRow[],
  sees: boolean,
  offering: boolean,
): TableView {
  return {
    id: 'offers',
    title: '供哪些 SKU',
    label: '供哪些 SKU',
    columns: [
      { key: 'sku', label: 'SKU 编码', fixed: true },
      { key: 'product', label: '货品', width: 'wide' },
      { key: 'minimum', label: '起订量', unit: '件', numeric: true },
      ...(sees ? [{ key: 'price', label: '进价', unit: '元', numeric: true }] : []),
      ...(sees ? [{ key: 'since', label: '进价日期' }] : []),
    ],
    rows: offers.map((offer): RowView => ({
      id: String(offer.id),
      label: offer.sku,
      cells: {
        sku: {
          text: offer.sku,
          href: `/catalog/skus/${offer.skuId}`,
          mono: true,
          ...(offer.preferred ? { badge: { label: '首选', tone: 'success' as const } } : {}),
        },
        product: offer.product,
        minimum: String(offer.minimumQuantity),
        price: offer.priceFen === null ? '' : formatYuan(offer.priceFen),
        since: offer.pricedAt ? dayOf(offer.pricedAt) : '',
      },
      ...(offering
        ? {
            actions: [
              {
                label: '停止供货',
                post: `/catalog/suppliers/${supplier.id}/offers/${offer.id}/end`,
                token: formToken(),
                version: supplier.version,
              },
            ],
          }
        : {}),
    })),
    empty: { title: '还没有登记供货', text: '由采购在下面登记它供哪些 SKU、进价和起订量。' },
  }
}

function priceTable(prices: readonly PriceRow[]): TableView {
  return {
    id: 'prices',
    title: '进价变动',
    label: '进价变动',
    columns: [
      { key: 'at', label: '时间' },
      { key: 'sku', label: 'SKU 编码' },
      { key: 'former', label: '原进价', unit: '元', numeric: true },
      { key: 'price', label: '进价', unit: '元', numeric: true },
      { key: 'person', label: '登记人' },
    ],
    rows: prices.map((one) => ({
      id: String(one.id),
      cells: {
        at: momentCell(one.at),
        sku: { text: one.sku, mono: true },
        former: one.formerFen === null ? '' : formatYuan(one.formerFen),
        price: formatYuan(one.priceFen),
        person: one.person ?? '系统',
      },
    })),
    empty: { title: '还没有进价', text: '登记供货时填写进价，每次变动都会记在这里。' },
  }
}

function offerForm(supplier: SupplierRow, suggestions: readonly string[], typed?: Typed): FormView {
  return formOf(
    {
      id: 'offer',
      action: `/catalog/suppliers/${supplier.id}/offers`,
      submit: '登记供货',
      token: formToken(),
      version: supplier.version,
      fields: [
        field('sku', 'SKU 编码或条码', 'text', '', {
          required: true,
          datalist: [...suggestions],
          autocomplete: 'off',
          width: 'half',
          hint: '已登记的 SKU 再填一次就是修改',
        }),
        field('minimumQuantity', '起订量', 'number', '1', {
          required: true,
          min: '1',
          unit: '件',
          width: 'half',
        }),
        field('priceFen', '进价', 'money', '', { width: 'half', hint: '每件；留空表示不变或未定' }),
        field('preferred', '这个 SKU 首选向它进货', 'checkbox', '', { width: 'half' }),
      ],
    },
    typed,
  )
}
