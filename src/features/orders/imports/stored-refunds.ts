import type { RefundStatus } from '../../../generated/prisma/enums.ts'
import { redact } from '../buyers/redact.ts'
import { REFUND_FIELDS } from './engine/fields.ts'
import { refundStore } from './engine/refund-store.ts'
import type { FlatRow, Kind } from './kinds/kind.ts'
import type { StoredKind } from './stored-kind.ts'
import { orderColumns, toOrders } from './order-columns.ts'
import { picked, storedKind } from './stored-kind.ts'

/** What is stored of a row of a refund file. Amounts in fen. */
export type RefundFacts = FlatRow & {
  readonly platformRefundId: string
  /** The order's number, or in older files that of the line. */
  readonly platformOrderId: string
  /** The platform's words. */
  readonly status?: string
  readonly statusMapped?: RefundStatus
  readonly type?: string
  readonly refundFen?: number
  readonly paidFen?: number
  readonly appliedAt?: Date
  readonly deadlineAt?: Date
  readonly finishedAt?: Date
  readonly goodsStatus?: string
  readonly reason?: string
  /** 售中 or 售后. */
  readonly phase?: string
  readonly whole?: boolean
  readonly returnedAt?: Date
  readonly returnCarrier?: string
  readonly returnTrackingNumber?: string
  readonly platformItemId?: string
  readonly merchantCode?: string
}

const FACTS = REFUND_FIELDS.map(({ name }) => name).filter((name) => name !== 'stage' && name !== 'reason')

/** How a kind of refund file is stored. What the buyer wrote in own words isn't. */
export function storedRefunds<Row extends RefundFacts>(kind: Kind<Row>): StoredKind {
  return storedKind<Row>({
    kind,
    personal: (['reason', 'explanation'] as const).filter((name) => name in kind.columns),
    givenBy: (has) => [...has, ...(has.has('phase') ? ['stage'] : [])],
    stage: (row) => ({
      ...picked(row, FACTS),
      platformRefundId: row.platformRefundId,
      platformOrderId: row.platformOrderId,
      status: row.status === undefined ? undefined : row.statusMapped,
      platformStatus: row.status,
      reason: row.reason && redact(row.reason),
      stage: row.phase,
      refundStatus: row.statusMapped,
    }),
    preview: orderColumns(
      { key: 'refund', label: '退款编号', fields: ['platformRefundId'], as: 'code' },
      { key: 'type', label: '售后类型', fields: ['type'], as: 'words' },
      { key: 'amount', label: '退款金额', unit: '元', fields: ['refundFen'], as: 'yuan' },
      { key: 'applied', label: '申请时间', fields: ['appliedAt'], as: 'minute' },
      { key: 'words', label: '原话', fields: ['platformStatus'], as: 'words' },
    ),
    list: toOrders,
    store: refundStore,
  })
}
