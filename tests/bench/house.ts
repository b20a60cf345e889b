import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { connect, disconnect } from '../../src/database/client.ts'
import type { OpenDatabase } from '../../src/database/open.ts'
import { openDatabase } from '../../src/database/open.ts'
import { Program } from '../server/program.ts'
import type { Cast, Member } from '../setup/cast.ts'
import { PASSWORD, castIn } from '../setup/cast.ts'
import { Client } from '../setup/client.ts'
import { silent } from '../setup/silent.ts'

/** The house whose database this process reaches: the one opened last. */
let reached: BenchHouse | undefined

/** The program as `npm start` runs it, on a database of its own with a team in it; this process reaches both. */
export class BenchHouse {
  private constructor(
    readonly folder: string,
    readonly database: OpenDatabase,
    readonly cast: Cast,
    private readonly program: Program,
  ) {}

  get url(): string {
    return this.program.address
  }

  static async open(): Promise<BenchHouse> {
    const folder = mkdtempSync(path.join(tmpdir(), 'house-bench-'))
    // The server of the database runs as another user where this one is root.
    chmodSync(folder, 0o755)
    const database = await openDatabase({ dataDir: path.join(folder, 'database'), log: silent })
    if (reached) await disconnect()
    await connect({ url: database.url, max: 10 })
    const cast = await castIn()
    return (reached = new BenchHouse(folder, database, cast, await start(folder, database)))
  }

  async close(): Promise<void> {
    await this.program.end()
    if (reached === this) {
      reached = undefined
      await disconnect()
    }
    await this.database.close()
    rmSync(this.folder, { recursive: true, force: true })
  }

  /** Most memory that the program has had at once so far, in MiB; NaN where the system doesn't tell. */
  peakMemory(): number {
    return memory(this.program.pid, 'VmHWM')
  }

  /** Memory that the program has now, in MiB; NaN where the system doesn't tell. */
  memory(): number {
    return memory(this.program.pid)
  }

  /** Delay of the program's event loop since this was last asked, in milliseconds. */
  async loopDelay(): Promise<{ p50: number; p99: number; longest: number }> {
    const text = await (await fetch(`${this.url}/metrics`)).text()
    const of = (name: string): number =>
      Number(
        (
          Number(new RegExp(`^nodejs_eventloop_lag_${name}_seconds (\\S+)`, 'm').exec(text)?.[1]) * 1000
        ).toFixed(1),
      )
    return { p50: of('p50'), p99: of('p99'), longest: of('max') }
  }

  /** Somebody who has signed in. */
  async client(member: Member): Promise<Client> {
    const client = new Client(this.url)
    await client.signIn(member, PASSWORD)
    return client
  }
}

function start(folder: string, database: OpenDatabase): Promise<Program> {
  const dataDir = path.join(folder, 'program')
  mkdirSync(dataDir)
  return Program.start({
    UPLOAD_LIMIT_MB: '2048',
    DATA_DIR: dataDir,
    DATABASE_URL: database.url,
    DATABASE_OWNER_URL: database.ownerUrl,
  })
}

/** Memory of a process, in MiB; NaN where the system doesn't tell. */
export function memory(pid: number | undefined, what: 'VmRSS' | 'VmHWM' = 'VmRSS'): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    return Math.round(Number(new RegExp(`${what}:\\s+(\\d+)`).exec(status)?.[1]) / 1024)
  } catch {
    return NaN
  }
}

/** The value below which a share of them lies; `values` in any order. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return Number((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN).toFixed(1))
}
