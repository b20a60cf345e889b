import pg from 'pg'
import { db } from '../../src/database/client.ts'
import { prove } from '../../src/features/warehouse/stock/ledger.ts'
import { BenchHouse, percentile } from './house.ts'
import { SHELF, SKU, fillLedger } from './ledger-seed.ts'
import type { Options, Result } from './main.ts'
import { growthLine, measurePages, pagesLine, startFloor } from './pages.ts'

const SIZES = [50_000, 5_000_000]
const SHORT_SIZES = [5_000, 50_000]
const PROOFS = 5

const LISTS = [
  { name: 'movements of a SKU', ours: `/warehouse/movements?sku=${SKU}`, floor: '/sku' },
  { name: 'movements of a location', ours: `/warehouse/movements?location=${SHELF}`, floor: '/shelf' },
]

/** The list of movements at two sizes of the ledger beside the plain one, how it grows, and the proof beside plain sums. */
export async function run({ short, rows }: Options): Promise<Result[]> {
  const sizes = rows ? [50_000, rows] : short ? SHORT_SIZES : SIZES
  const house = await BenchHouse.open()
  const floor = await startFloor('ledger-floor.ts', [house.database.url, SKU, SHELF])
  try {
    const client = await house.client('operations-lead')
    const results: Result[] = []
    const middle = new Map<string, number[]>()
    let from = 0
    for (const to of sizes) {
      const personId = house.cast.ids['warehouse-clerk']
      await fillLedger(house.database, { personId, from, to })
      from = to
      for (const list of LISTS) {
        const [own, plain] = await measurePages(
          { url: house.url + list.ours, cookie: client.cookie },
          { url: floor.url + list.floor, cookie: '' },
        )
        results.push(pagesLine(`${list.name}, of ${to.toLocaleString('en-US')}`, own, plain))
        middle.set(list.name, [...(middle.get(list.name) ?? []), percentile(own, 0.5)])
      }
    }
    for (const [name, [small, large]] of middle) results.push(growthLine(name, small, large))
    results.push(await ofProof(house.database.url, from))
    return results
  } finally {
    floor.stop()
    await house.close()
  }
}

/** What the proof compares, each law by the shortest statement that finds its differences, without names or order. */
const PLAIN_PROOF = [
  `SELECT sku_id, location_id FROM (SELECT sku_id, location_id, sum(quantity) AS sum FROM stock_movements GROUP BY 1, 2) AS m
   FULL JOIN stock_balances b USING (sku_id, location_id) WHERE m.sum IS DISTINCT FROM b.quantity`,
  `SELECT sku_id FROM (SELECT sku_id, sum(quantity) AS sum FROM stock_balances GROUP BY 1) AS b
   FULL JOIN stock_levels l USING (sku_id) WHERE b.sum IS DISTINCT FROM l.on_hand`,
  `SELECT sku_id FROM (SELECT sku_id, sum(quantity) AS sum FROM reservations WHERE ended_at IS NULL GROUP BY 1) AS r
   FULL JOIN stock_levels l USING (sku_id) WHERE coalesce(r.sum, 0) <> coalesce(l.reserved, 0)`,
  `SELECT sku_id FROM (SELECT sku_id, location_id, sum(quantity) AS sum FROM pick_allocations GROUP BY 1, 2) AS a
   FULL JOIN stock_balances b USING (sku_id, location_id) WHERE coalesce(a.sum, 0) <> coalesce(b.allocated, 0)`,
]

/** Seconds of the proof and of the plain sums, by turns. */
async function ofProof(url: string, movements: number): Promise<Result> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const [own, plain]: number[][] = [[], []]
  for (let round = 0; round <= PROOFS; round++) {
    let begun = performance.now()
    const differences = await prove(db)
    const proven = performance.now() - begun
    begun = performance.now()
    for (const statement of PLAIN_PROOF) {
      const { rows } = await client.query(statement)
      differences.push(...(rows as never[]))
    }
    if (differences.length > 0) throw new Error('the ledger has differences')
    if (round === 0) continue
    own?.push(proven)
    plain?.push(performance.now() - begun)
  }
  await client.end()
  const [ours, floor] = [percentile(own ?? [], 0.5), percentile(plain ?? [], 0.5)]
  return {
    name: `proof of ${movements.toLocaleString('en-US')} movements`,
    ours: Number((ours / 1000).toFixed(3)),
    floor: Number((floor / 1000).toFixed(3)),
    ratio: Number((ours / floor).toFixed(2)),
    unit: 's',
    p50: ours,
    p99: percentile(own ?? [], 0.99),
    remark: 'ratio of times: 1.2 at most',
  }
}
