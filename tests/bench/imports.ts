import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { connect, db, disconnect } from '../../src/database/client.ts'
import { openDatabase } from '../../src/database/open.ts'
import {
  confirmImport,
  readImport,
  receiveImports,
  runImport,
} from '../../src/features/orders/imports/actions.ts'
import { setBuyerKey } from '../../src/features/orders/buyers/seal.ts'
import { now } from '../../src/lib/dates.ts'
import { openStorage } from '../../src/storage/files.ts'
import { actor, castIn } from '../setup/cast.ts'
import { silent } from '../setup/silent.ts'
import { floor } from './imports-floor.ts'
import type { Options, Result } from './main.ts'
import { writeOrderFile } from './order-file.ts'

const ROWS = 1_000_000
const SHORT_ROWS = 30_000

/** An order list from upload to done, against plain decoding and COPY of the same file before and after it. */
export async function run({ short, rows = short ? SHORT_ROWS : ROWS }: Options): Promise<Result[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'house-bench-'))
  chmodSync(folder, 0o755)
  const database = await openDatabase({ dataDir: folder, log: silent })
  try {
    await connect({ url: database.url, max: 10 })
    await openStorage(folder)
    setBuyerKey(Buffer.alloc(32, 7))
    const file = path.join(folder, 'ExportOrderList202611200001.csv')
    await writeOrderFile(file, rows)
    const before = await floor(database.ownerUrl, file, rows)
    const measured = await ours(file, rows)
    const after = await floor(database.ownerUrl, file, rows)
    await rm(file)
    const copied = (before + after) / 2
    const line = (name: string, seconds: number, remark: string): Result => ({
      name,
      ours: Math.round(rows / seconds),
      floor: Math.round(copied),
      ratio: Number((rows / seconds / copied).toFixed(3)),
      unit: 'rows/s',
      p50: measured.p50,
      p99: measured.p99,
      remark,
    })
    const { read, confirm, all } = measured
    return [
      line('imports read and preview', read, `${read.toFixed(1)} s`),
      line('imports write', confirm, `${confirm.toFixed(1)} s`),
      line(
        'imports',
        all,
        `${rows} rows, ${all.toFixed(1)} s, peak RSS ${measured.rss} MB, longest pause ${measured.longest} ms`,
      ),
    ]
  } finally {
    await disconnect()
    await database.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

interface Measured {
  readonly read: number
  readonly confirm: number
  readonly all: number
  readonly p50: number
  readonly p99: number
  readonly longest: number
  readonly rss: number
}

async function ours(file: string, rows: number): Promise<Measured> {
  const cast = await castIn()
  const act = { actor: await actor(cast, 'owner'), at: now() }
  let peak = 0
  const sampling = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 50)
  const loop = monitorEventLoopDelay({ resolution: 10 })
  loop.enable()
  const begun = performance.now()
  const { imports } = await receiveImports(act, cast.shopId, [{ path: file, name: path.basename(file) }])
  const id = imports[0]?.id ?? 0
  await readImport(act, id)
  const read = performance.now()
  await confirmImport(act, await db.import.findUniqueOrThrow({ where: { id } }))
  await runImport(act, id)
  const done = performance.now()
  loop.disable()
  clearInterval(sampling)
  const row = await db.import.findUniqueOrThrow({ where: { id } })
  if (row.state !== 'DONE' || row.newCount !== rows)
    throw new Error(`the import is ${row.state} with ${row.newCount} new rows: ${row.failure}`)
  const milliseconds = (nanoseconds: number): number => Number((nanoseconds / 1e6).toFixed(1))
  return {
    read: (read - begun) / 1000,
    confirm: (done - read) / 1000,
    all: (done - begun) / 1000,
    p50: milliseconds(loop.percentile(50)),
    p99: milliseconds(loop.percentile(99)),
    longest: milliseconds(loop.max),
    rss: Math.round(peak / 1e6),
  }
}
