import { Prisma } from '../../../../generated/prisma/client.ts'
import { apply } from './apply.ts'
import { planLines, planOrders } from './plan.ts'
import type { LineShape } from './staged.ts'
import type { Store } from './store.ts'
import { undoOrders } from './undo-orders.ts'

/** The orders that became different, with the kinds of reasons for holding that are new in them. */
const touched = Prisma.sql`
  SELECT order_id, array_remove(ARRAY[
      CASE WHEN changes ? 'buyerMessage' THEN 'BUYER_MESSAGE' END,
      CASE WHEN changes ? 'sellerMemo' THEN 'SELLER_MEMO' END,
      CASE WHEN changes ? 'flag' THEN 'FLAG' END,
      CASE WHEN changes ? 'lines' THEN 'UNMATCHED_CODE' END,
      CASE WHEN changes ? 'address' OR changes ? 'exception' THEN 'DOUBTFUL_ADDRESS' END], NULL) AS fresh
  FROM order_merge WHERE is_new OR changes <> '{}'`

/** For files with a row per order. Staged rows have `ORDER_FIELDS`, state and contact. */
export const orderStore: Store = {
  plan: planOrders,
  effects: Prisma.sql`
    SELECT m.row_number, CASE WHEN m.is_new THEN 'NEW' WHEN m.changes <> '{}' THEN 'CHANGED' ELSE 'UNCHANGED' END AS effect
    FROM order_merge m`,
  apply: (act, job, watch) => apply(act, job, watch, false),
  touched,
  undoing: undoOrders,
}

/**
 * For files with a row per line. Staged rows have `LINE_FIELDS` and the line's states, and of the order what the shape
 * says.
 */
export function lineStore(shape: LineShape): Store {
  return {
    plan: (tx, job) => planLines(tx, job, shape),
    effects: Prisma.sql`
      SELECT l.row_number, CASE WHEN l.line_id IS NULL THEN 'NEW' WHEN l.changed OR m.changes - 'lines' <> '{}' THEN 'CHANGED'
        ELSE 'UNCHANGED' END AS effect
      FROM line_merge l JOIN order_merge m ON m.platform_order_id = l.platform_order_id`,
    apply: (act, job, watch) => apply(act, job, watch, true),
    touched,
    undoing: undoOrders,
  }
}
