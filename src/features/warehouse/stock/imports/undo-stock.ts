import { system } from '../../../../actor.ts'
import type { Tx } from '../../../../database/client.ts'
import type { OpenAct } from '../../../../work/act.ts'
import { imports } from '../../../orders/imports/noun.ts'
import type { Undoing } from '../../../orders/imports/engine/undoing.ts'
import type { Import } from '../../../orders/imports/policy.ts'
import { retryOutOfStock } from '../../shipments/actions.ts'
import type { Entry } from '../ledger.ts'
import { lockPromises, post } from '../ledger.ts'
import { stock } from '../noun.ts'

/** So many places are named in a refusal. */
const NAMED = 5

/** Leaves `undo_stock`: by place what the import has posted, and its last movement there. */
async function plan(tx: Tx, row: Import): Promise<void> {
  await lockPromises({ tx })
  await tx.$executeRaw`
    CREATE TEMP TABLE undo_stock ON COMMIT DROP AS
    SELECT m.sku_id, m.location_id, s.code AS sku, l.code AS location, sum(m.quantity)::int AS quantity, max(m.id) AS last_id
    FROM stock_movements m JOIN skus s ON s.id = m.sku_id JOIN locations l ON l.id = m.location_id
    WHERE m.noun = ${imports.key} AND m.subject_id = ${row.id}
    GROUP BY m.sku_id, m.location_id, s.code, l.code HAVING sum(m.quantity) <> 0`
  await tx.$executeRaw`ANALYZE undo_stock`
}

/** Of places and SKUs that stand against it, a sentence each. */
type Why = (tx: Tx, row: Import) => Promise<{ words: string }[]>

/** What was said of a place since then was said of the goods that lie there, and would become wrong. */
const saidLater: Why = (tx, row) => tx.$queryRaw`
  SELECT DISTINCT '库位 ' || u.location || ' 的 ' || u.sku
    || CASE m.reason WHEN 'COUNT' THEN ' 之后盘点过' ELSE ' 之后又导入过，请先撤销那一次' END AS words
  FROM undo_stock u JOIN stock_movements m ON m.sku_id = u.sku_id AND m.location_id = u.location_id AND m.id > u.last_id
  WHERE m.reason IN ('COUNT', 'IMPORT') AND NOT EXISTS (
    SELECT 1 FROM imports i WHERE m.noun = ${imports.key} AND i.id = m.subject_id AND (i.id = ${row.id} OR i.state = 'UNDONE'))
  ORDER BY 1`

const beingCounted: Why = (tx) => tx.$queryRaw`
  SELECT DISTINCT '库位 ' || u.location || ' 正在盘点单 ' || c.number || ' 里' AS words
  FROM undo_stock u JOIN count_places p ON p.location_id = u.location_id AND p.closed_at IS NULL
    JOIN counts c ON c.id = p.count_id ORDER BY 1`

const goneFromPlace: Why = (tx) => tx.$queryRaw`
  SELECT '库位 ' || u.location || ' 的 ' || u.sku || ' 要退回 ' || u.quantity || ' 件，现在只有 '
    || COALESCE(b.quantity - b.allocated, 0) || ' 件可退' AS words
  FROM undo_stock u LEFT JOIN stock_balances b ON b.sku_id = u.sku_id AND b.location_id = u.location_id
  WHERE COALESCE(b.quantity - b.allocated, 0) < u.quantity ORDER BY u.location, u.sku`

const promised: Why = (tx) => tx.$queryRaw`
  SELECT u.sku || ' 要退回 ' || sum(u.quantity) || ' 件，其余都已预留给发货单，可退 '
    || min(l.on_hand - l.reserved - l.quarantined) || ' 件' AS words
  FROM undo_stock u JOIN stock_levels l ON l.sku_id = u.sku_id
  GROUP BY u.sku HAVING min(l.on_hand - l.reserved - l.quarantined) < sum(u.quantity) ORDER BY u.sku`

async function whyNot(tx: Tx, row: Import): Promise<string | null> {
  for (const why of [saidLater, beingCounted, goneFromPlace, promised]) {
    const found = await why(tx, row)
    if (found.length === 0) continue
    const named = found.slice(0, NAMED).map(({ words }) => words)
    const rest = found.length - named.length
    return named.join('；') + (rest > 0 ? `；另有 ${rest} 处` : '')
  }
  return null
}

/** Posts the opposite; parcels that wait for what comes back get it. */
async function settle(act: OpenAct, row: Import): Promise<void> {
  const entries = await act.tx.$queryRaw<Entry[]>`
    SELECT sku_id AS "skuId", location_id AS "locationId", -quantity AS quantity, 'IMPORT' AS reason
    FROM undo_stock ORDER BY sku_id, location_id`
  await post(act, { noun: imports.key, subjectId: row.id }, entries)
  const back = entries.flatMap(({ skuId, quantity }) => (quantity > 0 ? [skuId] : []))
  if (back.length > 0) await retryOutOfStock({ ...act, actor: system('shipping') }, [...new Set(back)])
}

/** The ledger forgets nothing: what was posted stays, and as much the other way stands behind it. */
export const undoStock: Undoing = { noun: stock.key, tables: [], plan, whyNot, settle }
