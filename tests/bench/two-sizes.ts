import type { BenchHouse } from './house.ts'
import { percentile } from './house.ts'
import type { Result } from './main.ts'
import type { Floor } from './pages.ts'
import { growthLine, measurePages, pagesLine } from './pages.ts'

/** A list that is measured: its address in ours, and in the plain server. */
export interface List {
  readonly name: string
  ours(house: BenchHouse): string
  readonly floor: string
}

/** A house with so many rows, somebody who has signed in, and the plain server on the same database. */
export interface Furnished {
  readonly size: number
  readonly house: BenchHouse
  readonly cookie: string
  readonly floor: Floor
}

/**
 * Lists in a small and a large house that stand beside each other: the four pages of a list take turns, so that whatever
 * else the machine does slows all of them, and the growth isn't that of the machine's other work.
 * @param further measures more in the large one, the only one whose database this process still reaches
 */
export async function measureLists(
  lists: readonly List[],
  sizes: readonly [number, number],
  furnish: (size: number) => Promise<Furnished>,
  further: (large: Furnished) => Promise<Result> | Result,
): Promise<Result[]> {
  const open: Furnished[] = []
  try {
    const small = await furnish(sizes[0])
    open.push(small)
    const large = await furnish(sizes[1])
    open.push(large)
    const results: Result[] = []
    for (const list of lists) results.push(...(await measureList(list, small, large)))
    return [...results, await further(large)]
  } finally {
    for (const { floor, house } of open) {
      floor.stop()
      await house.close()
    }
  }
}

async function measureList(list: List, small: Furnished, large: Furnished): Promise<Result[]> {
  const [own = [], plain = [], ownLarge = [], plainLarge = []] = await measurePages(
    [small, large].flatMap(({ house, cookie, floor }) => [
      { url: house.url + list.ours(house), cookie },
      { url: floor.url + list.floor, cookie: '' },
    ]),
  )
  const at = ({ size }: Furnished): string => `${list.name} at ${size.toLocaleString('en-US')}`
  return [
    pagesLine(at(small), own, plain),
    pagesLine(at(large), ownLarge, plainLarge),
    growthLine(list.name, percentile(own, 0.5), percentile(ownLarge, 0.5)),
  ]
}
