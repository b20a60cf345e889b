/**
 * The fastest way known to answer the movements of a SKU or of a shelf: plain http, one pool, one statement, a string of
 * HTML. Omits everything else: no session, no rights, no search, no menu, no layout, no forms, no filters, no links to the
 * next page, no log, no security headers.
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import pg from 'pg'

const [url = '', sku = '', shelf = ''] = process.argv.slice(2)
const pool = new pg.Pool({ connectionString: url, max: 10 })
const movements = (where: string): string => `
  SELECT m.id, m.at, s.code AS sku, l.code AS location, m.quantity, m.reason, r.number, p.name
  FROM stock_movements m JOIN skus s ON s.id = m.sku_id JOIN locations l ON l.id = m.location_id
    LEFT JOIN people p ON p.id = m.person_id
    LEFT JOIN receipts r ON m.noun = 'warehouse/receipts' AND r.id = m.subject_id
  WHERE ${where} ORDER BY m.at DESC, m.id DESC LIMIT 51`
const BY_SKU = movements('m.sku_id = (SELECT id FROM skus WHERE code = $1)')
const BY_SHELF = movements('m.location_id = (SELECT id FROM locations WHERE code = $1)')

const escaped = (value: unknown): string =>
  (value instanceof Date ? value.toISOString() : String((value as string | number | null) ?? '')).replace(
    /[&<>"]/g,
    (sign) => `&#${sign.charCodeAt(0)};`,
  )
const server = createServer((request, response) => {
  void (async () => {
    const [text, value] = request.url === '/sku' ? [BY_SKU, sku] : [BY_SHELF, shelf]
    const { rows } = await pool.query<object>(text, [value])
    const cells = rows.slice(0, 50).map(
      (row) =>
        `<tr>${Object.values(row)
          .map((cell) => `<td>${escaped(cell)}</td>`)
          .join('')}</tr>`,
    )
    response.setHeader('Content-Type', 'text/html; charset=utf-8')
    response.end(`<!doctype html><title>x</title><table>${cells.join('')}</table>`)
  })()
})
server.listen(0, '127.0.0.1', () => process.stdout.write(`port ${(server.address() as AddressInfo).port}\n`))
