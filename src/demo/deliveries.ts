import { db } from '../database/client.ts'
import { createSupplier, offerSku } from '../features/catalog/suppliers/actions.ts'
import {
  countPieces,
  createDelivery,
  moveDelivery,
  postCounted,
} from '../features/warehouse/deliveries/actions.ts'
import type { DeliveryFault } from '../generated/prisma/enums.ts'
import { addDays, dayOf } from '../lib/dates.ts'
import type { Act } from '../work/act.ts'
import { reasonAt } from './after-hours.ts'
import { products } from './goods.ts'

interface DemoSupplier {
  name: string
  contact: string
  phone: string
  leadDays: number
  /** Categories of the products that it makes. */
  categories: readonly string[]
}

const demoSuppliers: readonly DemoSupplier[] = [
  {
    name: '示例服饰（杭州）',
    contact: '陈经理',
    phone: '0571-0000 0101',
    leadDays: 10,
    categories: ['女装', '服饰配件', '箱包'],
  },
  {
    name: '示例家居用品（义乌）',
    contact: '楼女士',
    phone: '0579-0000 0202',
    leadDays: 5,
    categories: ['收纳', '餐厨', '家居', '赠品'],
  },
  {
    name: '示例灯饰家纺（中山）',
    contact: '梁先生',
    phone: '0760-0000 0303',
    leadDays: 7,
    categories: ['灯具', '家纺'],
  },
]

/** From whom the demo's goods come, for the price that they cost; some once cost less. */
export async function findSuppliers(act: Act): Promise<void> {
  for (const { categories, ...input } of demoSuppliers) {
    const { id } = await createSupplier(act, { ...input, messenger: null, address: null, note: null })
    for (const product of products.filter(({ category }) => categories.includes(category))) {
      for (const [i, { code }] of product.skus.entries()) {
        const former = i === 0 ? [Math.round(product.costFen * 0.95)] : []
        for (const priceFen of [...former, product.costFen]) {
          const terms = { sku: code, priceFen, minimumQuantity: 50, preferred: true }
          await offerSku(act, await db.supplier.findUniqueOrThrow({ where: { id } }), terms)
        }
      }
    }
  }
}

/** Goods that somebody finds: pieces of a SKU, good or with a fault. */
type Found = readonly [code: string, quantity: number, fault?: DeliveryFault]

interface DemoDelivery {
  supplier: number
  /** How many days before the present it was announced, should come, and came; absent: it hasn't. */
  announced: number
  due: number
  came?: number
  lines: readonly (readonly [code: string, quantity: number])[]
  found?: readonly Found[]
  /** Counted at the door, not posted yet. */
  counting?: boolean
}

const plan: readonly DemoDelivery[] = [
  {
    supplier: 1,
    announced: 18,
    due: 13,
    came: 13,
    lines: [
      ['BOX-01-BK-L', 60],
      ['HOOK-01', 120],
    ],
    found: [
      ['BOX-01-BK-L', 60],
      ['HOOK-01', 120],
    ],
  },
  {
    supplier: 0,
    announced: 16,
    due: 8,
    came: 7,
    lines: [
      ['COAT-01-KH-M', 50],
      ['COAT-01-BK-L', 50],
    ],
    found: [
      ['COAT-01-KH-M', 50],
      ['COAT-01-BK-L', 44],
      ['COAT-01-BK-L', 4, 'SIZE'],
      ['COAT-01-BK-L', 2, 'DIRT'],
    ],
  },
  {
    supplier: 2,
    announced: 12,
    due: 5,
    came: 5,
    lines: [
      ['TOWEL-03-GY', 100],
      ['LAMP-07-WH', 30],
    ],
    found: [
      ['TOWEL-03-GY', 92],
      ['LAMP-07-WH', 27],
      ['LAMP-07-WH', 3, 'DAMAGE'],
    ],
  },
  { supplier: 0, announced: 11, due: 2, lines: [['SHIRT-02-WH-M', 80]] },
  {
    supplier: 1,
    announced: 6,
    due: 1,
    came: 1,
    lines: [
      ['CUP-500-BL', 50],
      ['CUP-500-WH', 50],
    ],
    found: [['CUP-500-BL', 50]],
    counting: true,
  },
  { supplier: 1, announced: 3, due: -2, lines: [['MAT-09-S', 50]] },
]

/** What is ordered on a day, so many days before the present. */
export async function announceOn(act: Act, back: number): Promise<void> {
  for (const one of plan.filter(({ announced }) => announced === back)) {
    const supplier = await db.supplier.findUniqueOrThrow({
      where: { name: demoSuppliers[one.supplier]?.name ?? '' },
    })
    await createDelivery(act, {
      supplierId: supplier.id,
      expectedOn: addDays(dayOf(act.at), back - one.due),
      note: noteOf(one),
      lines: await Promise.all(
        one.lines.map(async ([code, quantity]) => ({ skuId: await skuId(code), quantity })),
      ),
    })
  }
}

/** What comes on a day, and what is found. A Sunday's goods stand at the door until somebody works. */
export async function receiveOn(act: Act, back: number): Promise<void> {
  for (const one of plan.filter(
    ({ announced, came }) => came !== undefined && announced > back && came >= back,
  )) {
    const delivery = await db.delivery.findFirst({ where: { note: noteOf(one), state: 'EXPECTED' } })
    if (!delivery) continue
    await moveDelivery(act, delivery, 'arrive', await reasonAt('inbound', act.at))
    for (const [code, quantity, fault = null] of one.found ?? []) {
      await countPieces(act, delivery.id, { skuId: await skuId(code), quantity, fault })
    }
    if (!one.counting) {
      await postCounted(act, await db.delivery.findUniqueOrThrow({ where: { id: delivery.id } }))
    }
  }
}

const noteOf = (one: DemoDelivery): string => `采购第 ${plan.indexOf(one) + 1} 批`

async function skuId(code: string): Promise<number> {
  return (await db.sku.findUniqueOrThrow({ where: { code }, select: { id: true } })).id
}
