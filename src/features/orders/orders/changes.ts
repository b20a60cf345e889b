import type { Tx } from '../../../database/client.ts'
import type { OrderStatus, RefundStatus } from '../../../generated/prisma/enums.ts'
import { orders } from './noun.ts'

/** What an import can change about an order that somebody may already be shipping. */
export type ChangeKind =
  /** Closed on the platform. */
  | 'CANCELLED'
  /** The platform calls it shipped, partly shipped or finished. */
  | 'SHIPPED'
  /** Carrier or tracking number. */
  | 'TRACKING'
  | 'ADDRESS'
  /** Message, memo, flag or the platform's own notes. */
  | 'REMARK'
  /** A refund was applied for, agreed or paid on a line. */
  | 'REFUND'
  /** Lines were added, or their goods or quantities changed. */
  | 'LINES'

/** An order of which a file said something else than was known. */
export interface OrderChange {
  readonly orderId: number
  /** The order's fields as history names them. */
  readonly fields: readonly string[]
  readonly kinds: readonly ChangeKind[]
}

interface LineThen {
  readonly ordinal: number
  readonly code?: string
  readonly quantity: number
  readonly refundStatus: RefundStatus
}

interface Changes {
  readonly [field: string]: readonly [unknown, unknown] | undefined
  readonly status?: readonly [OrderStatus, OrderStatus]
  readonly lines?: readonly [LineThen[] | null, LineThen[]]
}

/**
 * The orders that an import changed, and what about them; orders that it brought new aren't among them. Read from
 * history, in the transaction of the import or any time later.
 * @param importId of an import that is done, or is being done in this transaction
 */
export async function orderChangesOf(tx: Pick<Tx, '$queryRaw'>, importId: number): Promise<OrderChange[]> {
  const rows = await tx.$queryRaw<{ orderId: number; changes: Changes }[]>`
    SELECT h.subject_id AS "orderId", h.changes
    FROM imports i JOIN history h ON h.at = i.finished_at AND h.noun = ${orders.key} AND h.deed = 'import' AND h.remark = i.number
    WHERE i.id = ${importId} AND h.changes IS NOT NULL ORDER BY h.id`
  return rows.map(({ orderId, changes }) => ({
    orderId,
    fields: Object.keys(changes),
    kinds: kindsOf(changes),
  }))
}

const REMARKS = ['buyerMessage', 'sellerMemo', 'flag', 'exception']

/** The kinds of change in one line of an order's history. */
export function kindsOf(changes: Changes): ChangeKind[] {
  const has = (...fields: string[]): boolean => fields.some((field) => changes[field] !== undefined)
  const status = changes.status?.[1]
  const found: [ChangeKind, boolean][] = [
    ['CANCELLED', status === 'CLOSED'],
    ['SHIPPED', status === 'PART_SHIPPED' || status === 'SHIPPED' || status === 'FINISHED'],
    ['TRACKING', has('carrier', 'trackingNumber')],
    // An address where none was known before isn't another one.
    ['ADDRESS', changes['address'] !== undefined && changes['address'][0] !== null],
    ['REMARK', has(...REMARKS)],
    ['REFUND', refunded(changes)],
    ['LINES', otherGoods(changes)],
  ]
  return found.flatMap(([kind, is]) => (is ? [kind] : []))
}

function pairs({ lines }: Changes): [LineThen | undefined, LineThen][] {
  if (!lines) return []
  const [before, after] = lines
  return after.map((line) => [before?.find(({ ordinal }) => ordinal === line.ordinal), line])
}

function refunded(changes: Changes): boolean {
  return pairs(changes).some(
    ([before, after]) =>
      after.refundStatus !== before?.refundStatus &&
      ['APPLIED', 'AGREED', 'REFUNDED'].includes(after.refundStatus),
  )
}

function otherGoods(changes: Changes): boolean {
  return pairs(changes).some(
    ([before, after]) =>
      before === undefined || before.quantity !== after.quantity || before.code !== after.code,
  )
}
