import { createWriteStream } from 'node:fs'
import { once } from 'node:events'
import iconv from 'iconv-lite'

/** The headings of the order list as it was exported with the buyers' data; all of them text in the file. */
export const HEADINGS = [
  ...['订单编号', '买家会员名', '买家应付货款', '买家应付邮费', '总金额', '买家实际支付金额', '订单状态'],
  ...['买家留言', '收货人姓名', '收货地址', '联系电话', '联系手机', '订单创建时间', '订单付款时间'],
  ...['宝贝标题', '物流单号', '物流公司', '商家备忘', '宝贝总数量', '店铺名称', '退款金额', '预售订单'],
]

/** Numbers that look like chance and are the same in every run. */
function chanceOf(seed: number): (below: number) => number {
  let state = seed >>> 0
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 4294967296) * below)
  }
}

const NAMES = [...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗']
const STREETS = ['文一西路', '世纪大道', '人民南路', '中山北路', '解放东路', '延安中路']
const PLACES = [
  '浙江省 杭州市 余杭区',
  '上海 上海市 浦东新区',
  '广东省 广州市 天河区',
  '四川省 成都市 武侯区',
]
const STATES = ['买家已付款，等待卖家发货', '卖家已发货，等待买家确认', '交易成功', '交易关闭']

/** Writes an order list of so many rows in GB18030, piece by piece; the same for the same seed. */
export async function writeOrderFile(path: string, rows: number, seed = 1): Promise<void> {
  const chance = chanceOf(seed)
  const pick = (from: readonly string[]): string => from[chance(from.length)] ?? ''
  const digits = (count: number): string => Array.from({ length: count }, () => chance(10)).join('')
  const file = createWriteStream(path)
  let text = `${HEADINGS.join(',')}\r\n`
  for (let i = 0; i < rows; i++) {
    const paid = `${10 + chance(900)}.${digits(2)}`
    const hour = `2026-11-${10 + chance(10)} ${10 + chance(10)}:${10 + chance(50)}:${10 + chance(50)}`
    const cells = [
      `"=""${String(3_300_000_000_000_000_000n + BigInt(i))}"""`,
      `tb${pick(NAMES)}${i % 400_000}`,
      ...[paid, '0.00', paid, paid, pick(STATES)],
      ...[chance(20) === 0 ? '请尽快发货，谢谢' : '', `${pick(NAMES)}${pick(NAMES)}`],
      `${pick(PLACES)} ${pick(STREETS)}${1 + chance(900)}号${1 + chance(30)}栋${101 + chance(900)}室(310000)`,
      ...['', `'13${digits(9)}`, hour, hour],
      `示例收纳盒 大号 加厚 ${i % 300}`,
      ...[chance(2) ? `No:78${digits(10)}` : '', chance(2) ? '中通快递' : ''],
      chance(15) === 0 ? '客户要求顺丰' : '',
      ...[String(1 + chance(3)), '示例旗舰店', '0.00', '否'],
    ]
    text += `${cells.join(',')}\r\n`
    if (text.length > 500_000) {
      if (!file.write(iconv.encode(text, 'gb18030'))) await once(file, 'drain')
      text = ''
    }
  }
  file.end(iconv.encode(text, 'gb18030'))
  await once(file, 'finish')
}
