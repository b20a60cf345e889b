import { code, longId, pieces, time, waybill, words, yesNo } from '../reading/clean.ts'
import { before, moment, names, refunded, text } from './columns.ts'
import type { FieldReason, Kind } from './kind.ts'
import { mergeOrders } from './order-merge.ts'
import { type OrderStatus, normalizeState, orderStatusOf } from './states.ts'

/**
 * One order of the platform's order list. Sellers choose the columns, so all but the number may be missing.
 * Amounts in fen.
 */
export type OrderRow = {
  readonly platformOrderId: string
  readonly paymentId?: string
  readonly buyerNick?: string
  readonly receiverName?: string
  readonly receiverAddress?: string
  readonly receiverPhone?: string
  readonly receiverMobile?: string
  /** Nick, name, phone or address contains `*`: the platform has hidden a part, nothing may be joined by it. */
  readonly masked: boolean
  /** The platform's words, with narrow commas. */
  readonly status?: string
  readonly statusMapped: OrderStatus
  readonly goodsAmountFen?: number
  readonly shippingFeeFen?: number
  readonly totalFen?: number
  /** Actually paid; may drop after a refund. */
  readonly paidFen?: number
  readonly refundFen?: number
  /** Paid out to the seller after receipt. */
  readonly settledFen?: number
  readonly createdAt?: Date
  readonly paidAt?: Date
  readonly shippedAt?: Date
  readonly shipDueAt?: Date
  /** The buyer confirmed receipt. */
  readonly finishedAt?: Date
  readonly buyerMessage?: string
  readonly sellerMemo?: string
  readonly flag?: string
  readonly tags?: string
  readonly carrier?: string
  readonly trackingNumber?: string
  readonly closeReason?: string
  readonly presale?: boolean
  readonly shopName?: string
  readonly modifiedSku?: string
  readonly modifiedAddress?: string
  readonly exception?: string
  readonly quantityTotal?: number
}

