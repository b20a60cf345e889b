import { BenchHouse, percentile } from './house.ts'
import type { Options, Result } from './main.ts'
import { growthLine, measurePages, pagesLine, startFloor } from './pages.ts'
import { seed } from './seed.ts'

const SIZES = [10_000, 1_000_000]
const SHORT_SIZES = [2_000, 20_000]

/** The two lists that people look at most, ours and the floor's. */
const LISTS = [
  {
    name: 'order list',
    ours: (shop: number) => `/orders/orders?part=all&shop=${shop}&status=FINISHED`,
    floor: '/orders',
  },
  { name: 'work item list', ours: () => '/people/work-items', floor: '/items' },
]

/** Lists at two sizes of the house, round by round beside the plain ones; and how they grow from one size to the other. */
export async function run({ short, rows }: Options): Promise<Result[]> {
  const sizes = rows ? [10_000, rows] : short ? SHORT_SIZES : SIZES
  const house = await BenchHouse.open()
  const { shopId } = house.cast
  const personId = house.cast.ids['operations-specialist']
  const floor = await startFloor('lists-floor.ts', [house.database.url, String(shopId), String(personId)])
  try {
    const client = await house.client('operations-specialist')
    const results: Result[] = []
    const middle = new Map<string, number[]>()
    let from = 0
    for (const to of sizes) {
      await seed(house.database.ownerUrl, { shopId, personId, from, to })
      from = to
      for (const list of LISTS) {
        const [own, plain] = await measurePages(
          { url: house.url + list.ours(shopId), cookie: client.cookie },
          { url: floor.url + list.floor, cookie: '' },
        )
        results.push(pagesLine(`${list.name} at ${to.toLocaleString('en-US')}`, own, plain))
        middle.set(list.name, [...(middle.get(list.name) ?? []), percentile(own, 0.5)])
      }
    }
    for (const [name, [small, large]] of middle) results.push(growthLine(name, small, large))
    results.push(memoryLine(house.memory(), floor.memory()))
    return results
  } finally {
    floor.stop()
    await house.close()
  }
}

/** Resident memory after all the pages, ours beside the floor's. */
function memoryLine(ours: number, floor: number): Result {
  const ratio = Number((floor / ours).toFixed(2))
  return { name: 'memory under load', ours, floor, ratio, unit: 'MiB', p50: null, p99: null }
}
