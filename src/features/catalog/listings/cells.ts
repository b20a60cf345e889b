import type { ListingStatus } from '../../../generated/prisma/enums.ts'
import { formatYuan } from '../../../lib/money.ts'
import type { Tone } from '../../../lib/workflow.ts'
import type { Badge, Cell } from '../../../web/parts.ts'
import { inWords } from '../merchant-codes/queries.ts'
import type { Listing } from './policy.ts'
import type { Goods, ListingRow, ListingSkuRow } from './queries.ts'

/** What the platform says of a listing, in the trade's words. */
export const listingStates: Readonly<Record<ListingStatus, { label: string; tone: Tone }>> = {
  ON_SALE: { label: '出售中', tone: 'success' },
  OFF_SALE: { label: '仓库中', tone: 'neutral' },
  UNKNOWN: { label: '状态未知', tone: 'neutral' },
}

/** The state in our words; one that we don't know in the platform's. */
export function statusBadge({ status, platformStatus }: Pick<Listing, 'status' | 'platformStatus'>): Badge {
  const state = listingStates[status]
  return status === 'UNKNOWN' && platformStatus ? { ...state, label: platformStatus } : state
}

/** Yuan, or from the lowest to the highest. */
export function priceWords({ lowestFen, highestFen }: ListingRow): string {
  if (lowestFen === null || highestFen === null) return ''
  if (lowestFen === highestFen) return formatYuan(lowestFen)
  return `${formatYuan(lowestFen)}–${formatYuan(highestFen)}`
}

/** The goods that a code means, with the way to them; a badge for a code that means none. */
export function goodsCell(code: string | null, goods: readonly Goods[]): Cell {
  if (code === null) return ''
  const [only] = goods
  if (!only) return { text: '', badge: { label: '未匹配', tone: 'danger' } }
  return {
    text: inWords(goods),
    sub: [...new Set(goods.map(({ product }) => product))].join('、'),
    ...(goods.length === 1 ? { href: `/catalog/skus/${only.skuId}` } : {}),
  }
}

/** What a SKU looks like, in the words of whichever file told; last the platform's numbers. */
export function looksOf({ properties, specification, propertyPairs }: ListingSkuRow): string {
  return [properties, specification].filter(Boolean).join(' ') || (propertyPairs ?? '')
}

/** The same with the platform's number, and whether it's gone. */
export function looksCell(sku: ListingSkuRow): Cell {
  return {
    text: looksOf(sku),
    ...(sku.platformSkuId ? { sub: sku.platformSkuId } : {}),
    ...(sku.gone
      ? { badge: { label: '已移除', tone: 'neutral' as const }, title: '最新的商品文件里已经没有这个规格' }
      : {}),
  }
}
