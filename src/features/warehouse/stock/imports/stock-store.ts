import { system } from '../../../../actor.ts'
import { Prisma } from '../../../../generated/prisma/client.ts'
import type { OpenAct } from '../../../../work/act.ts'
import { acceptFirst } from '../../../catalog/products/actions.ts'
import type { Job } from '../../../orders/imports/engine/staged.ts'
import type { Store } from '../../../orders/imports/engine/store.ts'
import { imports } from '../../../orders/imports/noun.ts'
import type { Watch } from '../../../orders/imports/watch.ts'
import { retryOutOfStock, takeFromParcels } from '../../shipments/actions.ts'
import type { Entry } from '../ledger.ts'
import { planStock } from './stock-plan.ts'
import { undoStock } from './undo-stock.ts'

/**
 * Posts what the file says more or less than the book, in one call, so that what merely lies elsewhere takes nothing from
 * anybody. Goods that were carried between the plan and the posting's locks are found by looking again.
 */
async function apply(act: OpenAct, job: Job, watch: Watch): Promise<void> {
  watch.tell('stock', 40)
  const document = { noun: imports.key, subjectId: job.id }
  const gained = new Set<number>()
  for (;;) {
    const entries = await differences(act)
    if (entries.length === 0) break
    await takeFromParcels(act, document, entries, `导入 ${job.number} 少货`)
    for (const { skuId, quantity } of entries) if (quantity > 0) gained.add(skuId)
  }
  if (gained.size === 0) return
  watch.tell('follow', 85)
  await acceptFirst(act, [...gained])
  await retryOutOfStock({ ...act, actor: system('shipping') }, [...gained])
}

function differences({ tx }: OpenAct): Promise<Entry[]> {
  return tx.$queryRaw<Entry[]>`
    SELECT p.sku_id AS "skuId", p.location_id AS "locationId", p.quantity - COALESCE(b.quantity, 0) AS quantity,
      'IMPORT' AS reason
    FROM stock_plan p LEFT JOIN stock_balances b ON b.sku_id = p.sku_id AND b.location_id = p.location_id
    WHERE p.quantity <> COALESCE(b.quantity, 0) ORDER BY p.sku_id, p.location_id`
}

/** For sheets of stock. The movements are the history, so there is no other. */
export const stockStore: Store = {
  plan: planStock,
  effects: Prisma.sql`
    SELECT row_number, CASE WHEN quantity = held THEN 'UNCHANGED' WHEN held = 0 THEN 'NEW' ELSE 'CHANGED' END AS effect
    FROM stock_plan`,
  beside: Prisma.sql`
    SELECT row_number, jsonb_build_object('held', held, 'sku', sku, 'product', product) AS shown FROM stock_plan`,
  apply,
  undoing: undoStock,
}
