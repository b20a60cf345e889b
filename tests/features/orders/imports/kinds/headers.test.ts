import { describe, expect, it } from 'vitest'
import { fits, uniqueHeadings } from '../../../../../src/features/orders/imports/reading/header.ts'
import { csv, gb18030, kinds, recognized, sourceOf } from '../files.ts'
import { type Layout, fileOf, headingsOf, layoutNames } from './layouts.ts'

/** Which kind and generation each layout is, by hand. */
const expected: Partial<Record<Layout, readonly [string, string]>> = {
  'order_list.G1_2013_27': ['ORDER_LIST', 'G1'],
  'order_list.G2_2017_54': ['ORDER_LIST', 'G2'],
  'order_list.G3_2018_56': ['ORDER_LIST', 'G3'],
  'order_list.G4a_2019': ['ORDER_LIST', 'G4a'],
  'order_list.G4b_2020': ['ORDER_LIST', 'G4b'],
  'order_list.G5_2022': ['ORDER_LIST', 'G5'],
  'order_list.G5_no_personal': ['ORDER_LIST', 'G5-np'],
  'order_list.G6_9': ['ORDER_LIST', 'G6'],
  'order_list.G6_14': ['ORDER_LIST', 'G6'],
  'order_list.G6_10': ['ORDER_LIST', 'G6'],
  'order_item.old_10': ['ORDER_ITEMS', 'I1'],
  'order_item.2022_18': ['ORDER_ITEMS', 'I2'],
  'order_item.new_27': ['ORDER_ITEMS', 'I3'],
  'order_item.15': ['ORDER_ITEMS', 'I3-15'],
  'product.taobao_zhuli_cn': ['PRODUCTS', 'P1'],
  'product.qianniu_batch_core': ['PRODUCTS', 'P2'],
  'refund.2017_38': ['REFUNDS', 'R1'],
  'refund.2020_42': ['REFUNDS', 'R2'],
  'refund.2026_36': ['REFUNDS', 'R3'],
  'logistics.pickup_exception': ['PICKUP_EXCEPTIONS', 'E1'],
  'logistics.print_log_thirdparty': ['WAYBILLS', 'W2'],
  'jd.order_30': ['JD_ORDERS', 'J1'],
  '1688.order_49': ['ALIBABA_ORDERS', 'B1'],
}
const ours = Object.keys(expected) as Layout[]
/** Stands above the Chinese line of the same file. */
const ENGLISH: Layout = 'product.taobao_zhuli_en'

const kindsThatFit = (headings: readonly string[]): string[] => {
  const names = new Set(uniqueHeadings(headings))
  return kinds
    .filter((kind) => kind.signatures.some((signature) => fits(names, signature)))
    .map(({ key }) => key)
}

describe('the headings of', () => {
  it.each(ours)('%s are all known, and of one kind only', async (layout) => {
    const [kind, generation] = expected[layout] ?? []
    const headings = headingsOf(layout)
    expect(kindsThatFit(headings)).toEqual([kind])
    const row = headings.map((_, place) => (place === 0 ? '3300000000000000201' : ''))
    for (const file of [sourceOf(gb18030(csv([headings, row]))), sourceOf(csv([headings, row], '\t'))]) {
      expect(await recognized(file)).toMatchObject({ kind, generation, columns: { unknown: [] } })
    }
  })

  it.each(layoutNames.filter((layout) => !ours.includes(layout) && layout !== ENGLISH))(
    '%s are of a file of another department',
    (layout) => {
      expect(kindsThatFit(headingsOf(layout))).toEqual([])
    },
  )

  it('every generation have a sentence of their own', () => {
    const labels = kinds.flatMap(({ generations }) => generations.map(({ label }) => label))
    expect(new Set(labels).size).toBe(labels.length)
    const keys = kinds.flatMap(({ generations }) => generations.map(({ name }) => name))
    expect(new Set(keys).size).toBe(keys.length)
  })
})

describe('headings that sellers choose themselves', () => {
  it.each([
    [
      '支付单号 支付详情 买家应付货款 买家应付邮费 总金额 买家实付金额 订单创建时间 订单付款时间 商品标题 退款金额 是否主动赔付 主动赔付金额 主动赔付出账时间 商品属性SKU C2B小额收款 确认收货打款金额 含应开票给个人红包 总金额(旧版)',
    ],
    [
      '买家应付货款 买家应付邮费 总金额 买家实付金额 支付详情 订单状态 订单创建时间 订单付款时间 宝贝总数量 退款金额 发货时间 确认收货时间 确认收货打款金额 商家编码',
    ],
    [
      '买家实付金额 应发货时间 备注标签 买家留言 商家备注 订单关闭原因 是否鲸芽分销订单 经营模式 鲸芽分销利润',
    ],
    ['买家实付金额 物流单号 物流公司 收货人姓名 收货地址 联系手机'],
  ])('make an order list: %s', async (chosen) => {
    const file = fileOf(['订单编号', ...chosen.split(' ')], { 订单编号: '3300000000000000201' })
    expect(kindsThatFit(file[0] ?? [])).toEqual(['ORDER_LIST'])
    expect(await recognized(sourceOf(csv(file)))).toMatchObject({
      ...{ kind: 'ORDER_LIST', generation: 'G6' },
      columns: { unknown: [] },
    })
  })

  it('make an item file, with what 2026 has added', async () => {
    const added =
      '发货时间,应发货时间,物流单号,物流公司,飞猪购订单信息,免单资格,免单金额,百亿补贴超链订单信息,超链半托管订单信息'
    const headings = [...headingsOf('order_item.new_27'), ...added.split(',')]
    const answer = await recognized(sourceOf(csv(fileOf(headings, { 子订单编号: '3300000000000000211' }))))
    expect(answer).toMatchObject({ kind: 'ORDER_ITEMS', generation: 'I4', columns: { unknown: [] } })
  })

  it('make refunds also with columns that nobody knows yet', async () => {
    const headings = headingsOf('refund.2026_36').map((name) =>
      name === '退款的申请时间' ? '退款申请时间' : name,
    )
    const more = [...headings, '买家退款金额(旧版)', '退款总额']
    const answer = await recognized(sourceOf(csv(fileOf(more, { 订单编号: '3300000000000000301' }))))
    expect(answer).toMatchObject({ kind: 'REFUNDS', generation: 'R3' })
    expect(answer.columns.unknown).toEqual(['买家退款金额(旧版)'])
    expect(answer.columns.missing).toEqual([])
  })
})
