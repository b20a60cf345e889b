import { amount, longId, waybill, words } from '../reading/clean.ts'
import { before, moment, names, text } from './columns.ts'
import type { Kind } from './kind.ts'

/** A parcel that the courier hasn't picked up in time, or is about not to. Amounts in fen. */
export type PickupExceptionRow = {
  readonly platformOrderId: string
  readonly platformLineId?: string
  /** `支付-揽收(48h)` */
  readonly exceptionType: string
  /** `即将超时`, `已超时` */
  readonly timeoutType?: string
  readonly trackingNumber?: string
  readonly carrier?: string
  readonly paidAt?: Date
  readonly pickupDueAt?: Date
  /** What the platform will take for it. */
  readonly compensationFen?: number
  readonly title?: string
  /** What colleagues noted, one line each; may name anybody. */
  readonly note?: string
}

/** The list of parcels not picked up (包裹中心 → 揽收异常): one row per line of an order and kind of exception. */
export const pickupExceptions: Kind<PickupExceptionRow> = {
  key: 'PICKUP_EXCEPTIONS',
  label: '揽收异常',
  signatures: [{ all: ['交易单号', '运单号', '异常类型'] }],
  generations: [{ name: 'E1', label: '2026 年版（15 列）', all: ['交易单号'] }],
  columns: {
    platformOrderId: { headings: ['交易单号'], parse: longId, need: 'always' },
    platformLineId: { headings: ['子交易单号'], parse: longId },
    exceptionType: { headings: ['异常类型'], parse: words, need: 'always' },
    timeoutType: text('超时类型'),
    trackingNumber: { headings: ['运单号'], parse: waybill },
    carrier: text('快递公司'),
    paidAt: moment('支付时间'),
    pickupDueAt: moment('应揽收时间'),
    compensationFen: { headings: ['预计赔付金额'], parse: amount },
    title: text('商品名称'),
    note: text('备注信息'),
  },
  // The last three are personal.
  unused: names('订单服务 买家姓名 买家电话 买家地址'),
  keyOf: (row) => `${row.platformLineId ?? row.platformOrderId}#${row.exceptionType}`,
  keyLabel: '子交易单号与异常类型',
  groupOf: (cells) => cells.platformOrderId,
  derive: () => ({}),
  contradictions: (row) =>
    before(row.pickupDueAt, row.paidAt) ? [{ field: 'pickupDueAt', reason: '应揽收时间早于支付时间' }] : [],
  doubts: () => [],
}
