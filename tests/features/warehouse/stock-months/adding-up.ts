import { expect } from 'vitest'
import { db } from '../../../../src/database/client.ts'

/** Each closing is the opening of the next month, and with all later movements it's the balance. */
export async function expectMonthsAddUp(): Promise<void> {
  const wrong = await db.$queryRaw<unknown[]>`
    SELECT b.sku_id, b.location_id, m.month FROM stock_months m
      JOIN stock_month_balances b ON b.month_id = m.id AND b.closing_no = m.closings
      LEFT JOIN stock_months n ON n.starts_at = m.ends_at AND n.state = 'CLOSED'
      LEFT JOIN stock_month_balances o ON o.month_id = n.id AND o.closing_no = n.closings
        AND o.sku_id = b.sku_id AND o.location_id = b.location_id
    WHERE m.state = 'CLOSED' AND (n.id IS NOT NULL AND coalesce(o.opening, 0) <> b.closing
      OR b.closing + (SELECT coalesce(sum(v.quantity), 0) FROM stock_movements v
          WHERE v.sku_id = b.sku_id AND v.location_id = b.location_id AND v.at >= m.ends_at)
        <> (SELECT s.quantity FROM stock_balances s WHERE s.sku_id = b.sku_id AND s.location_id = b.location_id))`
  expect(wrong).toEqual([])
}
