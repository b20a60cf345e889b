import iconv from 'iconv-lite'
import { HOUR_MS, formatSecond, plus } from '../lib/dates.ts'
import { formatYuan } from '../lib/money.ts'
import { itemNumber } from './goods.ts'
import type { DemoLine, DemoOrder } from './orders.ts'
import type { ShopKey } from './team.ts'

/** The files that a specialist would have exported from the platform at a moment: the order list and its items. */
export interface ExportFile {
  name: string
  content: Buffer
}

const LIST =
  '订单编号,买家会员名,买家会员昵称,支付单号,支付详情,买家应付货款,买家应付邮费,买家支付积分,总金额,返点积分,买家实际支付金额,买家实际支付积分,订单状态,买家留言,收货人姓名,收货地址,运送方式,联系电话,联系手机,订单创建时间,订单付款时间,宝贝标题,宝贝种类,物流单号,物流公司,订单备注,宝贝总数量,店铺Id,店铺名称,订单关闭原因,退款金额,预售订单,发货时间,商家备忘,主订单编号'
const ITEMS =
  '子订单编号,主订单编号,标题,价格,购买数量,外部系统编号,商品属性,套餐信息,备注,订单状态,商家编码,支付单号,买家应付货款,买家实际支付金额,退款状态,退款金额,订单创建时间,订单付款时间,商品ID'
const PICKUPS =
  '交易单号,子交易单号,运单号,快递公司,超时类型,支付时间,应揽收时间,异常类型,买家姓名,买家电话,买家地址,预计赔付金额,订单服务,商品名称,备注信息'
/** Within so many hours of payment the platform wants a parcel to be with the courier. */
const PICKUP_HOURS = 48

export const shopNames: Record<ShopKey, string> = { tmall: '知远家居旗舰店', taobao: '知远生活馆' }

/** The order list as of a moment. */
export function orderList(orders: readonly DemoOrder[], shop: ShopKey, at: Date): ExportFile {
  const rows = orders.map((order) => {
    const total = order.lines.reduce((sum, line) => sum + amount(line), 0)
    const paid = order.paidAt ? total : 0
    const values: Record<string, string> = {
      订单编号: `="${order.number}"`,
      主订单编号: `="${order.number}"`,
      买家会员名: order.nick,
      买家会员昵称: order.nick,
      支付单号: order.paidAt ? `20${order.number}` : '',
      支付详情: `支付方式：支付宝，金额：${yuan(paid)}；`,
      买家应付货款: yuan(total),
      买家应付邮费: '0.00',
      总金额: yuan(total),
      买家实际支付金额: yuan(paid),
      订单状态: statusOf(order),
      买家留言: order.message ?? '',
      收货人姓名: order.receiver,
      收货地址: order.address,
      运送方式: '快递',
      联系手机: `'${order.phone}`,
      订单创建时间: formatSecond(order.orderedAt),
      订单付款时间: order.paidAt ? formatSecond(order.paidAt) : '',
      宝贝标题: order.lines.map((line) => line.product.name).join('，'),
      宝贝种类: String(order.lines.length),
      物流单号: order.shipped ? `No:${order.shipped.waybill}` : '',
      物流公司: order.shipped?.carrier ?? '',
      订单备注: order.memo ?? "'null",
      宝贝总数量: String(order.lines.reduce((sum, line) => sum + line.quantity, 0)),
      店铺Id: '0',
      店铺名称: shopNames[shop],
      订单关闭原因: '订单未关闭',
      退款金额: '0.00元',
      预售订单: '否',
      发货时间: order.shipped ? formatSecond(order.shipped.at) : 'null',
    }
    return values
  })
  return file('ExportOrderList', LIST, rows, at)
}

/** The order items as of a moment. */
export function orderItems(orders: readonly DemoOrder[], at: Date): ExportFile {
  const rows = orders.flatMap((order) =>
    order.lines.map((line, i): Record<string, string> => {
      const refund = order.refund && i === 0
      return {
        子订单编号: `="${order.lines.length === 1 ? order.number : `${order.number.slice(0, -1)}${i + 1}9`}"`,
        主订单编号: `="${order.number}"`,
        标题: line.product.name,
        价格: yuan(line.product.priceFen),
        购买数量: String(line.quantity),
        外部系统编号: line.product.code,
        商品属性: `颜色分类：${line.sku.color}${line.sku.size ? `;尺码：${line.sku.size}` : ''}`,
        订单状态: statusOf(order),
        商家编码: line.sku.code,
        支付单号: order.paidAt ? `20${order.number}` : '',
        买家应付货款: yuan(amount(line)),
        买家实际支付金额: order.paidAt ? yuan(amount(line)) : '0.00',
        退款状态: refund ? '买家已经申请退款，等待卖家同意' : '没有申请退款',
        退款金额: refund ? yuan(amount(line)) : '无退款申请',
        商品ID: itemNumber(order.shop, line.product),
        订单创建时间: formatSecond(order.orderedAt),
        订单付款时间: order.paidAt ? formatSecond(order.paidAt) : '',
      }
    }),
  )
  return file('ExportOrderDetailList', ITEMS, rows, at)
}

/** The parcels that the platform warns of: the orders longest paid that no courier has yet. Null when there are none. */
export function pickupExceptions(orders: readonly DemoOrder[], at: Date): ExportFile | null {
  const waiting = orders
    .flatMap((order) =>
      order.paidAt && !order.shipped && !order.refund ? [{ order, paidAt: order.paidAt }] : [],
    )
    .sort((a, b) => a.paidAt.getTime() - b.paidAt.getTime())
    .slice(0, 2)
  if (waiting.length === 0) return null
  const rows = waiting.map(({ order, paidAt }): Record<string, string> => {
    const due = plus(paidAt, PICKUP_HOURS * HOUR_MS)
    return {
      交易单号: `="${order.number}"`,
      超时类型: due <= at ? '已超时' : '即将超时',
      支付时间: formatSecond(paidAt),
      应揽收时间: formatSecond(due),
      异常类型: `支付-揽收(${PICKUP_HOURS}h)`,
      买家姓名: `${order.receiver.slice(0, 1)}*`,
      预计赔付金额: due <= at ? '5.0' : '0.0',
      订单服务: '无',
      商品名称: order.lines[0]?.product.name ?? '',
    }
  })
  return file('揽收异常', PICKUPS, rows, at)
}

function statusOf(order: DemoOrder): string {
  if (!order.paidAt) return '等待买家付款'
  return order.shipped ? '卖家已发货，等待买家确认' : '买家已付款，等待卖家发货'
}

function amount({ product, quantity }: DemoLine): number {
  return product.priceFen * quantity
}

/** Files have no thousands separators. */
export function yuan(fen: number): string {
  return formatYuan(fen).replaceAll(',', '')
}

/** A file of rows by their columns, under a name that tells when it was exported. */
export function file(
  name: string,
  header: string,
  rows: readonly Record<string, string>[],
  at: Date,
): ExportFile {
  const columns = header.split(',')
  const lines = rows.map((row) => columns.map((column) => quote(row[column] ?? '')).join(','))
  const stamp = formatSecond(at).replace(/\D/g, '').slice(0, 12)
  return {
    name: `${name}${stamp}.csv`,
    content: iconv.encode([header, ...lines, ''].join('\r\n'), 'gb18030'),
  }
}

function quote(value: string): string {
  return /[",\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value
}
