import type { Actor } from '../../../actor.ts'
import { formatYuan } from '../../../lib/money.ts'
import type { RecordPage } from '../../../web/pages.ts'
import type { Action, Alert, Cell, Crumb, Fact, TableView } from '../../../web/parts.ts'
import { momentCell } from '../../../web/parts.ts'
import type { Wording } from '../../../web/timeline.ts'
import { timelineOf } from '../../../web/timeline.ts'
import type { HistoryRow } from '../../../work/history.ts'
import { whyNot } from '../../../work/nouns.ts'
import { merchantCodes } from '../merchant-codes/noun.ts'
import { goodsCell, looksCell, looksOf, priceWords, statusBadge } from './cells.ts'
import { listings } from './noun.ts'
import type { Goods, ListingRow, ListingSkuRow } from './queries.ts'

const home: Crumb = { label: '宝贝', href: '/catalog/listings' }
const yuan = (fen: unknown): string => (typeof fen === 'number' ? formatYuan(fen) : '')

/** What a listing's page shows beside its facts. */
interface Details {
  /** What the code of the item as a whole means. */
  goods: readonly Goods[]
  skus: readonly ListingSkuRow[]
  alerts: Alert[]
}

/** A listing with its SKUs and the goods they mean. */
export function showPage(
  actor: Actor,
  row: ListingRow,
  { goods, skus, alerts }: Details,
  history: readonly HistoryRow[],
): RecordPage {
  // Where there are SKUs, orders name their codes.
  const isAlone = row.skuCount === 0
  return {
    title: row.title ?? row.platformItemId,
    breadcrumb: [home, { label: row.platformItemId }],
    head: {
      title: row.title ?? '宝贝',
      number: row.platformItemId,
      state: statusBadge(row),
      actions: isAlone ? matching(actor, row, row.outerCode, goods) : [],
      facts: [
        { label: '店铺', value: row.shopName },
        { label: '价格', value: priceWords(row) && `${priceWords(row)} 元` },
        ...codeFacts(row, isAlone ? goodsCell(row.outerCode, goods) : ''),
        { label: '类目', value: row.categoryName ?? '' },
        {
          label: '数据截至',
          value: momentCell(row.exportedAt),
        },
      ],
    },
    alerts,
    tables: [skuTable(actor, row, skus)],
    timeline: timelineOf(listings, history, wording),
  }
}

function codeFacts({ outerCode, barcode, quantity }: ListingRow, goods: Cell): Fact[] {
  return [
    { label: '商家编码', value: outerCode === null ? '' : { text: outerCode, mono: true, copy: true } },
    ...(goods === '' ? [] : [{ label: '对应货品', value: goods }]),
    { label: '条形码', value: barcode ?? '' },
    { label: '平台库存', value: quantity === null ? '' : String(quantity) },
  ]
}

function skuTable(actor: Actor, row: ListingRow, skus: readonly ListingSkuRow[]): TableView {
  return {
    id: 'skus',
    title: '规格',
    label: '规格',
    columns: [
      { key: 'looks', label: '规格', width: 'wide' },
      { key: 'code', label: '商家编码' },
      { key: 'goods', label: '对应货品', width: 'wide' },
      { key: 'price', label: '价格', unit: '元', numeric: true },
      { key: 'quantity', label: '平台库存', unit: '件', numeric: true },
      { key: 'barcode', label: '条形码' },
    ],
    rows: skus.map((sku) => ({
      id: String(sku.id),
      label: sku.merchantCode ?? looksOf(sku),
      cells: {
        looks: looksCell(sku),
        code: { text: sku.merchantCode ?? '', mono: true },
        // Nobody needs to match what is no longer offered.
        goods: sku.gone && sku.goods.length === 0 ? '' : goodsCell(sku.merchantCode, sku.goods),
        price: yuan(sku.priceFen),
        quantity: sku.quantity === null ? '' : String(sku.quantity),
        barcode: { text: sku.barcode ?? '', mono: true },
      },
      actions: sku.gone ? [] : matching(actor, row, sku.merchantCode, sku.goods),
    })),
    empty: { title: '没有规格', text: '这个宝贝没有规格，订单按它的商家编码对应货品。' },
  }
}

/** The way to say what a code means that means nothing yet. */
function matching(
  actor: Actor,
  { shopId }: ListingRow,
  code: string | null,
  goods: readonly Goods[],
): Action[] {
  if (code === null || goods.length > 0) return []
  const why = whyNot(merchantCodes, actor, 'create', null)
  const address = `/catalog/merchant-codes/new?${new URLSearchParams({ shop: String(shopId), code }).toString()}`
  return [{ label: '匹配编码', icon: 'link', ...(why ? { disabledBecause: why } : { href: address }) }]
}

/** So many of the SKUs that a line of history names are read out. */
const MOST_TOLD = 20

interface SkuThen {
  code?: string
  looks?: string
  priceFen?: number
  quantity?: number
  gone?: boolean
}

function skuWords(value: unknown): string {
  if (!Array.isArray(value)) return ''
  const told = (value as SkuThen[]).slice(0, MOST_TOLD).map(wordsThen)
  return [...told, ...(value.length > MOST_TOLD ? [`等 ${value.length} 个规格`] : [])].join('；')
}

function wordsThen({ code, looks, priceFen, quantity, gone }: SkuThen): string {
  const parts = [
    ...(priceFen === undefined ? [] : [`${yuan(priceFen)} 元`]),
    ...(quantity === undefined ? [] : [`库存 ${quantity}`]),
    ...(gone ? ['已移除'] : []),
  ]
  return `${code ?? looks ?? '—'}${parts.length > 0 ? `（${parts.join('，')}）` : ''}`
}

/** History keeps fen; people read yuan. */
const wording: Wording = {
  priceFen: (value) => (typeof value === 'number' ? `${yuan(value)} 元` : ''),
  quantity: (value) => (typeof value === 'number' ? String(value) : ''),
  skus: skuWords,
}
