import type { ExportFile } from './files.ts'
import { products } from './goods.ts'

/** A row of shelves that was put up last, and what was carried there from the cellar. */
const SHELVES = ['D-01-01', 'D-01-02', 'D-01-03', 'D-02-01']
const PIECES = [24, 18, 30]

const csv = (name: string, rows: readonly (readonly string[])[]): ExportFile => ({
  name,
  content: Buffer.from(`\uFEFF${rows.map((row) => row.join(',')).join('\r\n')}\r\n`),
})

/** The lead's sheets of the new shelves and of what lies there. */
export function newShelves(): ExportFile[] {
  const skus = products.flatMap((product) => product.skus.slice(0, 1))
  return [
    csv('新货架库位.csv', [
      ['库位编码', '库区', '用途', '存放货品'],
      ...SHELVES.map((code) => [code, 'D 区', '存储', '备货']),
    ]),
    csv('新货架库存.csv', [
      ['库位编码', 'SKU 编码', '数量'],
      ...PIECES.map((pieces, i) => [SHELVES[i] ?? '', skus[i]?.code ?? '', String(pieces)]),
    ]),
  ]
}
