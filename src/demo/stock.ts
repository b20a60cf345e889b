import { db } from '../database/client.ts'
import { defineCode } from '../features/catalog/merchant-codes/actions.ts'
import { createProduct } from '../features/catalog/products/actions.ts'
import { createSku, setCost } from '../features/catalog/skus/actions.ts'
import { createLocation } from '../features/warehouse/locations/actions.ts'
import { createReceipt, moveReceipt } from '../features/warehouse/receipts/actions.ts'
import type { Act } from '../work/act.ts'
import { findSuppliers } from './deliveries.ts'
import { products } from './goods.ts'
import type { DemoTeam, ShopKey } from './team.ts'

/** Shelves, goods with barcodes, the two shops' merchant codes, and the opening stock. */
export async function stockTheHouse(act: Act, team: DemoTeam): Promise<void> {
  await buildShelves(act)
  for (const product of products) {
    const { skus, priceFen: _price, costFen, weight, ...description } = product
    await createProduct(act, { ...description, brand: '知远', description: null })
    for (const sku of skus) {
      const created = await createSku(act, {
        product: product.code,
        code: sku.code,
        color: sku.color,
        size: sku.size,
        weight,
        homeLocation: sku.location,
        barcodes: [
          { code: sku.barcode, quantity: 1 },
          ...(sku.stock >= 150 ? [{ code: `1${sku.barcode}`, quantity: 12 }] : []),
        ],
      })
      await setCost(act, await db.sku.findUniqueOrThrow({ where: { id: created.id } }), costFen)
    }
  }
  await findSuppliers(act)
  await defineCodes(act, team)
  await openStock(act)
}

async function buildShelves(act: Act): Promise<void> {
  const storage = [...new Set(products.flatMap(({ skus }) => skus.map(({ location }) => location)))].sort()
  for (const code of storage) {
    await createLocation(act, {
      code,
      zone: `${code.charAt(0)} 区`,
      kind: 'STORAGE',
      goodsClass: classes[code.charAt(0)] ?? null,
    })
  }
  await createLocation(act, { code: 'PACK-01', zone: '打包台', kind: 'PACKED', goodsClass: null })
  await createLocation(act, { code: 'HOLD-01', zone: '隔离区', kind: 'QUARANTINE', goodsClass: null })
}

const classes: Record<string, string> = { A: '服装收纳', B: '餐厨灯具', C: '家纺箱包' }

/** Every SKU under its own code, and one bundle that only the flagship shop sells. */
async function defineCodes(act: Act, { shops }: DemoTeam): Promise<void> {
  const keys: ShopKey[] = ['tmall', 'taobao']
  for (const key of keys) {
    for (const { code } of products.flatMap(({ skus }) => skus)) {
      await defineCode(act, { shopId: shops[key], code, components: [{ sku: code, quantity: 1 }] })
    }
  }
  await defineCode(act, {
    shopId: shops.tmall,
    code: 'SET-HOME-01',
    components: [
      { sku: 'BOX-01-BK-L', quantity: 2 },
      { sku: 'HOOK-01', quantity: 3 },
    ],
  })
}

async function openStock(act: Act): Promise<void> {
  const lines = products.flatMap(({ skus }) =>
    skus.map(({ code, location, stock }) => ({ row: null, sku: code, location, quantity: stock })),
  )
  const { id } = await createReceipt(act, { kind: 'OPENING', source: '期初盘点', note: null, lines })
  await moveReceipt(act, await db.receipt.findUniqueOrThrow({ where: { id } }), 'post', '期初建账')
}
