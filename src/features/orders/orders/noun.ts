import { noun } from '../../../work/nouns.ts'
import type { Order } from './policy.ts'
import { policy } from './policy.ts'

/** What the platform says of an order: a mirror that imports keep, not a record with a life of its own. */
export const orders = noun<'Order', Order>({
  key: 'orders/orders',
  label: '订单',
  icon: 'shopping-bag',
  model: 'Order',
  policy,
  rowless: ['list', 'export'],
  deeds: {
    list: '查看列表',
    reveal: '查看买家信息',
    import: '导入',
    'undo-import': '撤销导入',
    'erase-contact': '到期删除买家信息',
    export: '导出',
  },
  fields: {
    status: '订单状态',
    orderedAt: '下单时间',
    paidAt: '付款时间',
    shippedAt: '发货时间',
    shipDueAt: '应发货时间',
    finishedAt: '确认收货时间',
    paymentId: '支付单号',
    goodsAmountFen: '应付货款',
    shippingFeeFen: '应付邮费',
    totalFen: '总金额',
    paidFen: '实付金额',
    refundFen: '退款金额',
    settledFen: '打款金额',
    quantityTotal: '商品件数',
    buyerMessage: '买家留言',
    sellerMemo: '卖家备注',
    flag: '旗帜',
    tags: '备注标签',
    carrier: '物流公司',
    trackingNumber: '物流单号',
    closeReason: '关闭原因',
    exception: '平台提示',
    presale: '预售',
    address: '收货信息',
    lines: '商品',
  },
  title: (order) => order.platformOrderId,
})
