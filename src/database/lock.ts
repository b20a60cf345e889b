import { execFileSync } from 'node:child_process'
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'

/** The lock is held by a living process. */
export class Locked extends Error {
  constructor(
    message: string,
    readonly pid: number,
  ) {
    super(message)
  }
}

/**
 * Takes a lock that dies with its process: a file that names the process by its id and by the moment it started,
 * because after a restart of a machine or container the same id belongs to somebody else. A lock whose process
 * is gone is taken over.
 *
 * @param file path of the lock file; its folder exists
 * @param explain makes the sentence of the refusal from the id of the process that holds the lock
 * @returns gives the lock back
 * @throws {Locked} while another living process (or this one) holds it
 */
export function takeLock(file: string, explain: (pid: number) => string): () => void {
  const mine = JSON.stringify({ pid: process.pid, started: startOf(process.pid) })
  const draft = `${file}.${process.pid}`
  writeFileSync(draft, mine, { mode: 0o600 })
  try {
    while (!linked(draft, file)) {
      const holder = read(file)
      if (holder === undefined) continue
      if (isAlive(holder.text)) throw new Locked(explain(holder.pid), holder.pid)
      removeExactly(file, holder.text, `${draft}.stale`)
    }
  } finally {
    rmSync(draft, { force: true })
  }
  return () => {
    if (read(file)?.text === mine) rmSync(file, { force: true })
  }
}

/** When a process started, in words of the operating system that only compare; null when it's gone. */
export function startOf(pid: number): string | null {
  if (process.platform === 'linux') return startOnLinux(pid)
  try {
    process.kill(pid, 0)
  } catch (error) {
    if (!hasCode(error, 'EPERM')) return null
  }
  if (process.platform === 'win32') return 'alive'
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || null
  } catch {
    return null
  }
}

/** Whether an error of the operating system carries a code such as `ENOENT`. */
export function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}

function startOnLinux(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The command in brackets may hold spaces; the state and the start, in ticks since boot, are counted behind it.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    if (fields[0] === 'Z' || fields[0] === 'X') return null
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${fields[19]}`
  } catch {
    return null
  }
}

/** A link appears with its whole content or not at all, so nobody ever reads half a lock. */
function linked(draft: string, file: string): boolean {
  try {
    linkSync(draft, file)
    return true
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false
    throw error
  }
}

function read(file: string): { text: string; pid: number } | undefined {
  try {
    const text = readFileSync(file, 'utf8')
    return { text, pid: holderOf(text)?.pid ?? 0 }
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined
    throw error
  }
}

function isAlive(text: string): boolean {
  const holder = holderOf(text)
  return holder !== undefined && startOf(holder.pid) === holder.started
}

function holderOf(text: string): { pid: number; started: string } | undefined {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null || !('pid' in value) || !('started' in value))
      return undefined
    const { pid, started } = value
    return typeof pid === 'number' && typeof started === 'string' ? { pid, started } : undefined
  } catch {
    return undefined
  }
}

/** Removes the lock that was judged stale, and no newer one that took its place in between. */
function removeExactly(file: string, text: string, aside: string): void {
  try {
    renameSync(file, aside)
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return
    throw error
  }
  if (readFileSync(aside, 'utf8') !== text) linked(aside, file)
  rmSync(aside, { force: true })
}
