/**
 * The fastest way known to answer the same two lists: plain http, one pool, a statement for the rows and one for the bounded
 * counts, a string of HTML. Omits everything else: no session, no rights, no search, no menu, no layout, no forms, no tabs, no
 * links to the next page, no badges, no masking of what isn't in the table, no log, no security headers.
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import pg from 'pg'

const [url = '', shopId = '', personId = ''] = process.argv.slice(2)
const pool = new pg.Pool({ connectionString: url, max: 10 })
const ORDERS = `
  SELECT o.id, o.platform_order_id, o.status, o.ordered_at, o.paid_at, o.paid_fen, o.total_fen, o.buyer_message, o.seller_memo,
    s.name, c.masked_nick, c.masked_name, c.masked_address, r.state, g.titles, g.count
  FROM orders o JOIN shops s ON s.id = o.shop_id
    LEFT JOIN buyer_contacts c ON c.order_id = o.id LEFT JOIN order_reviews r ON r.order_id = o.id
    LEFT JOIN LATERAL (SELECT (array_agg(l.title ORDER BY l.ordinal))[1:3] AS titles, count(*) AS count
      FROM order_lines l WHERE l.order_id = o.id) g ON TRUE
  WHERE o.shop_id = $1 AND o.status = 'FINISHED' ORDER BY o.ordered_at DESC, o.id DESC LIMIT 51`
const bounded = (where: string): string => `(SELECT count(*)::int FROM (SELECT 1 FROM ${where} LIMIT 1001) b)`
const COUNTS = `SELECT ${[
  `orders o WHERE o.status IN ('PAID', 'PART_SHIPPED') AND o.shop_id = $1`,
  `order_reviews h WHERE h.state = 'HELD' AND h.shop_id = $1`,
  `orders o WHERE o.status = 'UNPAID' AND o.shop_id = $1`,
  `orders o WHERE o.status = 'SHIPPED' AND o.shop_id = $1`,
  `orders o WHERE o.shop_id = $1`,
]
  .map((where, i) => `${bounded(where)} AS c${i}`)
  .join(', ')}`
const ITEMS = `SELECT w.id, w.title, w.noun, w.subject_id, w.opened_at, w.due_at, p.name FROM work_items w
  LEFT JOIN people p ON p.id = w.owner_id WHERE w.closed_at IS NULL AND w.owner_id = $1
  ORDER BY COALESCE(w.due_at, 'infinity'), w.id LIMIT 51`
const ITEM_COUNT = `SELECT ${bounded('work_items w WHERE w.closed_at IS NULL AND w.owner_id = $1')} AS c0`

const escaped = (value: unknown): string =>
  (value instanceof Date ? value.toISOString() : String(value ?? '')).replace(
    /[&<>"]/g,
    (sign) => `&#${sign.charCodeAt(0)};`,
  )
const server = createServer((request, response) => {
  void (async () => {
    const [rowsOf, countsOf, id] =
      request.url === '/orders' ? [ORDERS, COUNTS, shopId] : [ITEMS, ITEM_COUNT, personId]
    const [rows, counts] = await Promise.all([
      pool.query<object>(rowsOf, [id]),
      pool.query<object>(countsOf, [id]),
    ])
    const cells = rows.rows.slice(0, 50).map(
      (row) =>
        `<tr>${Object.values(row)
          .map((value) => `<td>${escaped(value)}</td>`)
          .join('')}</tr>`,
    )
    const tabs = Object.values(counts.rows[0] ?? {}).map((count) => `<b>${escaped(count)}</b>`)
    response.setHeader('Content-Type', 'text/html; charset=utf-8')
    response.end(`<!doctype html><title>x</title>${tabs.join('')}<table>${cells.join('')}</table>`)
  })()
})
server.listen(0, '127.0.0.1', () => process.stdout.write(`port ${(server.address() as AddressInfo).port}\n`))
