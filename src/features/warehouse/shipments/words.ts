import { momentWords, timeLeft } from '../../../lib/date-words.ts'
import { formatMinute, plus } from '../../../lib/dates.ts'
import type { Crumb, RichCell } from '../../../web/parts.ts'
import type { ShipmentRow } from './queries.ts'
import { URGENT_MS } from './queries.ts'

export const home: Crumb = { label: '发货单', href: '/warehouse/shipments' }

/** How long a parcel still has, or how late it left; color and words say the same. */
export function countdown(row: Pick<ShipmentRow, 'shipBy' | 'state' | 'shippedAt'>, now: Date): RichCell {
  const exact = { time: row.shipBy.toISOString(), title: `最晚发货 ${formatMinute(row.shipBy)}` }
  if (row.state === 'CANCELLED') return { text: formatMinute(row.shipBy), ...exact }
  if (row.shippedAt) {
    return row.shippedAt > row.shipBy
      ? { text: '超时发货', tone: 'danger', ...exact }
      : { text: '准时', tone: 'success', ...exact }
  }
  const left = { text: timeLeft(row.shipBy, now), sub: momentWords(row.shipBy, now), ...exact }
  if (row.shipBy <= now) return { ...left, tone: 'danger' }
  return row.shipBy < plus(now, URGENT_MS) ? { ...left, tone: 'warning' } : left
}

/** The only SKU with its pieces, or the first of several: `D01 黑 M 等 3 款 5 件`. */
export function goodsOf({ goods, kinds, pieces }: Pick<ShipmentRow, 'goods' | 'kinds' | 'pieces'>): string {
  if (kinds === 0) return ''
  return kinds === 1 ? `${goods} × ${pieces}` : `${goods} 等 ${kinds} 款 ${pieces} 件`
}

/** The order, or the first of several. */
export function orderNumbers({ orderNumbers: numbers, orderCount }: ShipmentRow): RichCell | string {
  const [first] = numbers
  if (first === undefined) return ''
  return { text: first, mono: true, ...(orderCount > 1 ? { sub: `合单，共 ${orderCount} 笔订单` } : {}) }
}
