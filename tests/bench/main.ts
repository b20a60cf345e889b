import { execFileSync } from 'node:child_process'

/**
 * Benches: each measures us against the fastest way known to do the same, in the same run.
 *
 *   npm run bench -- imports|ledger|lists|scans|start|writes [--short] [--rows 1000000] [--built]
 *
 * Builds the program first, unless told that it is built.
 */
const benches: Record<string, () => Promise<{ run(options: Options): Promise<Result[]> }>> = {
  imports: () => import('./imports.ts'),
  ledger: () => import('./ledger.ts'),
  lists: () => import('./lists.ts'),
  scans: () => import('./scans.ts'),
  start: () => import('./start.ts'),
  writes: () => import('./writes.ts'),
}

/** How large and how long. */
export interface Options {
  readonly short: boolean
  readonly rows?: number
}

/**
 * One line of the outcome. `ours` and `floor` in `unit`; a ratio of 1 is as good as the floor. p50 and p99 in milliseconds,
 * null for a figure that isn't made of many.
 */
export interface Result {
  readonly name: string
  readonly ours: number
  readonly floor: number
  readonly ratio: number
  readonly unit: string
  readonly p50: number | null
  readonly p99: number | null
  readonly remark?: string
}

const [name = '', ...rest] = process.argv.slice(2)
const bench = benches[name]
if (!bench) {
  process.stderr.write(`Usage: npm run bench -- ${Object.keys(benches).join('|')} [--short] [--rows N]\n`)
  process.exit(2)
}
if (!rest.includes('--built')) {
  execFileSync('npm', ['run', '--silent', 'build'], { stdio: ['ignore', 'ignore', 'inherit'] })
}
const rows = Number(rest[rest.indexOf('--rows') + 1])
const results = await (
  await bench()
).run({
  short: rest.includes('--short'),
  ...(rest.includes('--rows') && rows > 0 ? { rows } : {}),
})
const columns = ['name', 'ours', 'floor', 'ratio', 'unit', 'p50', 'p99', 'remark'] as const
const table = [
  [...columns],
  ...results.map((result) => columns.map((column) => String(result[column] ?? ''))),
]
const widths = columns.map((_, i) => Math.max(...table.map((cells) => (cells[i] ?? '').length)))
for (const cells of table)
  process.stdout.write(`${cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('  ')}\n`)
for (const result of results) process.stdout.write(`${JSON.stringify(result)}\n`)
process.exit(0)
