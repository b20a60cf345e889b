import { db } from '../database/client.ts'
import { reportProblem } from '../features/warehouse/quarantines/actions.ts'
import type { Act } from '../work/act.ts'

/** Goods whose batch is found faulty, and why. */
const FAULTY = { product: 'LAMP-07', reason: '同批次电池鼓包，停止发货' }

/** A whole product is set apart: what was promised of it waits for goods, and the shops go on selling it. */
export async function recallGoods(act: Act): Promise<void> {
  const lying = await db.stockBalance.findMany({
    where: {
      quantity: { gt: 0 },
      location: { kind: 'STORAGE' },
      sku: { product: { code: FAULTY.product } },
    },
    orderBy: [{ skuId: 'asc' }, { locationId: 'asc' }],
  })
  for (const { skuId, locationId, quantity } of lying) {
    await reportProblem(act, { skuId, locationId, quantity, reason: FAULTY.reason })
  }
}
