import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { startEmbedded } from '../../src/database/embedded.ts'
import { silent } from '../setup/silent.ts'
import { memory, percentile } from './house.ts'
import type { Options, Result } from './main.ts'

const ROUNDS = 7
/** After which memory is what the program keeps when nobody asks anything of it. */
const REST_MS = 5000

/**
 * Starting on a folder that has data, until the program says that it's ready, against the bare start of its PostgreSQL on the
 * same folder; in turns. The figures are milliseconds: less is better, and the ratio is floor by ours.
 */
export async function run({ short }: Options): Promise<Result[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'house-bench-'))
  chmodSync(folder, 0o755)
  try {
    const own: number[] = []
    const bare: number[] = []
    let idle = NaN
    // The first round makes the database.
    for (let round = 0; round <= (short ? 2 : ROUNDS); round++) {
      const program = await startProgram(folder)
      if (round === 0) {
        await pause(REST_MS)
        idle = memory(program.pid)
      }
      await program.stop()
      const begun = performance.now()
      const server = await startEmbedded({ dataDir: folder, log: silent })
      const started = performance.now() - begun
      await server.stop()
      if (round === 0) continue
      own.push(program.took)
      bare.push(started)
    }
    const [ours, floor] = [percentile(own, 0.5), percentile(bare, 0.5)]
    return [
      {
        name: 'start on existing data',
        ours,
        floor,
        ratio: Number((floor / ours).toFixed(2)),
        unit: 'ms',
        p50: ours,
        p99: percentile(own, 0.99),
        remark: `memory idle ${idle} MiB`,
      },
    ]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function startProgram(folder: string): Promise<{ pid: number; took: number; stop(): Promise<void> }> {
  const begun = performance.now()
  const child = spawn(process.execPath, ['--enable-source-maps', 'dist/server.js'], {
    env: { PATH: process.env['PATH'], PORT: '0', LOG_LEVEL: 'warn', DATA_DIR: folder },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let printed = ''
  for await (const text of child.stdout) {
    printed += String(text)
    const port = /localhost:(\d+)/.exec(printed)?.[1]
    if (!port) continue
    child.stdout.resume()
    while ((await fetch(`http://127.0.0.1:${port}/readyz`)).status !== 200) await pause(5)
    break
  }
  const took = performance.now() - begun
  return {
    pid: child.pid ?? 0,
    took,
    stop: async () => {
      child.kill()
      await once(child, 'close')
    },
  }
}
