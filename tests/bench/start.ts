import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { startEmbedded } from '../../src/database/embedded.ts'
import { Program } from '../server/program.ts'
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
      let begun = performance.now()
      const program = await Program.start({ DATA_DIR: folder })
      await program.answers('/readyz', 200)
      const took = performance.now() - begun
      if (round === 0) {
        await pause(REST_MS)
        idle = memory(program.pid)
      }
      await program.end()
      begun = performance.now()
      const server = await startEmbedded({ dataDir: folder, log: silent })
      const started = performance.now() - begun
      await server.stop()
      if (round === 0) continue
      own.push(took)
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
