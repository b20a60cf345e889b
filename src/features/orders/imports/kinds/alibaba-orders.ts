import { code, longId, pieces, signedAmount, waybill } from '../reading/clean.ts'
import { moment, money, names, text } from './columns.ts'
import type { Kind } from './kind.ts'
import {
  type MarketOrderRow,
  deriveMarketOrder,
  isPaid,
  marketOrderContradictions,
  marketOrderDoubts,
} from './market-order.ts'
import { normalizeState } from './states.ts'

/**
 * The order file of 1688: one row per line of an order. The cells of the whole order are merged, so all rows of an
 * order but the first have them blank.
 */
export const alibabaOrders: Kind<MarketOrderRow> = {
  key: 'ALIBABA_ORDERS',
  label: '1688 订单',
  signatures: [{ all: ['订单编号', '货品标题', 'Offer ID'] }],
  generations: [{ name: 'B1', label: '1688 订单列表（49 列）', all: ['订单编号'] }],
  columns: {
    platformOrderId: { headings: ['订单编号'], parse: longId, need: 'always' },
    title: { ...text('货品标题'), need: 'new' },
    unitPriceFen: { ...money('单价(元)'), need: 'new' },
    quantity: { headings: ['数量'], parse: pieces(1), need: 'new' },
    merchantCode: { headings: ['单品货号'], parse: code },
    itemMerchantCode: { headings: ['货号'], parse: code },
    platformItemId: { headings: ['Offer ID'], parse: code },
    platformSkuId: { headings: ['SKU ID'], parse: code },
    properties: text('型号'),
    status: { headings: ['订单状态'], parse: normalizeState, need: 'new' },
    createdAt: { ...moment('订单创建时间'), need: 'new' },
    paidAt: moment('订单付款时间'),
    goodsAmountFen: money('货品总价(元)'),
    shippingFeeFen: money('运费(元)'),
    adjustmentFen: { headings: ['涨价或折扣(元)'], parse: signedAmount },
    orderPaidFen: money('实付款(元)'),
    buyerNick: text('买家会员名'),
    receiverName: text('收货人姓名'),
    receiverAddress: text('收货地址'),
    receiverPhone: text('联系电话'),
    receiverMobile: text('联系手机'),
    buyerMessage: text('买家留言'),
    carrier: text('物流公司'),
    trackingNumber: { headings: ['运单号'], parse: waybill },
  },
  fillDown: [
    'platformOrderId',
    'status',
    'createdAt',
    'paidAt',
    'goodsAmountFen',
    'shippingFeeFen',
    'adjustmentFen',
    'orderPaidFen',
    'buyerNick',
    'receiverName',
    'receiverAddress',
    'receiverPhone',
    'receiverMobile',
    'buyerMessage',
    'carrier',
    'trackingNumber',
  ],
  // The companies, the invoice and the agent tell who somebody is.
  unused: names(`
    发货方 邮编 单位 物料编号 货品种类 关联编号 是否代发订单 代发服务商id 微商订单号 下单批次号 下游渠道 下游订单号
    是否发起免密支付(1:淘货源诚e赊免密支付2:批量下单免密支付)
    买家公司名 卖家公司名 卖家会员名 下单公司主体 发起人登录名 代理商姓名 代理商联系方式
    发票：购货单位名称 发票：纳税人识别号 发票：地址、电话 发票：开户行及账号 发票收取地址`),
  keyOf: (row) => `${row.platformOrderId}#${row.platformSkuId ?? row.ordinal}`,
  keyLabel: '订单编号与 SKU ID',
  groupOf: (cells) => cells.platformOrderId,
  derive(cells, { ordinal, has }) {
    const { goodsAmountFen, shippingFeeFen = 0, adjustmentFen = 0 } = cells
    return {
      ...deriveMarketOrder(cells, ordinal),
      totalFen: goodsAmountFen === undefined ? undefined : goodsAmountFen + shippingFeeFen + adjustmentFen,
      orderPaidFen: isPaid(cells, has('paidAt')) ? cells.orderPaidFen : 0,
    }
  },
  contradictions: marketOrderContradictions,
  doubts: marketOrderDoubts,
}
