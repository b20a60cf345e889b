import { execFileSync } from 'node:child_process'
import path from 'node:path'

/** Compiles the program once before the tests that start it: what they run is what `npm start` runs. */
export default function setup(): void {
  execFileSync('npm', ['run', '--silent', 'build'], {
    cwd: path.resolve(import.meta.dirname, '../..'),
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  })
}
