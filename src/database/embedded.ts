import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync, chownSync } from 'node:fs'
import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'
import { findBinaries, type Binaries } from './binaries.ts'
import { takeLock } from './lock.ts'
import type { Log } from './log.ts'
import { serverOn, stopOrphan } from './orphan.ts'
import type { Passwords } from './roles.ts'
import { APPLICATION_ROLE, DATABASE, OWNER_ROLE, ensureRoles } from './roles.ts'
import { secret } from './secrets.ts'
import { CLEAN_ENVIRONMENT, signalStop, supervise } from './supervisor.ts'

const run = promisify(execFile)

/** The major version of the packaged server; another one can't read its files. */
const MAJOR_VERSION = '18'

/** The longest path of a socket that every system takes (macOS: 104 bytes with the closing zero). */
const LONGEST_SOCKET = 103

/** For a small machine with a few dozen people; the planner's prices are those of a solid state disk. */
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  max_connections: '200',
  shared_buffers: '256MB',
  work_mem: '16MB',
  maintenance_work_mem: '128MB',
  effective_cache_size: '2GB',
  random_page_cost: '1.1',
  password_encryption: 'scram-sha-256',
  timezone: 'UTC',
  log_timezone: 'UTC',
  lc_messages: 'C',
  // Statements and details of failed ones may hold personal data; the application logs its own errors.
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
} as const

export interface EmbeddedOptions {
  /** The data folder; the server lives in `postgres` in it. */
  readonly dataDir: string
  readonly log: Log
  /** Settings of the server beside or instead of the usual ones. */
  readonly settings?: Readonly<Record<string, string>>
  /** PostgreSQL had died and is running again at the same address; connections of before are broken. */
  readonly onRestart?: () => void
  /** PostgreSQL has died and doesn't start any more; the application can only end. */
  readonly onLost?: (error: Error) => void
}

export interface Addresses {
  /** Address for the application's role. */
  readonly url: string
  /** Address for the role that owns the tables. */
  readonly ownerUrl: string
  /** Address of the database `postgres` for the superuser. */
  readonly superuserUrl: string
}

export interface EmbeddedServer extends Addresses {
  readonly port: number
  /** Id of the server's process; changes when it was started again. */
  pid(): number | undefined
  /** Stops the server in order and gives the data folder free. */
  stop(): Promise<void>
}

/**
 * Starts PostgreSQL on the data folder: makes the files, roles and the database at the first start, stops a server
 * left behind by a killed application, and starts the server again should it die.
 *
 * @throws {Locked} when another process uses the data folder
 * @throws when there is no PostgreSQL for this platform or it doesn't start; the message holds what it said
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const { log } = options
  const dataDir = path.resolve(options.dataDir)
  const folder = path.join(dataDir, 'postgres')
  mkdirSync(dataDir, { recursive: true })
  const unlock = takeLock(
    path.join(dataDir, 'postgres.lock'),
    (pid) =>
      `The data folder ${dataDir} is in use by process ${pid}. Stop that one first, or set DATA_DIR to another folder.`,
  )
  try {
    const binaries = findBinaries()
    const superuserPassword = superuserSecret(dataDir, folder)
    const stop = (pid: number): void => signalStop(binaries, folder, pid)
    await stopOrphan(folder, stop, log)
    if (!existsSync(folder)) await initialize(binaries, folder, superuserPassword, log)
    checkVersion(folder)

    const sockets = socketFolder(dataDir, binaries)
    const settings = { ...SETTINGS, unix_socket_directories: sockets ?? '', ...options.settings }
    const server = await supervise({ ...options, binaries, folder, settings })
    const addresses = addressesOf(dataDir, server.port, sockets)
    try {
      await ensureRoles(addresses.superuserUrl, passwordsOf(dataDir))
    } catch (error) {
      await server.stop()
      throw error
    }
    return {
      ...addresses,
      port: server.port,
      pid: () => server.pid(),
      async stop() {
        await server.stop()
        unlock()
      },
    }
  } catch (error) {
    unlock()
    throw error
  }
}

/** The addresses of the server that works on a data folder, started by whomever; undefined while none does. */
export function runningServer(dataDir: string): Addresses | undefined {
  const folder = path.join(path.resolve(dataDir), 'postgres')
  if (serverOn(folder) === undefined) return undefined
  const [, , , port, sockets] = readFileSync(path.join(folder, 'postmaster.pid'), 'utf8').split('\n')
  return addressesOf(dataDir, Number(port), sockets || undefined)
}

