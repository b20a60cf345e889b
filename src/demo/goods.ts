import type { ShopKey } from './team.ts'

/** The demo's goods: what a small home and clothing shop sells. Prices in fen. */
export interface DemoSku {
  code: string
  color: string
  size: string | null
  barcode: string
  location: string
  /** Opening stock in pieces. */
  stock: number
}

export interface DemoProduct {
  code: string
  name: string
  category: string
  role: 'MAIN' | 'SECONDARY'
  fabric: string | null
  priceFen: number
  costFen: number
  /** Grams. */
  weight: number
  skus: DemoSku[]
}

interface Line {
  code: string
  name: string
  category: string
  role?: 'MAIN'
  fabric?: string
  yuan: number
  cost: number
  weight: number
  variants: string
  stock: number
}

/** Variants are `code:color[:size]`, separated by spaces. */
const lines: readonly Line[] = [
  {
    code: 'COAT-01',
    name: '示例风衣 春秋款',
    category: '女装',
    role: 'MAIN',
    fabric: '棉60% 聚酯纤维40%',
    yuan: 199,
    cost: 86,
    weight: 900,
    variants: 'KH-M:卡其色:M KH-L:卡其色:L BK-M:黑色:M BK-L:黑色:L',
    stock: 40,
  },
  {
    code: 'SHIRT-02',
    name: '示例衬衫 纯棉',
    category: '女装',
    role: 'MAIN',
    fabric: '棉100%',
    yuan: 89,
    cost: 31,
    weight: 260,
    variants: 'WH-M:白色:M WH-L:白色:L BL-M:浅蓝:M',
    stock: 90,
  },
  {
    code: 'BOX-01',
    name: '示例收纳盒 大号',
    category: '收纳',
    role: 'MAIN',
    yuan: 24.9,
    cost: 9.2,
    weight: 520,
    variants: 'BK-L:黑色:大号 WH-L:白色:大号 GN-L:豆绿:大号',
    stock: 160,
  },
  {
    code: 'CUP-500',
    name: '示例保温杯 500ml',
    category: '餐厨',
    role: 'MAIN',
    yuan: 128,
    cost: 52,
    weight: 380,
    variants: 'BL:蓝色 WH:白色 PK:樱花粉',
    stock: 60,
  },
  {
    code: 'HOOK',
    name: '示例挂钩',
    category: '收纳',
    yuan: 9.9,
    cost: 2.1,
    weight: 60,
    variants: '01:白色 02:灰色',
    stock: 400,
  },
  {
    code: 'TOWEL-03',
    name: '加厚吸水毛巾三条装',
    category: '家纺',
    fabric: '棉100%',
    yuan: 39.9,
    cost: 15.5,
    weight: 450,
    variants: 'GY:浅灰 BE:米色 BL:雾蓝',
    stock: 120,
  },
  {
    code: 'LAMP-07',
    name: '床头阅读小夜灯 充电款',
    category: '灯具',
    yuan: 69,
    cost: 28,
    weight: 310,
    variants: 'WH:暖白 GN:墨绿',
    stock: 45,
  },
  {
    code: 'BAG-11',
    name: '帆布托特包 大容量通勤',
    category: '箱包',
    role: 'MAIN',
    fabric: '棉帆布',
    yuan: 79,
    cost: 26.5,
    weight: 420,
    variants: 'BE:本白 NV:藏青',
    stock: 70,
  },
  {
    code: 'SOCK-05',
    name: '中筒袜五双装',
    category: '服饰配件',
    fabric: '精梳棉',
    yuan: 29.9,
    cost: 9.8,
    weight: 180,
    variants: 'MX:混色 BK:黑色',
    stock: 200,
  },
  {
    code: 'MAT-09',
    name: '硅藻泥吸水地垫',
    category: '家居',
    yuan: 45,
    cost: 17,
    weight: 1200,
    variants: 'S:浅灰:40×60 L:浅灰:50×80',
    stock: 50,
  },
  {
    code: 'GIFT-01',
    name: '品牌小样礼袋（赠品）',
    category: '赠品',
    yuan: 0,
    cost: 1.5,
    weight: 50,
    variants: 'A:随机',
    stock: 300,
  },
]

/** Products with their SKUs, barcodes (EAN-13 of the range for internal use, 2…) and locations. */
export const products: readonly DemoProduct[] = lines.map((line, index) => ({
  code: line.code,
  name: line.name,
  category: line.category,
  role: line.role ?? 'SECONDARY',
  fabric: line.fabric ?? null,
  priceFen: Math.round(line.yuan * 100),
  costFen: Math.round(line.cost * 100),
  weight: line.weight,
  skus: line.variants.split(' ').map((variant, place) => {
    const [code = '', color = '', size = null] = variant.split(':')
    return {
      code: `${line.code}-${code}`,
      color,
      size,
      barcode: ean13(200_000_000_000 + (index + 1) * 1000 + place + 1),
      location: `${'ABC'[index % 3]}-${String(Math.floor(index / 3) + 1).padStart(2, '0')}-${String(place + 1).padStart(2, '0')}`,
      stock: line.stock,
    }
  }),
}))

/** The number under which a shop offers a product; the last is that of what isn't among these. */
export function itemNumber(shop: ShopKey, { code }: Pick<DemoProduct, 'code'>): string {
  const place = products.findIndex((product) => product.code === code)
  return `7${shop === 'tmall' ? '1' : '2'}20260${String(place === -1 ? 99 : place + 1).padStart(5, '0')}`
}

/** Twelve digits and their check digit (GS1 General Specifications, modulo 10). */
function ean13(digits: number): string {
  const text = String(digits)
  const sum = [...text].reduce((total, digit, i) => total + Number(digit) * (i % 2 === 0 ? 1 : 3), 0)
  return `${text}${(10 - (sum % 10)) % 10}`
}
