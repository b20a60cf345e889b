import { Fault, type Parser, code, longId, words } from '../reading/clean.ts'
import { money, names, text } from './columns.ts'
import type { Kind } from './kind.ts'
import { parseSkuProps } from './sku-props.ts'

/** One product of the shop, or one SKU of it. Amounts in fen. */
export type ProductRow = {
  readonly platformItemId: string
  /** Absent in files with one row per product. */
  readonly platformSkuId?: string
  readonly title?: string
  /** The code of the item as a whole. */
  readonly outerCode?: string
  /** The code of the SKU. */
  readonly merchantCode?: string
  /** Of the SKU where the row is one. */
  readonly priceFen?: number
  readonly quantity?: number
  readonly properties?: string
  /** The platform's numbers of them, as in `SkuProps`. */
  readonly propertyPairs?: string
  /** `规格`, which one of the files has beside the colour. */
  readonly specification?: string
  readonly barcode?: string
  /** `出售中`, `仓库中` */
  readonly status?: string
  readonly categoryName?: string
  /** All SKUs of the item in one text, for `parseSkuProps`. */
  readonly skuProps?: string
  /** How many they are; absent when there is no such text or it can't be read. */
  readonly skuCount?: number
}

/** A count of goods: sellers put in millions of things that never run out. */
const stock: Parser<number> = (said) =>
  /^\d{1,9}(\.0+)?$/.test(said) ? Number(said) : new Fault('不是整数，或超过了 9 位')

/**
 * Product files: 淘宝助理, the batch file of 千牛, the list of 商家中心. 淘宝助理 writes a line of English names above
 * the Chinese ones. The Chinese line is the heading row, because more of it is known: of the English names only those
 * of stored columns are, for files that have no other line.
 */
export const products: Kind<ProductRow> = {
  key: 'PRODUCTS',
  label: '商品文件',
  signatures: [
    { all: ['宝贝名称', '数字ID'] },
    { all: ['title', 'cid', 'num_id'] },
    { all: ['商品Id', 'SKUID'] },
    {
      all: ['商品id', '商品名称', '商品价格'],
      oneOf: [['商品编码', '条形码']],
      without: ['统计日期', '订单号', '订单编号', '主订单编号'],
    },
  ],
  generations: [
    { name: 'P1', label: '淘宝助理', all: [], oneOf: [['数字ID', 'num_id']] },
    { name: 'P2', label: '千牛批量编辑（发布模板）', all: ['SKUID'] },
    { name: 'P3', label: '商家中心商品列表', all: [] },
  ],
  columns: {
    platformItemId: { headings: ['商品id', '数字ID', 'num_id'], parse: longId, need: 'always' },
    platformSkuId: { headings: ['SKUID'], parse: longId },
    title: text('商品标题', '商品名称', '宝贝名称', 'title'),
    outerCode: { headings: ['商家编码', 'outer_id'], parse: code },
    // In the batch file the first 商家编码, before SKUID, is the item's, the second the SKU's.
    merchantCode: { headings: ['商品编码', '商家编码__2'], parse: code },
    priceFen: money('价格(元)', '商品价格', '一口价', '宝贝价格', 'price'),
    quantity: { headings: ['数量', '宝贝数量', 'num'], parse: stock },
    properties: text('销售属性', '颜色分类'),
    propertyPairs: text('属性对'),
    specification: text('规格'),
    barcode: { headings: ['条形码', '商品条形码', 'barcode'], parse: code },
    status: {
      headings: ['放入仓库', 'approve_status'],
      parse: words,
      words: { 1: '出售中', 2: '仓库中' },
    },
    categoryName: text('类目名称'),
    skuProps: text('销售属性组合', 'skuProps'),
  },
  unused: names(`
    宝贝类目 店铺类目 新旧程度 省 城市 出售方式 加价幅度 有效期 运费承担 平邮 EMS 快递 发票 保修 橱窗推荐 开始时间
    宝贝描述 宝贝属性 邮费模版ID 会员打折 修改时间 上传状态 图片状态 返点比例 新图片 视频 用户输入ID串 用户输入名-值对
    销售属性别名 代充类型 本地ID 宝贝分类 用户名称 宝贝状态 闪电发货 新品 食品专项 尺码库 采购地 库存类型 国家地区
    库存计数 物流体积 物流重量 退换货承诺 定制工具 无线详情 sku条形码 7天退货 宝贝卖点 属性值备注 自定义属性值
    商品资质 增加商品资质 关联线下服务 tmall扩展字段 产品组合 tmall属性组合 taoschema扩展字段
    发货地 汽车品牌 报关方式 扩展Sku 发货时效 预售时间 成份表 扩展食品安全 主图视频比例 导购标题 商品预检 拍下减库存
    多件优惠 导购标题2 使用商品尺寸表 商品尺寸表 新发货地
    类目Id 发货时间 最长发货时间 生产日期 保质期
    发布时间 品牌 系列`),
  keyOf: (row) =>
    row.platformSkuId ??
    [row.platformItemId, row.merchantCode, row.properties, row.specification]
      .filter((part) => part !== undefined)
      .join('#'),
  keyLabel: '商品与规格的编号',
  groupOf: (cells) => cells.platformItemId,
  derive: ({ skuProps }) => ({
    skuCount: skuProps === undefined ? undefined : parseSkuProps(skuProps)?.length,
  }),
  contradictions: () => [],
  doubts: (row) =>
    row.skuProps && row.skuCount === undefined
      ? [{ field: 'skuProps', reason: '看不懂销售属性组合，没有读出规格' }]
      : [],
}
