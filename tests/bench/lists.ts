import { spawn } from 'node:child_process'
import { Agent, get } from 'node:http'
import path from 'node:path'
import { BenchHouse, memory, percentile } from './house.ts'
import type { Options, Result } from './main.ts'
import { seed } from './seed.ts'

const SIZES = [10_000, 1_000_000]
const SHORT_SIZES = [2_000, 20_000]
const ROUNDS = 12
const PER_ROUND = 15

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
  const floor = await startFloor([house.database.url, String(shopId), String(personId)])
  try {
    const client = await house.client('operations-specialist')
    const results: Result[] = []
    const middle = new Map<string, number[]>()
    let from = 0
    for (const to of sizes) {
      await seed(house.database.ownerUrl, { shopId, personId, from, to })
      from = to
      for (const list of LISTS) {
        const [own, plain] = await measure(
          { url: house.url + list.ours(shopId), cookie: client.cookie },
          { url: floor.url + list.floor, cookie: '' },
        )
        results.push(lineOf(`${list.name} at ${to.toLocaleString('en-US')}`, own, plain))
        middle.set(list.name, [...(middle.get(list.name) ?? []), percentile(own, 0.5)])
      }
    }
    for (const [name, [small = NaN, large = NaN]] of middle) {
      const growth = Number((large / small).toFixed(2))
      results.push({
        name: `${name}: growth`,
        ours: large,
        floor: small,
        ratio: growth,
        unit: 'ms',
        p50: null,
        p99: null,
      })
    }
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

function lineOf(name: string, own: readonly number[], plain: readonly number[]): Result {
  const perSecond = (taken: readonly number[]): number => Math.round(1000 / percentile(taken, 0.5))
  return {
    name,
    ours: perSecond(own),
    floor: perSecond(plain),
    ratio: Number((percentile(plain, 0.5) / percentile(own, 0.5)).toFixed(2)),
    unit: 'pages/s',
    p50: percentile(own, 0.5),
    p99: percentile(own, 0.99),
    remark: `floor p50 ${percentile(plain, 0.5)} p99 ${percentile(plain, 0.99)} ms`,
  }
}

interface Page {
  readonly url: string
  readonly cookie: string
}

/** Milliseconds of each request, one after the other, the two taking turns round by round; the first round only warms up. */
async function measure(own: Page, plain: Page): Promise<[number[], number[]]> {
  const taken: [number[], number[]] = [[], []]
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  for (let round = 0; round <= ROUNDS; round++) {
    for (const [i, page] of [own, plain].entries()) {
      for (let n = 0; n < PER_ROUND; n++) {
        const begun = performance.now()
        await fetched(page, agent)
        if (round > 0) taken[i as 0 | 1].push(performance.now() - begun)
      }
    }
  }
  agent.destroy()
  return taken
}

function fetched({ url, cookie }: Page, agent: Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    get(url, { agent, headers: { cookie } }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`${url} answered ${response.statusCode}`))
      response.resume().on('end', resolve).on('error', reject)
    }).on('error', reject)
  })
}

async function startFloor(args: readonly string[]): Promise<{ url: string; memory(): number; stop(): void }> {
  const script = path.join(import.meta.dirname, 'lists-floor.ts')
  const child = spawn(process.execPath, ['--import', 'tsx', script, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  for await (const text of child.stdout) {
    const port = /port (\d+)/.exec(String(text))?.[1]
    if (!port) continue
    child.stdout.resume()
    return { url: `http://127.0.0.1:${port}`, memory: () => memory(child.pid), stop: () => child.kill() }
  }
  throw new Error('the floor did not start')
}
