import { formatYuan } from '../../../lib/money.ts'
import type { Badge, Cell } from '../../../web/parts.ts'
import type { AddressDoubt, OrderStatus, RefundStatus } from '../../../generated/prisma/enums.ts'
import { orderStates, refundStates } from './words.ts'

/** Yuan without a sign, or nothing. */
export function yuan(fen: number | null): string {
  return fen === null ? '' : formatYuan(fen)
}

export function statusBadge(status: OrderStatus): Badge {
  return orderStates[status]
}

/** A refund's badge, or nothing where there is none. */
export function refundBadges(refund: RefundStatus | null): Badge[] {
  return refund === null || refund === 'NONE' ? [] : [refundStates[refund]]
}

/** Shortens a text for a list; the whole stands behind it. */
export function snippet(text: string | null, length = 24): Cell {
  if (!text) return ''
  const characters = [...text.replace(/\s+/g, ' ')]
  if (characters.length <= length) return characters.join('')
  return { text: `${characters.slice(0, length).join('')}…`, title: text }
}

const doubts: Record<AddressDoubt, string> = {
  MISSING: '文件里没有收货地址',
  SHORT: '收货地址过短，可能不完整',
  CHANGED: '收货地址已修改',
}

/** What is wrong with an address, in words. */
export function addressDoubtLabel(doubt: AddressDoubt | null): string {
  return doubt ? doubts[doubt] : ''
}
