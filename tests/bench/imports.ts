import { openAsBlob } from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { db } from '../../src/database/client.ts'
import type { ImportState } from '../../src/generated/prisma/enums.ts'
import type { Client } from '../setup/client.ts'
import { BenchHouse, percentile } from './house.ts'
import { floor } from './imports-floor.ts'
import type { Options, Result } from './main.ts'
import { writeOrderFile } from './order-file.ts'

const ROWS = 1_000_000
const SHORT_ROWS = 30_000

/**
 * An order list from upload to done in the program, while somebody looks at pages, against plain decoding and COPY of the
 * same file before and after it. p50 and p99 are the delay of the program's event loop.
 */
export async function run({ short, rows = short ? SHORT_ROWS : ROWS }: Options): Promise<Result[]> {
  const house = await BenchHouse.open()
  try {
    const file = path.join(house.folder, 'ExportOrderList202611200001.csv')
    await writeOrderFile(file, rows)
    const before = await floor(house.database.ownerUrl, file, rows)
    const measured = await ours(house, file, rows)
    const after = await floor(house.database.ownerUrl, file, rows)
    const copied = (before + after) / 2
    const line = (name: string, seconds: number, remark: string): Result => ({
      name,
      ours: Math.round(rows / seconds),
      floor: Math.round(copied),
      ratio: Number((rows / seconds / copied).toFixed(3)),
      unit: 'rows/s',
      p50: measured.delay.p50,
      p99: measured.delay.p99,
      remark,
    })
    const { read, write, pages } = measured
    return [
      line('imports read and preview', read, `${read.toFixed(1)} s`),
      line('imports write', write, `${write.toFixed(1)} s`),
      line(
        'imports',
        read + write,
        `${rows} rows, ${(read + write).toFixed(1)} s, peak memory ${house.peakMemory()} MiB, longest pause ` +
          `${measured.delay.longest} ms, pages meanwhile p50 ${percentile(pages, 0.5)} p99 ${percentile(pages, 0.99)} ms`,
      ),
    ]
  } finally {
    await house.close()
  }
}

interface Measured {
  /** Seconds from the upload to the preview. */
  readonly read: number
  /** Seconds from the confirmation to the end. */
  readonly write: number
  readonly delay: { p50: number; p99: number; longest: number }
  /** Milliseconds that each page took meanwhile. */
  readonly pages: readonly number[]
}

async function ours(house: BenchHouse, file: string, rows: number): Promise<Measured> {
  const client = await house.client('operations-specialist')
  const blob = await openAsBlob(file)
  await house.loopDelay()
  const looking = new AbortController()
  const pages = lookAround(await house.client('service-agent'), looking.signal)

  const begun = performance.now()
  const upload = { shopId: String(house.cast.shopId), files: { blob, name: path.basename(file) } }
  const page = await client.submit('/orders/imports/new', '/orders/imports', upload)
  await until('PREVIEW')
  const read = performance.now()
  await client.submit(page, `${page}/moves/confirm`)
  const row = await until('DONE')
  const done = performance.now()

  const delay = await house.loopDelay()
  looking.abort()
  if (row.newCount !== rows) throw new Error(`the import brought ${row.newCount} rows instead of ${rows}`)
  return { read: (read - begun) / 1000, write: (done - read) / 1000, delay, pages: await pages }
}

async function until(state: ImportState): Promise<{ newCount: number }> {
  for (;;) {
    const row = await db.import.findFirstOrThrow()
    if (row.state === state) return row
    if (row.failure) throw new Error(row.failure)
    await pause(100)
  }
}

/** Opens the two lists that people look at most, one after the other, until it's told to stop. */
async function lookAround(client: Client, signal: AbortSignal): Promise<number[]> {
  const taken: number[] = []
  while (!signal.aborted) {
    for (const path of ['/orders/orders', '/orders/reviews']) {
      const begun = performance.now()
      await client.page(path)
      taken.push(performance.now() - begun)
      await pause(200)
    }
  }
  return taken
}
