import { execFileSync } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { startOf } from './lock.ts'
import type { Log } from './log.ts'

const PATIENCE_MS = 30_000
const PAUSE_MS = 50

/**
 * Stops a PostgreSQL that still works on `folder` because the application that started it was killed. Its backends
 * may still be finishing what nobody waits for; stopping it in order is quicker than recovery would be.
 *
 * @throws when it can't be stopped
 */
export async function stopOrphan(folder: string, stop: (pid: number) => void, log: Log): Promise<void> {
  const file = path.join(folder, 'postmaster.pid')
  const pid = firstNumber(file)
  // The file of a dead server stays: PostgreSQL finds by it whether backends of that one are still ending.
  if (pid === undefined || startOf(pid) === null) return
  if (!worksOn(pid, folder)) {
    // After a restart of the machine the id belongs to another program; PostgreSQL would take it for itself.
    rmSync(file, { force: true })
    return
  }
  log.warn({ server: pid }, 'stopping a PostgreSQL that was left behind by a killed application')
  stop(pid)
  if (await isGone(pid)) return
  process.kill(pid, 'SIGQUIT')
  if (await isGone(pid)) return
  throw new Error(`PostgreSQL (process ${pid}) was left behind and can't be stopped; end it and start again.`)
}

/** The id of the PostgreSQL that works on a folder, if there is one. */
export function serverOn(folder: string): number | undefined {
  const pid = firstNumber(path.join(folder, 'postmaster.pid'))
  return pid !== undefined && startOf(pid) !== null && worksOn(pid, folder) ? pid : undefined
}

/** Waits until a process has ended; false when it hasn't within the patience. */
export async function isGone(pid: number): Promise<boolean> {
  for (let waited = 0; waited < PATIENCE_MS; waited += PAUSE_MS) {
    if (startOf(pid) === null) return true
    await sleep(PAUSE_MS)
  }
  return false
}

function firstNumber(file: string): number | undefined {
  try {
    return Number.parseInt(readFileSync(file, 'utf8'), 10) || undefined
  } catch {
    return undefined
  }
}

function worksOn(pid: number, folder: string): boolean {
  if (process.platform === 'win32') return true
  try {
    if (process.platform === 'linux') {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(folder)
    }
    return execFileSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).includes(
      folder,
    )
  } catch {
    return false
  }
}
