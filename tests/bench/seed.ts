import pg from 'pg'

/**
 * Fills orders and work items up to a number of each, the same for the same numbers: what looks like chance comes from
 * hashes. One order in fifty awaits shipping; one work item in fifty is open, and two hundred are the given person's.
 */
export async function seed(
  ownerUrl: string,
  given: { shopId: number; personId: number; size: number },
): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    for (const statement of STATEMENTS) {
      await client.query(
        statement.replaceAll(/(?<!:):(shopId|personId|size)\b/g, (_all, name: 'size') => `${given[name]}`),
      )
    }
    // Before VACUUM, which can't be in a transaction with the rest.
    await client.query('VACUUM ANALYZE orders, order_lines, order_reviews, buyer_contacts, work_items')
  } finally {
    await client.end()
  }
}

/** A number below `below` that looks like chance, of the row's number. */
const chance = (below: number, salt: string): string =>
  `(('x' || left(md5(g || '${salt}'), 7))::bit(28)::int % ${below})`

const STATE = `CASE WHEN g % 50 = 0 THEN 'PAID' WHEN g % 50 = 1 THEN 'UNPAID' WHEN g % 50 < 6 THEN 'SHIPPED'
  WHEN g % 50 < 10 THEN 'CLOSED' ELSE 'FINISHED' END::"OrderStatus"`
const ORDERED = `timestamptz '2026-11-26' - (g || ' minutes')::interval`

const STATEMENTS = [
  `INSERT INTO orders (shop_id, platform_order_id, status, platform_status, ordered_at, paid_at, total_fen, paid_fen,
     quantity_total, buyer_message, free_times, exported_at, created_at)
   SELECT :shopId, (3300000000000000000 + g)::text, ${STATE}, '交易成功', ${ORDERED}, ${ORDERED} + interval '5 minutes',
     ${chance(90_000, 'a')}, ${chance(90_000, 'a')}, 1 + ${chance(3, 'q')},
     CASE WHEN ${chance(20, 'm')} = 0 THEN '请尽快发货，谢谢' END, '{}', '2026-11-26', '2026-11-26'
   FROM generate_series(1, :size) AS g`,
  `INSERT INTO order_lines (order_id, ordinal, title, properties, unit_price_fen, quantity, merchant_code, match_code, status,
     platform_status, free_times, exported_at)
   SELECT o.id, n, '示例收纳盒 大号 加厚 ' || ${chance(300, 't')}, '颜色分类:黑色', 2990, 1, 'BOX-' || ${chance(300, 't')},
     'BOX-' || ${chance(300, 't')}, o.status, '交易成功', '{}', '2026-11-26'
   FROM generate_series(1, :size) AS g JOIN orders o ON o.shop_id = :shopId
     AND o.platform_order_id = (3300000000000000000 + g)::text CROSS JOIN generate_series(1, 2) AS n WHERE n = 1 OR g % 3 = 0`,
  `INSERT INTO buyer_contacts (order_id, sealed_at, masked_nick, masked_name, masked_phone, masked_address)
   SELECT o.id, '2026-11-26', 't***' || (g % 97), '张**', '138****0000', '浙江省杭州市余杭区***'
   FROM generate_series(1, :size) AS g JOIN orders o ON o.shop_id = :shopId
     AND o.platform_order_id = (3300000000000000000 + g)::text`,
  `INSERT INTO order_reviews (order_id, shop_id, platform_order_id, state, reasons, created_at)
   SELECT o.id, o.shop_id, o.platform_order_id, 'RELEASED', '{}', '2026-11-26'
   FROM orders o WHERE o.shop_id = :shopId AND o.status = 'PAID' ON CONFLICT DO NOTHING`,
  `INSERT INTO work_items (noun, subject_id, kind, title, shop_id, owner_id, duty, opened_at, due_at, closed_at, outcome)
   SELECT 'people/tasks', g, 'OPEN', '处理第 ' || g || ' 件待办', :shopId, CASE WHEN g <= 200 THEN :personId END,
     CASE WHEN g > 200 THEN 'WAREHOUSE_CLERK'::"Duty" END, ${ORDERED}, ${ORDERED} + interval '1 day',
     CASE WHEN g > 200 AND g % 50 <> 0 THEN ${ORDERED} + interval '2 hours' END, CASE WHEN g > 200 AND g % 50 <> 0 THEN 'finish' END
   FROM generate_series(1, :size) AS g`,
]
