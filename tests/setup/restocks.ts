import { system } from '../../src/actor.ts'
import { db } from '../../src/database/client.ts'
import { proposeRestocks } from '../../src/features/warehouse/restocks/actions.ts'
import type { Restock } from '../../src/generated/prisma/client.ts'
import { now } from '../../src/lib/dates.ts'
import { sku, supplier } from './goods.ts'

/** A SKU that a supplier delivers, of which so many pieces should always be left and none is. */
export async function wanted(
  safetyPieces = 10,
  supplierId?: number,
): Promise<{ id: number; code: string; supplierId: number }> {
  const goods = await sku()
  const from = supplierId ?? (await supplier()).id
  await db.supplierOffer.create({
    data: { supplierId: from, skuId: goods.id, preferred: true, createdAt: now() },
  })
  await db.restockRule.create({ data: { id: goods.id, safetyPieces, createdAt: now() } })
  return { ...goods, supplierId: from }
}

/** That such a SKU should be bought. */
export async function proposal(safetyPieces = 10, supplierId?: number): Promise<Restock> {
  const { id: skuId } = await wanted(safetyPieces, supplierId)
  await proposeRestocks({ actor: system('test'), at: now() })
  return db.restock.findFirstOrThrow({ where: { skuId, state: 'PROPOSED' } })
}