function addressesOf(dataDir: string, port: number, sockets: string | undefined): Addresses {
  const address = (role: string, password: string, database: string): string =>
    `postgresql://${role}:${password}@127.0.0.1:${port}/${database}` +
    (sockets ? `?host=${encodeURIComponent(sockets)}` : '')
  const { ownerPassword, applicationPassword } = passwordsOf(dataDir)
  return {
    url: address(APPLICATION_ROLE, applicationPassword, DATABASE),
    ownerUrl: address(OWNER_ROLE, ownerPassword, DATABASE),
    superuserUrl: address('postgres', secret(dataDir, 'superuserPassword'), 'postgres'),
  }
}

function passwordsOf(dataDir: string): Passwords {
  return {
    ownerPassword: secret(dataDir, 'ownerPassword'),
    applicationPassword: secret(dataDir, 'applicationPassword'),
  }
}

/** A new password for an old database would open nothing, so a missing file is said before PostgreSQL refuses. */
function superuserSecret(dataDir: string, folder: string): string {
  if (existsSync(folder) && !existsSync(path.join(dataDir, 'secrets.json'))) {
    throw new Error(`${dataDir} holds a database but no secrets.json; restore the file from a backup.`)
  }
  return secret(dataDir, 'superuserPassword')
}

/** Makes the files beside their place and moves them there once complete, so that a killed start leaves no half. */
async function initialize(binaries: Binaries, folder: string, password: string, log: Log): Promise<void> {
  const draft = `${folder}.new`
  const passwordFile = `${folder}.password`
  log.info({ folder }, 'making the database files')
  try {
    writeFileSync(passwordFile, password, { mode: 0o600 })
    if (binaries.user) chownSync(passwordFile, binaries.user.uid, binaries.user.gid)
    for (const [index, ctype] of characterTypes().entries()) {
      rmSync(draft, { recursive: true, force: true })
      mkdirSync(draft, { mode: 0o700 })
      if (binaries.user) chownSync(draft, binaries.user.uid, binaries.user.gid)
      const { file, args, ids } = binaries.command('initdb', draft, [
        ...['-D', draft, '-U', 'postgres', '-A', 'scram-sha-256', `--pwfile=${passwordFile}`],
        ...['--encoding=UTF8', '--locale=C', `--lc-ctype=${ctype}`],
      ])
      try {
        await run(file, args, { ...ids, env: CLEAN_ENVIRONMENT })
        break
      } catch (error) {
        const retry = index + 1 < characterTypes().length && reason(error).includes('locale')
        if (!retry) throw new Error(`PostgreSQL could not make its files: ${reason(error)}`, { cause: error })
      }
    }
    renameSync(draft, folder)
  } finally {
    rmSync(passwordFile, { force: true })
    rmSync(draft, { recursive: true, force: true })
  }
}

/**
 * Text sorts by code point (locale C: quick, the same everywhere; Chinese order is asked for by name), but what is
 * a letter must be known beyond ASCII, or pg_trgm drops every Chinese character.
 */
function characterTypes(): readonly string[] {
  if (process.platform === 'win32') return ['en-US', 'C']
  return process.platform === 'darwin' ? ['en_US.UTF-8', 'C'] : ['C.UTF-8', 'en_US.UTF-8', 'C']
}

function reason(error: unknown): string {
  if (error instanceof Error && 'stderr' in error) return String(error.stderr).trim() || error.message
  return String(error)
}

function checkVersion(folder: string): void {
  const version = readFileSync(path.join(folder, 'PG_VERSION'), 'utf8').trim()
  if (version === MAJOR_VERSION) return
  throw new Error(
    `${folder} was made by PostgreSQL ${version}; this application brings PostgreSQL ${MAJOR_VERSION}. ` +
      'Make a backup with the version of the application that wrote it, and restore that backup here.',
  )
}

/** A folder for the server's unix socket, which is quicker than TCP; none on Windows or when the path is too long. */
function socketFolder(dataDir: string, binaries: Binaries): string | undefined {
  const folder = path.join(dataDir, 'run')
  if (process.platform === 'win32') return undefined
  if (Buffer.byteLength(path.join(folder, '.s.PGSQL.65535.lock')) > LONGEST_SOCKET) return undefined
  mkdirSync(folder, { recursive: true, mode: 0o755 })
  if (binaries.user) chownSync(folder, binaries.user.uid, binaries.user.gid)
  return folder
}
