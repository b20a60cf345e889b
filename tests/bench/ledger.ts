import pg from 'pg'
import { db } from '../../src/database/client.ts'
import { prove } from '../../src/features/warehouse/stock/ledger.ts'
import { BenchHouse, percentile } from './house.ts'
import { SHELF, SKU, fillLedger } from './ledger-seed.ts'
import type { Options, Result } from './main.ts'
import { startFloor } from './pages.ts'
import type { Furnished, List } from './two-sizes.ts'
import { measureLists } from './two-sizes.ts'

const PROOFS = 5

const LISTS: readonly List[] = [
  { name: 'movements of a SKU', ours: () => `/warehouse/movements?sku=${SKU}`, floor: '/sku' },
  { name: 'movements of a location', ours: () => `/warehouse/movements?location=${SHELF}`, floor: '/shelf' },
]

/** The list of movements at two sizes of the ledger beside the plain one, how it grows, and the proof beside plain sums. */
export function run({ short, rows }: Options): Promise<Result[]> {
  const sizes: [number, number] = short ? [5_000, 50_000] : [50_000, rows ?? 5_000_000]
  return measureLists(LISTS, sizes, furnish, ofProof)
}

async function furnish(size: number): Promise<Furnished> {
  const house = await BenchHouse.open()
  await fillLedger(house.database, { personId: house.cast.ids['warehouse-clerk'], size })
  const floor = await startFloor('ledger-floor.ts', [house.database.url, SKU, SHELF])
  const { cookie } = await house.client('operations-lead')
  return { size, house, cookie, floor }
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
async function ofProof({ house, size }: Furnished): Promise<Result> {
  const client = new pg.Client({ connectionString: house.database.url })
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
    name: `proof of ${size.toLocaleString('en-US')} movements`,
    ours: Number((ours / 1000).toFixed(3)),
    floor: Number((floor / 1000).toFixed(3)),
    ratio: Number((ours / floor).toFixed(2)),
    unit: 's',
    p50: ours,
    p99: percentile(own ?? [], 0.99),
    remark: 'ratio of times: 1.2 at most',
  }
}
