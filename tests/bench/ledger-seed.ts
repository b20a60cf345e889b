import pg from 'pg'
import type { OpenDatabase } from '../../src/database/open.ts'

/**
 * Fills the ledger up to a number of movements, the same for the same numbers: 2,000 SKUs, each at three of 500 shelves;
 * pieces come in and one of each lot leaves again, so that no place is ever below zero. Done by the superuser, for whom keys of
 * other tables, which hold by construction, aren't checked row by row.
 */
export async function fillLedger(
  { ownerUrl, adminUrl }: OpenDatabase,
  given: { personId: number; size: number },
): Promise<void> {
  const address = new URL(adminUrl)
  address.pathname = new URL(ownerUrl).pathname
  const client = new pg.Client({ connectionString: address.href })
  await client.connect()
  try {
    for (const statement of GOODS) await client.query(statement)
    await client.query('SET session_replication_role = replica')
    await client.query(MOVEMENTS, [given.size, given.personId])
    for (const statement of SUMS) await client.query(statement)
    await client.query('VACUUM ANALYZE stock_movements, stock_balances, stock_levels, skus, locations')
  } finally {
    await client.end()
  }
}

/** A SKU and a shelf as they are called in addresses. */
export const SKU = 'BENCH-0042'
export const SHELF = 'BENCH-0294'

const GOODS = [
  `INSERT INTO products (code, name, created_at) VALUES ('BENCH', '示例收纳盒', '2026-01-01')`,
  `INSERT INTO skus (product_id, code, created_at) SELECT p.id, 'BENCH-' || lpad(n::text, 4, '0'), '2026-01-01'
   FROM products p, generate_series(1, 2000) AS n WHERE p.code = 'BENCH'`,
  `INSERT INTO locations (code, zone, kind, created_at) SELECT 'BENCH-' || lpad(n::text, 4, '0'), 'BENCH', 'STORAGE', '2026-01-01'
   FROM generate_series(0, 499) AS n`,
]

/** Lots of two rows: one comes in, the next takes a piece of it out again. */
const MOVEMENTS = `
  INSERT INTO stock_movements (at, sku_id, location_id, quantity, reason, noun, subject_id, person_id)
  SELECT timestamptz '2026-01-01' + g * interval '5 seconds', s.id, l.id,
    CASE g % 2 WHEN 1 THEN 2 + lot % 5 ELSE -1 END,
    (CASE g % 2 WHEN 1 THEN 'RECEIPT' ELSE 'WRITE_OFF' END)::"MovementReason", 'warehouse/receipts', lot / 20, $2
  FROM (SELECT g, (g + 1) / 2 AS lot, ('x' || left(md5(((g + 1) / 2)::text), 7))::bit(28)::int AS chance
      FROM generate_series(1, $1::int) AS g) AS o
    JOIN skus s ON s.code = 'BENCH-' || lpad((1 + chance % 2000)::text, 4, '0')
    JOIN locations l ON l.code = 'BENCH-' || lpad((((1 + chance % 2000) * 7 + chance % 3) % 500)::text, 4, '0')
  ORDER BY g`

const SUMS = [
  `INSERT INTO stock_balances (sku_id, location_id, quantity)
   SELECT sku_id, location_id, sum(quantity) FROM stock_movements GROUP BY 1, 2`,
  `INSERT INTO stock_levels (sku_id, on_hand) SELECT sku_id, sum(quantity) FROM stock_balances GROUP BY 1`,
]
