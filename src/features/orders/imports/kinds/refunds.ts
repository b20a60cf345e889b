import { amount, code, longId, waybill, words } from '../reading/clean.ts'
import { before, moment, names, text } from './columns.ts'
import type { FieldReason, Kind } from './kind.ts'
import { type RefundStatus, normalizeState, refundStatusOf } from './states.ts'

/** What a buyer asks for. */
export type RefundType = 'REFUND_ONLY' | 'RETURN_AND_REFUND' | 'EXCHANGE' | 'RESEND' | 'REPAIR'

/** One application for a refund or for other after-sales service. Amounts in fen. */
export type RefundRow = {
  readonly platformRefundId: string
  /** The order, or one of its lines: older files give the sub-order number of a refund on one line. */
  readonly platformOrderId: string
  readonly platformItemId?: string
  readonly merchantCode?: string
  readonly title?: string
  readonly refundFen?: number
  readonly paidFen?: number
  /** The platform's words; for files that only tell whether goods come back, the words that later files have. */
  readonly type?: string
  /** Absent for words that we don't know. */
  readonly typeMapped?: RefundType
  /** The platform's words, with narrow commas. */
  readonly status?: string
  /** Absent when the file doesn't tell. Unknown words count as applied for, so that nothing is shipped by mistake. */
  readonly statusMapped?: RefundStatus
  readonly appliedAt?: Date
  readonly finishedAt?: Date
  /** When the platform decides by itself. */
  readonly deadlineAt?: Date
  /** Where the goods are: `买家未收到货`, `买家已收到货`, `买家已退货`. */
  readonly goodsStatus?: string
  readonly reason?: string
  /** What the buyer wrote; may name anybody. */
  readonly explanation?: string
  readonly returnedAt?: Date
  readonly returnTrackingNumber?: string
  readonly returnCarrier?: string
  /** Of everything that was paid, or of a part. */
  readonly whole?: boolean
  /** `售中` before the buyer confirmed receipt, `售后` after. */
  readonly phase?: string
  /** The account that decided. */
  readonly operator?: string
}

const types = new Map<string, RefundType>(
  Object.entries({
    仅退款: 'REFUND_ONLY',
    '退款(仅退款)': 'REFUND_ONLY',
    退货退款: 'RETURN_AND_REFUND',
    退款退货: 'RETURN_AND_REFUND',
    换货: 'EXCHANGE',
    补寄: 'RESEND',
    补发: 'RESEND',
    维修: 'REPAIR',
  }),
)

/** The refund file (退款管理 → 导出): one row per application. Headings newest first. */
export const refunds: Kind<RefundRow> = {
  key: 'REFUNDS',
  label: '退款单',
  signatures: [{ all: ['退款编号', '订单编号'] }],
  generations: [
    { name: 'R1', label: '2017 年版（38 列）', all: ['支付宝交易号', '商家编码'] },
    { name: 'R2', label: '2020–2023 年版（42 列）', all: ['支付宝交易号'] },
    { name: 'R3', label: '2026 年版', all: ['退款编号'] },
  ],
  columns: {
    platformRefundId: { headings: ['退款编号'], parse: longId, need: 'always' },
    platformOrderId: { headings: ['订单编号'], parse: longId, need: 'always' },
    platformItemId: { headings: ['商品id'], parse: code },
    merchantCode: { headings: ['商品编码', '商家编码'], parse: code },
    title: text('宝贝标题', '商品标题'),
    refundFen: { headings: ['买家退款金额', '退款总额'], parse: amount, need: 'new' },
    paidFen: { headings: ['买家实际支付金额', '买家实付金额'], parse: amount },
    type: {
      headings: ['售后类型', '是否需要退货'],
      parse: normalizeState,
      words: { 是: '退货退款', 否: '仅退款' },
    },
    status: { headings: ['退款状态'], parse: normalizeState, need: 'new' },
    appliedAt: { ...moment('退款申请时间', '退款的申请时间'), need: 'new' },
    finishedAt: moment('退款完结时间', '完结时间'),
    deadlineAt: moment('超时时间'),
    goodsStatus: text('货物状态'),
    reason: text('买家退款原因'),
    explanation: text('买家退款说明'),
    returnedAt: moment('买家退货时间'),
    returnTrackingNumber: { headings: ['退货物流单号'], parse: waybill },
    returnCarrier: text('退货物流公司'),
    whole: {
      headings: ['部分退款/全部退款'],
      parse: () => undefined,
      words: { 全部退款: true, 部分退款: false },
    },
    phase: { headings: ['售中或售后'], parse: (said) => said.replace(/退款$/, '') },
    operator: { headings: ['退款操作人'], parse: words },
  },
  // The last two lines tell who somebody is, or may do so.
  unused: names(`
    支付单号 支付宝交易号 订单付款时间 手工退款/系统退款 客服介入状态 责任方 审核操作人 举证超时 是否零秒响应
    退款原因标签 备注标签 业务类型 是否帮他退款 帮他退款操作账号
    买家会员名称 买家会员名 买家昵称 卖家真实姓名 卖家退货地址 卖家邮编 卖家电话 卖家手机
    退货物流信息 发货物流信息 商家备注`),
  keyOf: (row) => row.platformRefundId,
  keyLabel: '退款编号',
  groupOf: (cells) => cells.platformRefundId,
  derive: (cells) => ({
    typeMapped: types.get(cells.type ?? ''),
    statusMapped: cells.status === undefined ? undefined : (refundStatusOf(cells.status) ?? 'APPLIED'),
  }),
  contradictions: (row) =>
    before(row.finishedAt, row.appliedAt)
      ? [{ field: 'finishedAt', reason: '完结时间早于退款申请时间' }]
      : [],
  doubts(row) {
    const found: FieldReason<keyof RefundRow>[] = []
    if (row.status && refundStatusOf(row.status) === null) {
      found.push({ field: 'status', reason: '不认识的退款状态，按“已申请退款”处理，不会发货' })
    }
    if (row.type && !row.typeMapped) found.push({ field: 'type', reason: '不认识的售后类型，按原文保存' })
    if (row.refundFen !== undefined && row.paidFen !== undefined && row.refundFen > row.paidFen) {
      found.push({ field: 'refundFen', reason: '退款金额大于买家实付金额' })
    }
    return found
  },
}