/** The order list (已卖出的宝贝 → 批量导出): one row per order. Headings newest first. */
export const orderList: Kind<OrderRow> = {
  key: 'ORDER_LIST',
  label: '订单列表',
  signatures: [
    {
      all: ['订单编号'],
      oneOf: [['买家应付货款', '买家实际支付金额', '买家实付金额', '支付单号']],
      without: ['子订单编号', '退款编号', '货品标题', '京东价'],
    },
  ],
  generations: [
    { name: 'G5', label: '2022 年版', all: ['买家实际支付金额', '预售订单', '收货地址'] },
    { name: 'G5-np', label: '2022 年版，不含买家信息', all: ['买家实际支付金额', '预售订单'] },
    {
      name: 'G4b',
      label: '2020–2021 年版',
      all: ['买家实际支付金额'],
      oneOf: [['直播返现状态', '返现金额', '满返红包金额']],
    },
    {
      name: 'G4a',
      label: '2019 年版',
      all: ['买家实际支付金额'],
      oneOf: [['是否信用购', '前N有礼', '配送类型']],
    },
    { name: 'G3', label: '2018 年版', all: ['买家实际支付金额', '支付单号'] },
    { name: 'G2', label: '2017 年版', all: ['买家实际支付金额', '订单关闭原因'] },
    { name: 'G1', label: '2016 年及以前', all: ['买家实际支付金额'] },
    { name: 'G6', label: '2024 年起，自选列', all: ['订单编号'] },
  ],
  columns: {
    platformOrderId: { headings: ['订单编号'], parse: longId, need: 'always' },
    paymentId: { headings: ['支付单号'], parse: code },
    buyerNick: text('买家会员名', '买家会员昵称'),
    receiverName: text('收货人姓名'),
    receiverAddress: text('收货地址'),
    receiverPhone: text('联系电话'),
    receiverMobile: text('联系手机'),
    status: { headings: ['订单状态'], parse: normalizeState, need: 'new' },
    goodsAmountFen: refunded('买家应付货款'),
    shippingFeeFen: refunded('买家应付邮费'),
    totalFen: refunded('总金额'),
    paidFen: refunded('买家实付金额', '买家实际支付金额'),
    refundFen: refunded('退款金额'),
    settledFen: refunded('确认收货打款金额', '打款商家金额'),
    createdAt: { headings: ['订单创建时间'], parse: time, need: 'new' },
    paidAt: moment('订单付款时间'),
    shippedAt: moment('发货时间'),
    shipDueAt: moment('应发货时间'),
    finishedAt: moment('确认收货时间'),
    buyerMessage: text('买家留言'),
    sellerMemo: text('商家备注', '商家备忘', '订单备注'),
    flag: text('备注旗帜', '旗帜'),
    tags: text('备注标签'),
    carrier: text('物流公司'),
    trackingNumber: { headings: ['物流单号'], parse: waybill },
    closeReason: { headings: ['订单关闭原因'], parse: words, words: { 订单未关闭: null } },
    presale: { headings: ['预售订单'], parse: yesNo },
    shopName: text('店铺名称'),
    modifiedSku: text('修改后的sku'),
    modifiedAddress: text('修改后的收货地址'),
    exception: text('异常信息'),
    quantityTotal: { headings: ['宝贝总数量'], parse: pieces(0) },
  },
  // Of no use here, or of the order's lines, which the item file has. What the last line lists is personal
  // and not needed for shipping.
  unused: names(`
    支付详情 买家支付积分 返点积分 买家实际支付积分 运送方式 宝贝标题 商品标题 宝贝种类 店铺Id 卖家服务费 买家服务费
    是否手机订单 分阶段订单信息 特权订金订单id 是否上传合同照片 是否上传小票 是否代付 定金排名 天猫卡券抵扣 集分宝抵扣
    是否是O2O交易 新零售交易类型 新零售导购门店名称 新零售导购门店id 新零售发货门店名称 新零售发货门店id
    新零售成交门店昵称 新零售成交门店id 新零售成交经销商id 预约门店 含应开票给个人的个人红包 含应开票给个人红包
    是否信用购 体验期结束时间 前N有礼 配送类型 直播返现状态 返现金额 延迟发货自动赔付金额 满返红包金额 主订单编号
    是否主动赔付 主动赔付金额 主动赔付出账时间 商品属性SKU C2B小额收款 总金额(旧版) 商家编码 是否鲸芽分销订单 经营模式
    鲸芽分销利润
    买家支付宝账号 虚拟号过期时间 发票抬头`),
  keyOf: (row) => row.platformOrderId,
  keyLabel: '订单编号',
  groupOf: (cells) => cells.platformOrderId,
  derive(cells) {
    const personal = [cells.buyerNick, cells.receiverName, cells.receiverAddress, cells.receiverPhone]
    return {
      statusMapped: orderStatusOf(cells.status ?? ''),
      masked: [...personal, cells.receiverMobile].some((value) => value?.includes('*')),
    }
  },
  contradictions(row) {
    const found: FieldReason<keyof OrderRow>[] = []
    if (before(row.paidAt, row.createdAt)) found.push({ field: 'paidAt', reason: '付款时间早于订单创建时间' })
    if (before(row.finishedAt, row.createdAt))
      found.push({ field: 'finishedAt', reason: '确认收货时间早于订单创建时间' })
    return found
  },
  doubts(row) {
    const found: FieldReason<keyof OrderRow>[] = []
    if (row.status && row.statusMapped === 'UNKNOWN') {
      found.push({ field: 'status', reason: '不认识的订单状态，按原文保存' })
    }
    if (before(row.shippedAt, row.createdAt))
      found.push({ field: 'shippedAt', reason: '发货时间早于订单创建时间' })
    if (row.statusMapped === 'PAID' && row.createdAt && !row.paidAt) {
      found.push({ field: 'paidAt', reason: '已付款的订单没有付款时间' })
    }
    return found
  },
  merge: mergeOrders,
}
