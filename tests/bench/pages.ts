import { spawn } from 'node:child_process'
import { Agent, get } from 'node:http'
import path from 'node:path'
import { memory, percentile } from './house.ts'
import type { Result } from './main.ts'

const ROUNDS = 12
const PER_ROUND = 15

/** A page of ours or of a floor's, as it is asked for. */
export interface Page {
  readonly url: string
  readonly cookie: string
}

/** A plain server. */
export interface Floor {
  readonly url: string
  /** Resident, in MiB. */
  memory(): number
  stop(): void
}

/**
 * Milliseconds of each request, page by page: one after the other, the pages taking turns round by round; the first round
 * only warms up.
 */
export async function measurePages(pages: readonly Page[]): Promise<number[][]> {
  const taken: number[][] = pages.map(() => [])
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  for (let round = 0; round <= ROUNDS; round++) {
    for (const [i, page] of pages.entries()) {
      for (let n = 0; n < PER_ROUND; n++) {
        const begun = performance.now()
        await fetched(page, agent)
        if (round > 0) taken[i]?.push(performance.now() - begun)
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

/** Starts the plain server of a script beside this one, which prints its port. */
export async function startFloor(name: string, args: readonly string[]): Promise<Floor> {
  const script = path.join(import.meta.dirname, name)
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

/** Pages a second of ours beside the floor's, by the middle of what each took. */
export function pagesLine(name: string, own: readonly number[], plain: readonly number[]): Result {
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

/** How much slower a page is in the larger house; `small` and `large` in milliseconds. */
export function growthLine(name: string, small: number, large: number): Result {
  const ratio = Number((large / small).toFixed(2))
  return { name: `${name}: growth`, ours: large, floor: small, ratio, unit: 'ms', p50: null, p99: null }
}
