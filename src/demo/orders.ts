import { MINUTE_MS, moment, plus } from '../lib/dates.ts'
import type { Day } from '../lib/dates.ts'
import type { Chance } from './chance.ts'
import type { DemoProduct } from './goods.ts'
import { products } from './goods.ts'
import type { ShopKey } from './team.ts'

/** A line of a demo order, before the platform says anything about it. */
export interface DemoLine {
  product: DemoProduct
  sku: DemoProduct['skus'][number]
  quantity: number
}

/** An order as the platform would know it; `shippedAt` and its waybill come from our own warehouse. */
export interface DemoOrder {
  number: string
  shop: ShopKey
  nick: string
  receiver: string
  phone: string
  address: string
  lines: DemoLine[]
  orderedAt: Date
  /** Null while unpaid. */
  paidAt: Date | null
  message: string | null
  memo: string | null
  refund: boolean
  shipped: { at: Date; carrier: string; waybill: string } | null
}

const CITIES = [
  '浙江省 杭州市 余杭区 仓前街道',
  '江苏省 苏州市 工业园区 唯亭街道',
  '广东省 深圳市 南山区 粤海街道',
  '四川省 成都市 武侯区 桂溪街道',
  '湖北省 武汉市 洪山区 关山街道',
  '北京 北京市 朝阳区 望京街道',
  '上海 上海市 浦东新区 张江镇',
  '山东省 青岛市 市南区 香港中路街道',
  '新疆维吾尔自治区 巴音郭楞蒙古自治州 库尔勒市 天山街道',
  '陕西省 西安市 雁塔区 小寨路街道',
  '福建省 厦门市 思明区 滨海街道',
]
const SURNAMES = '王李张刘陈杨黄吴赵周徐孙马朱胡林郭何高罗'
const MESSAGES = [
  '请在周五前送到，谢谢',
  '麻烦包装严实一点，送人的',
  '不要发某某快递',
  '颜色如果缺货请联系我',
]
const MEMOS = ['加送小样', '老客户，优先发', '换成顺丰，运费已补', '已电话确认地址']
const goods = products.filter((product) => product.category !== '赠品')
const favourites = goods.filter((product) => product.role === 'MAIN')

/** Hours after midnight at which people order, by the time of day. */
const HOURS = [0, 1, 7, 8, 9, 10, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 20, 21, 21, 22, 22, 23]

/** The orders of one shop on one day, by time. `until` cuts the present day off. */
export function ordersOf(day: Day, shop: ShopKey, count: number, chance: Chance, until: Date): DemoOrder[] {
  const orders = Array.from({ length: count }, (_, i) => orderOf(day, shop, i, chance))
  // One buyer in ten comes back within the hour: the two orders travel together.
  const returning = orders.flatMap((order, i) => {
    if (!chance.percent(10) || order.paidAt === null) return []
    const again = orderOf(day, shop, count + i, chance)
    const orderedAt = plus(order.orderedAt, 25 * MINUTE_MS)
    const { nick, receiver, phone, address } = order
    return [
      {
        ...again,
        nick,
        receiver,
        phone,
        address,
        orderedAt,
        paidAt: plus(orderedAt, MINUTE_MS),
        message: null,
      },
    ]
  })
  return [...orders, ...returning]
    .filter((order) => order.orderedAt < until)
    .sort((a, b) => a.orderedAt.getTime() - b.orderedAt.getTime())
}

function orderOf(day: Day, shop: ShopKey, index: number, chance: Chance): DemoOrder {
  const orderedAt = moment(day, chance.pick(HOURS) * 60 + chance.below(60))
  const surname = chance.pick([...SURNAMES])
  const paid = !chance.percent(6)
  return {
    number: `46${shop === 'tmall' ? '1' : '2'}${day.replaceAll('-', '')}${String(index).padStart(4, '0')}${String(chance.below(10_000)).padStart(4, '0')}`,
    shop,
    nick: `tb${surname}${String(chance.below(1_000_000)).padStart(6, '0')}`,
    receiver: `${surname}**`,
    phone: `1*********${chance.below(10)}`,
    address: `${chance.pick(CITIES)} **路${chance.below(300) + 1}号***(${310_000 + chance.below(9999)})`,
    lines: linesOf(chance),
    orderedAt,
    paidAt: paid ? plus(orderedAt, (1 + chance.below(8)) * MINUTE_MS) : null,
    message: chance.percent(7) ? chance.pick(MESSAGES) : null,
    memo: chance.percent(6) ? chance.pick(MEMOS) : null,
    refund: paid && chance.percent(3),
    shipped: null,
  }
}

function linesOf(chance: Chance): DemoLine[] {
  const count = chance.percent(68) ? 1 : chance.percent(75) ? 2 : 3
  const lines = Array.from({ length: count }, () => {
    const product = chance.percent(70) ? chance.pick(favourites) : chance.pick(goods)
    return { product, sku: chance.pick(product.skus), quantity: chance.percent(82) ? 1 : 2 + chance.below(2) }
  })
  return lines.filter((line, i) => lines.findIndex(({ sku }) => sku === line.sku) === i)
}
