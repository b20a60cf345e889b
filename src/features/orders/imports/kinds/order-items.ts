import { amount, code, longId, pieces, waybill, words } from '../reading/clean.ts'
import { before, moment, money, names, refunded, text } from './columns.ts'
import type { FieldReason, Kind } from './kind.ts'
import {
  type OrderStatus,
  type RefundStatus,
  normalizeState,
  orderStatusOf,
  refundStatusOf,
} from './states.ts'

/** One line of an order. Amounts in fen. */
export type OrderLineRow = {
  /** Absent in files up to 2019. */
  readonly platformLineId?: string
  readonly platformOrderId: string
  /** 1-based place among the lines of its order in this file. */
  readonly ordinal: number
  readonly title?: string
  readonly unitPriceFen?: number
  readonly quantity?: number
  /** The code of the SKU. */
  readonly merchantCode?: string
  /** The code of the item as a whole. */
  readonly itemMerchantCode?: string
  readonly platformItemId?: string
  /** `颜色分类：黑色;尺码：L` */
  readonly properties?: string
  /** The platform's words, with narrow commas. */
  readonly status?: string
  readonly statusMapped: OrderStatus
  /** The platform's words, with narrow commas. */
  readonly refundStatus?: string
  /** Absent when the file doesn't tell. Unknown words count as applied for, so that nothing is shipped by mistake. */
  readonly refundStatusMapped?: RefundStatus
  readonly refundFen?: number
  readonly paidFen?: number
  readonly payableFen?: number
  readonly paymentId?: string
  readonly createdAt?: Date
  readonly paidAt?: Date
  readonly shippedAt?: Date
  readonly shipDueAt?: Date
  readonly carrier?: string
  readonly trackingNumber?: string
  readonly sellerMemo?: string
  readonly buyerMessage?: string
  readonly tags?: string
}

/** The item file (导出宝贝清单): one row per line of an order. Headings newest first. */
export const orderItems: Kind<OrderLineRow> = {
  key: 'ORDER_ITEMS',
  label: '宝贝清单',
  signatures: [
    { all: ['子订单编号', '主订单编号'], without: ['退款编号'] },
    { all: ['订单编号', '标题', '购买数量', '商品属性'], without: ['退款编号', '货品标题'] },
  ],
  generations: [
    {
      name: 'I4',
      label: '2026 年起（加物流与补贴的列）',
      all: ['子订单编号'],
      oneOf: [
        ['应发货时间', '发货时间', '物流单号', '飞猪购订单信息', '免单资格', '百亿补贴超链订单信息'],
        ['商品标题', '商品价格', '买家实付金额', '淘鲜达渠道', '商品ID'],
      ],
    },
    {
      name: 'I3',
      label: '2024 年起（27 列或自选列）',
      all: ['子订单编号', '商家编码'],
      oneOf: [['商品标题', '商品价格', '买家实付金额', '淘鲜达渠道', '商品ID']],
    },
    {
      name: 'I3-15',
      label: '2026 年版（15 列或自选列，不含商家编码）',
      all: ['子订单编号'],
      oneOf: [['商品标题', '商品价格', '买家实付金额', '淘鲜达渠道', '商品ID']],
    },
    { name: 'I2', label: '2022 年版（18 列）', all: ['子订单编号'] },
    { name: 'I1', label: '2019 年及以前（10 列）', all: ['订单编号'] },
  ],
  columns: {
    platformLineId: { headings: ['子订单编号'], parse: longId },
    platformOrderId: { headings: ['主订单编号', '订单编号'], parse: longId, need: 'always' },
    title: { headings: ['商品标题', '标题', '宝贝标题'], parse: words, need: 'new' },
    unitPriceFen: { headings: ['商品价格', '价格'], parse: amount, need: 'new' },
    quantity: { headings: ['购买数量'], parse: pieces(1), need: 'new' },
    merchantCode: { headings: ['商家编码'], parse: code },
    itemMerchantCode: { headings: ['外部系统编号'], parse: code },
    platformItemId: { headings: ['商品ID'], parse: code },
    properties: text('商品属性'),
    status: { headings: ['订单状态'], parse: normalizeState, need: 'new' },
    refundStatus: { headings: ['退款状态'], parse: normalizeState },
    refundFen: refunded('退款金额'),
    paidFen: money('买家实付金额', '买家实际支付金额'),
    payableFen: money('买家应付货款'),
    paymentId: { headings: ['支付单号'], parse: code },
    createdAt: moment('订单创建时间'),
    paidAt: moment('订单付款时间'),
    shippedAt: moment('发货时间'),
    shipDueAt: moment('应发货时间'),
    carrier: text('物流公司'),
    trackingNumber: { headings: ['物流单号'], parse: waybill },
    sellerMemo: text('商家备注'),
    buyerMessage: text('主订单买家留言', '买家留言'),
    tags: text('备注标签'),
  },
  // 备注 is what later files call 联系方式备注: the buyer's contact, not the seller's memo.
  unused: names(`
    套餐信息 备注 联系方式备注 淘鲜达渠道 分阶段信息 是否主动赔付 主动赔付金额 主动赔付出账时间
    飞猪购订单信息 免单资格 免单金额 百亿补贴超链订单信息 超链半托管订单信息`),
  keyOf: (row) => row.platformLineId ?? `${row.platformOrderId}#${row.ordinal}`,
  keyLabel: '子订单编号',
  groupOf: (cells) => cells.platformOrderId,
  derive(cells, { ordinal, has }) {
    const refund = cells.refundStatus
    const noRefund = has('refundStatus') ? 'NONE' : undefined
    return {
      ordinal,
      statusMapped: orderStatusOf(cells.status ?? ''),
      refundStatusMapped: refund ? (refundStatusOf(refund) ?? 'APPLIED') : noRefund,
    }
  },
  contradictions(row) {
    return before(row.paidAt, row.createdAt) ? [{ field: 'paidAt', reason: '付款时间早于订单创建时间' }] : []
  },
  doubts(row) {
    const found: FieldReason<keyof OrderLineRow>[] = []
    if (row.status && row.statusMapped === 'UNKNOWN') {
      found.push({ field: 'status', reason: '不认识的订单状态，按原文保存' })
    }
    if (row.refundStatus && refundStatusOf(row.refundStatus) === null) {
      found.push({ field: 'refundStatus', reason: '不认识的退款状态，按“已申请退款”处理，不会发货' })
    }
    return found
  },
}
