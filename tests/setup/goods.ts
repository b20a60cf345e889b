import { db } from '../../src/database/client.ts'
import type { Prisma } from '../../src/generated/prisma/client.ts'
import type { LocationKind, ShipmentState } from '../../src/generated/prisma/enums.ts'
import { moment, now } from '../../src/lib/dates.ts'

/** Goods, places and parcels for tests, each different from all others; every part can be said otherwise. */
let count = 0

export async function product(
  parts: { code?: string; name?: string } = {},
): Promise<{ id: number; code: string }> {
  const n = (count += 1)
  return db.product.create({ data: { code: `P${n}`, name: `货品${n}`, createdAt: now(), ...parts } })
}

export async function sku(
  parts: {
    code?: string
    productId?: number
    homeLocationId?: number
    costFen?: number
    barcode?: string
  } = {},
): Promise<{ id: number; code: string }> {
  const { barcode, ...data } = parts
  const productId = data.productId ?? (await product()).id
  return db.sku.create({
    data: {
      code: `S${(count += 1)}`,
      createdAt: now(),
      ...data,
      productId,
      ...(barcode ? { barcodes: { create: { code: barcode } } } : {}),
    },
  })
}

export async function supplier(
  parts: { name?: string; leadDays?: number } = {},
): Promise<{ id: number; name: string }> {
  const n = (count += 1)
  return db.supplier.create({ data: { name: `供应商${n}`, leadDays: 7, createdAt: now(), ...parts } })
}

/** A class of goods of which nothing is known yet. */
export async function season(parts: { category?: string } = {}): Promise<{ id: number; category: string }> {
  const n = (count += 1)
  return db.season.create({
    data: { category: `品类${n}`, calculated: [], percents: [], createdAt: now(), ...parts },
  })
}

/** A listing of a shop, on sale and without SKUs unless said otherwise. */
export async function listing(
  shopId: number,
  parts: Partial<Prisma.ListingUncheckedCreateInput> & {
    skus?: Prisma.ListingSkuUncheckedCreateWithoutListingInput[]
  } = {},
): Promise<{ id: number; platformItemId: string }> {
  const n = (count += 1)
  const { skus = [], ...data } = parts
  return db.listing.create({
    data: {
      shopId,
      platformItemId: String(800_000_000_000n + BigInt(n)),
      title: `宝贝${n}`,
      status: 'ON_SALE',
      platformStatus: '出售中',
      exportedAt: now(),
      createdAt: now(),
      ...data,
      skus: { create: skus },
    },
  })
}

export async function location(
  kind: LocationKind = 'STORAGE',
  code = `L${(count += 1)}`,
): Promise<{ id: number; code: string }> {
  return db.location.create({ data: { code, zone: 'A', kind, createdAt: now() } })
}

export async function shop(name = `店铺${(count += 1)}`): Promise<{ id: number }> {
  return db.shop.create({ data: { name, platform: 'TAOBAO', createdAt: now() } })
}

/** A shipment with one line per want; returns the lines' ids in that order. */
export async function shipment(
  wants: readonly { skuId: number; quantity: number }[],
  parts: { state?: ShipmentState; shopId?: number } = {},
): Promise<{ id: number; lineIds: number[] }> {
  const { id, lines } = await db.shipment.create({
    data: {
      number: `CK${(count += 1)}`,
      shipBy: moment('2026-11-25', 18 * 60),
      createdAt: now(),
      state: parts.state ?? 'READY',
      shopId: parts.shopId ?? (await shop()).id,
      lines: { create: wants.map(({ skuId, quantity }) => ({ skuId, quantity })) },
    },
    include: { lines: { orderBy: { id: 'asc' } } },
  })
  return { id, lineIds: lines.map((line) => line.id) }
}
