import { Conflict } from '../../../errors.ts'
import type { OpenAct } from '../../../work/act.ts'
import type { StockMonth } from './policy.ts'

/** Pieces of a month over all SKUs and locations. */
export interface Totals {
  opening: number
  incoming: number
  outgoing: number
  closing: number
}

/**
 * Writes down what a month came to: opening + incoming - outgoing = closing, for every SKU and location that held
 * something or moved, where the opening is the closing of the month before. Nobody posts meanwhile: the caller holds
 * `lockMonths`.
 * @throws Conflict when the closing and what has moved since aren't the balance
 */
export async function freeze(act: OpenAct, month: StockMonth, closingNo: number): Promise<Totals> {
  const { id, startsAt, endsAt } = month
  await act.tx.$executeRaw`
    INSERT INTO stock_month_balances (month_id, closing_no, sku_id, location_id, opening, incoming, outgoing, closing)
    SELECT ${id}, ${closingNo}, sku_id, location_id, coalesce(o.closing, 0), coalesce(m.incoming, 0),
      coalesce(m.outgoing, 0), coalesce(o.closing, 0) + coalesce(m.incoming, 0) - coalesce(m.outgoing, 0)
    FROM (
      SELECT sku_id, location_id, coalesce(sum(quantity) FILTER (WHERE quantity > 0), 0)::int AS incoming,
        coalesce(-sum(quantity) FILTER (WHERE quantity < 0), 0)::int AS outgoing
      FROM stock_movements WHERE at >= ${startsAt} AND at < ${endsAt} GROUP BY sku_id, location_id
    ) AS m FULL JOIN (
      SELECT b.sku_id, b.location_id, b.closing FROM stock_months before
        JOIN stock_month_balances b ON b.month_id = before.id AND b.closing_no = before.closings
      WHERE before.ends_at = ${startsAt} AND b.closing > 0
    ) AS o USING (sku_id, location_id)`
  await act.tx.$executeRaw`
    INSERT INTO stock_month_reasons (month_id, closing_no, reason, incoming, outgoing)
    SELECT ${id}, ${closingNo}, reason, coalesce(sum(quantity) FILTER (WHERE quantity > 0), 0)::int,
      coalesce(-sum(quantity) FILTER (WHERE quantity < 0), 0)::int
    FROM stock_movements WHERE at >= ${startsAt} AND at < ${endsAt} GROUP BY reason`
  await demandBalanced(act, month, closingNo)
  const [totals] = await act.tx.$queryRaw<Totals[]>`
    SELECT coalesce(sum(opening), 0)::int AS opening, coalesce(sum(incoming), 0)::int AS incoming,
      coalesce(sum(outgoing), 0)::int AS outgoing, coalesce(sum(closing), 0)::int AS closing
    FROM stock_month_balances WHERE month_id = ${id} AND closing_no = ${closingNo}`
  return totals as Totals
}

async function demandBalanced(
  act: OpenAct,
  { id, endsAt, month }: StockMonth,
  closingNo: number,
): Promise<void> {
  const [row] = await act.tx.$queryRaw<{ wrong: number }[]>`
    SELECT count(*)::int AS wrong FROM (
      SELECT sku_id, location_id, closing AS quantity FROM stock_month_balances
        WHERE month_id = ${id} AND closing_no = ${closingNo}
      UNION ALL SELECT sku_id, location_id, quantity FROM stock_movements WHERE at >= ${endsAt}
      UNION ALL SELECT sku_id, location_id, -quantity FROM stock_balances
    ) AS all_sides GROUP BY sku_id, location_id HAVING sum(quantity) <> 0 LIMIT 1`
  if (row) throw new Conflict(`${month} 的期末数和库位结存对不上，请先核对台账。`)
}
