import { BenchHouse } from './house.ts'
import type { Options, Result } from './main.ts'
import { startFloor } from './pages.ts'
import { seed } from './seed.ts'
import type { Furnished, List } from './two-sizes.ts'
import { measureLists } from './two-sizes.ts'

/** The two lists that people look at most. */
const LISTS: readonly List[] = [
  {
    name: 'order list',
    ours: ({ cast }) => `/orders/orders?part=all&shop=${cast.shopId}&status=FINISHED`,
    floor: '/orders',
  },
  { name: 'work item list', ours: () => '/people/work-items', floor: '/items' },
]

/** Lists at two sizes of the house beside the plain ones; how they grow from one size to the other; memory. */
export function run({ short, rows }: Options): Promise<Result[]> {
  const sizes: [number, number] = short ? [2_000, 20_000] : [10_000, rows ?? 1_000_000]
  return measureLists(LISTS, sizes, furnish, memoryLine)
}

async function furnish(size: number): Promise<Furnished> {
  const house = await BenchHouse.open()
  const { shopId } = house.cast
  const personId = house.cast.ids['operations-specialist']
  await seed(house.database.ownerUrl, { shopId, personId, size })
  const floor = await startFloor('lists-floor.ts', [house.database.url, String(shopId), String(personId)])
  const { cookie } = await house.client('operations-specialist')
  return { size, house, cookie, floor }
}

/** Resident memory after all the pages, ours beside the floor's. */
function memoryLine({ house, floor }: Furnished): Result {
  const [ours, plain] = [house.memory(), floor.memory()]
  const ratio = Number((plain / ours).toFixed(2))
  return { name: 'memory under load', ours, floor: plain, ratio, unit: 'MiB', p50: null, p99: null }
}
