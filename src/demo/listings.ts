import type { ExportFile } from './files.ts'
import { file, yuan } from './files.ts'
import type { DemoProduct } from './goods.ts'
import { itemNumber, products } from './goods.ts'
import type { ShopKey } from './team.ts'

const ITEMS = '宝贝名称,宝贝价格,宝贝数量,放入仓库,商家编码,数字ID'
const SKUS = '商品id,发布时间,商品名称,品牌,系列,规格,商品编码,条形码,商品价格,颜色分类'

type Offer = Pick<DemoProduct, 'code' | 'name' | 'priceFen'> & {
  readonly skus: readonly {
    code: string
    color: string
    size: string | null
    barcode: string
    stock: number
  }[]
}

/** Sold together, and not on sale yet: of one of its codes nobody has said what it means. */
const set: Offer = {
  code: 'SET-HOME',
  name: '示例收纳组合套装',
  priceFen: 7400,
  skus: ['黑色', '白色'].map((color, i) => ({
    code: `SET-HOME-0${i + 1}`,
    color: `${color}收纳盒2个+挂钩3个`,
    size: null,
    barcode: '',
    stock: 40,
  })),
}

/** The shop's products with their states, and the list of their SKUs: what two of the platform's tools export. */
export function productFiles(shop: ShopKey, at: Date): ExportFile[] {
  const offers = [
    ...products.filter(({ category }) => category !== '赠品'),
    ...(shop === 'tmall' ? [set] : []),
  ]
  const items = offers.map((offer) => itemOf(shop, offer))
  const skus = offers.flatMap((offer) => skusOf(shop, offer))
  return [file('taobao', ITEMS, items, at), file('goods', SKUS, skus, at)]
}

function itemOf(shop: ShopKey, offer: Offer): Record<string, string> {
  return {
    宝贝名称: offer.name,
    宝贝价格: yuan(offer.priceFen),
    宝贝数量: String(offer.skus.reduce((sum, { stock }) => sum + stock, 0)),
    放入仓库: offer === set ? '2' : '1',
    商家编码: offer.code,
    数字ID: itemNumber(shop, offer),
  }
}

function skusOf(shop: ShopKey, offer: Offer): Record<string, string>[] {
  return offer.skus.map(({ code, color, size, barcode }) => ({
    商品id: itemNumber(shop, offer),
    商品名称: offer.name,
    品牌: '知远',
    规格: size ?? '',
    商品编码: code,
    条形码: barcode,
    商品价格: yuan(offer.priceFen),
    颜色分类: color,
  }))
}
