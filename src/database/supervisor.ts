import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { createServer } from 'node:net'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Binaries } from './binaries.ts'
import type { Log } from './log.ts'
import { isGone } from './orphan.ts'

const ATTEMPTS = 10
const FIRST_PAUSE_MS = 100
const LONGEST_PAUSE_MS = 5_000

/** What a start may find for a moment: a port taken meanwhile, or backends of a killed server still ending. */
const PASSING = /could not bind|Address already in use|pre-existing shared memory|lock file "postmaster.pid"/

/** The server inherits neither our secrets nor the language of whoever starts us. */
export const CLEAN_ENVIRONMENT = { TZ: 'UTC' }

export interface SupervisorOptions {
  readonly binaries: Binaries
  readonly folder: string
  readonly settings: Readonly<Record<string, string>>
  readonly log: Log
  readonly onRestart?: () => void
  readonly onLost?: (error: Error) => void
}

export interface Supervised {
  readonly port: number
  pid(): number | undefined
  stop(): Promise<void>
}

/** Starts the server on a free port, and again on the same port whenever it ends without having been asked to. */
export async function supervise(options: SupervisorOptions): Promise<Supervised> {
  const { binaries, folder, log } = options
  let stopping = false
  let port = 0
  let server = await retry(
    async () => {
      port = await freePort()
      return launch(options, port)
    },
    (error) => PASSING.test(error.message),
  )
  log.info({ server: server.pid, port }, 'PostgreSQL is running')

  const endWithUs = (): void => {
    if (server.pid !== undefined && isRunning(server)) signalStop(binaries, folder, server.pid)
  }
  process.once('exit', endWithUs)

  let restarting: Promise<void> = Promise.resolve()
  const watch = (child: ChildProcess): void => {
    child.once('exit', (code, signal) => {
      if (stopping) return
      log.error({ server: child.pid, code, signal }, 'PostgreSQL ended unexpectedly; starting it again')
      restarting = restart()
    })
  }
  const restart = async (): Promise<void> => {
    try {
      server = await retry(
        () => launch(options, port),
        () => !stopping,
      )
      watch(server)
      log.warn({ server: server.pid, port }, 'PostgreSQL is running again')
      options.onRestart?.()
    } catch (error) {
      if (stopping) return
      log.error({ err: error }, 'PostgreSQL does not start any more')
      options.onLost?.(error instanceof Error ? error : new Error(String(error)))
    }
  }
  watch(server)

  return {
    port,
    pid: () => server.pid,
    async stop() {
      stopping = true
      await restarting
      process.off('exit', endWithUs)
      const { pid } = server
      if (pid === undefined || !isRunning(server)) return
      signalStop(binaries, folder, pid)
      if (!(await isGone(pid))) {
        log.warn({ server: pid }, 'PostgreSQL does not stop in order; ending it at once')
        server.kill('SIGQUIT')
        await isGone(pid)
      }
      log.info({ server: pid }, 'PostgreSQL has stopped')
    },
  }
}

/** Asks a server to stop in order: no new connections, open transactions rolled back, files written. */
export function signalStop(binaries: Binaries, folder: string, pid: number): void {
  if (process.platform !== 'win32') {
    process.kill(pid, 'SIGINT')
    return
  }
  const { file, args } = binaries.command('pg_ctl', folder, ['stop', '-D', folder, '-m', 'fast', '-W'])
  execFileSync(file, args, { stdio: 'ignore', windowsHide: true })
}

/** Starts the server and waits until it takes connections. */
async function launch(options: SupervisorOptions, port: number): Promise<ChildProcess> {
  const { binaries, folder, settings, log } = options
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const { file, args, ids } = binaries.command('postgres', folder, [
    '-D',
    folder,
    '-p',
    String(port),
    ...flags,
  ])
  // Detached: Ctrl-C reaches the application alone, which finishes its work before it stops the server.
  const child = spawn(file, args, {
    ...ids,
    detached: true,
    windowsHide: true,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: CLEAN_ENVIRONMENT,
  })
  const said: string[] = []
  return new Promise((resolve, reject) => {
    createInterface({ input: child.stderr }).on('line', (line) => {
      log.debug({ postgres: line }, 'PostgreSQL says')
      if (said.push(line) > 20) said.shift()
      if (line.includes('ready to accept connections')) resolve(child)
    })
    child.once('error', reject)
    // 'close' comes after the last line was read, 'exit' may come before it.
    child.once('close', (code, signal) => {
      reject(new Error(`PostgreSQL did not start (${signal ?? code}): ${said.join('\n')}`))
    })
  })
}

async function retry<T>(attempt: () => Promise<T>, worthIt: (error: Error) => boolean): Promise<T> {
  for (let pause = FIRST_PAUSE_MS, tries = 1; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS), tries += 1) {
    try {
      return await attempt()
    } catch (error) {
      if (tries >= ATTEMPTS || !(error instanceof Error) || !worthIt(error)) throw error
      await sleep(pause)
    }
  }
}

function isRunning(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => {
        if (address !== null && typeof address === 'object') resolve(address.port)
        else reject(new Error('The system gave no free port.'))
      })
    })
  })
}
