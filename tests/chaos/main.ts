import { execFileSync } from 'node:child_process'
import { run } from './run.ts'

/**
 * Kills the program and its PostgreSQL again and again while people work, and proves that nothing was lost, doubled or half.
 *
 *   npm run chaos [-- --kills 50] [--seed 1]
 */
const option = (name: string, usual: number): number => {
  const at = process.argv.indexOf(`--${name}`)
  return at < 0 ? usual : Number(process.argv[at + 1])
}
execFileSync('npm', ['run', '--silent', 'build'], { stdio: ['ignore', 'ignore', 'inherit'] })
const began = performance.now()
const outcome = await run(option('kills', 50), option('seed', 1), (line) => process.stdout.write(`${line}\n`))
const seconds = Math.round((performance.now() - began) / 1000)
process.stdout.write(`${JSON.stringify({ ...outcome, seconds })}\n`)
process.exit(outcome.faults.length === 0 ? 0 : 1)
