import { code, longId, pieces } from '../reading/clean.ts'
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

/** The order file of JD's seller centre: one row per SKU of an order. */
export const jdOrders: Kind<MarketOrderRow> = {
  key: 'JD_ORDERS',
  label: '京东订单',
  signatures: [{ all: ['订单号', '商品ID', '京东价'] }],
  generations: [{ name: 'J1', label: '京东商家后台（30 列）', all: ['订单号'] }],
  columns: {
    platformOrderId: { headings: ['订单号'], parse: longId, need: 'always' },
    platformItemId: { headings: ['商品ID'], parse: code, need: 'always' },
    title: { ...text('商品名称'), need: 'new' },
    quantity: { headings: ['订购数量'], parse: pieces(1), need: 'new' },
    unitPriceFen: { ...money('京东价'), need: 'new' },
    merchantCode: { headings: ['货号'], parse: code },
    status: { headings: ['订单状态'], parse: normalizeState, need: 'new' },
    createdAt: { ...moment('下单时间'), need: 'new' },
    paidAt: moment('付款确认时间'),
    finishedAt: moment('订单完成时间'),
    totalFen: money('订单金额'),
    goodsAmountFen: money('结算金额'),
    shippingFeeFen: money('运费金额'),
    orderPaidFen: money('应付金额'),
    balanceFen: money('余额支付'),
    buyerNick: text('下单帐号', '下单账号'),
    receiverName: text('客户姓名'),
    receiverAddress: text('客户地址'),
    receiverPhone: text('联系电话'),
    buyerMessage: text('订单备注'),
    sellerMemo: text('商家备注'),
  },
  unused: names(`
    支付方式 订单类型 发票类型 发票抬头 发票内容 商家备注等级（等级1-5为由高到低） 增值税发票 订单来源 订单渠道`),
  keyOf: (row) => `${row.platformOrderId}#${row.platformItemId}`,
  keyLabel: '订单号与商品ID',
  groupOf: (cells) => cells.platformOrderId,
  derive(cells, { ordinal, has }) {
    // What is to be paid has the part taken from the balance off already.
    const { orderPaidFen: rest, balanceFen = 0 } = cells
    const whole = rest === undefined ? undefined : rest + balanceFen
    return {
      ...deriveMarketOrder(cells, ordinal),
      orderPaidFen: isPaid(cells, has('paidAt')) ? whole : 0,
    }
  },
  contradictions: marketOrderContradictions,
  doubts: marketOrderDoubts,
}
