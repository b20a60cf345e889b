import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { startOf } from '../../src/database/lock.ts'
import { serverOn } from '../../src/database/orphan.ts'

const PREFIX = 'house-test-'

/**
 * A folder for the data of this run or test, gone when the process ends, however it ends: what a killed run leaves
 * behind is removed by the next one.
 */
export function testFolder(): { path: string; remove(): void } {
  sweep()
  const folder = mkdtempSync(path.join(tmpdir(), `${PREFIX}${process.pid}-`))
  // The server's own user must get in when the tests run as root.
  chmodSync(folder, 0o755)
  const remove = (): void => {
    process.off('exit', remove)
    clear(folder)
  }
  process.once('exit', remove)
  return { path: folder, remove }
}

function sweep(): void {
  for (const name of readdirSync(tmpdir())) {
    const pid = new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1]
    if (pid !== undefined && startOf(Number(pid)) === null) clear(path.join(tmpdir(), name))
  }
}

/** Ends the server that may still work in a folder, at once, and removes the folder. */
function clear(folder: string): void {
  const server = serverOn(path.join(folder, 'postgres'))
  if (server !== undefined) process.kill(server, 'SIGKILL')
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 })
}
