import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync, readdirSync, renameSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest'
import { startEmbedded, type EmbeddedOptions, type EmbeddedServer } from '../../src/database/embedded.ts'
import { startOf } from '../../src/database/lock.ts'
import { isGone } from '../../src/database/orphan.ts'
import { IN_A_HURRY } from '../setup/server.ts'
import { silent } from '../setup/silent.ts'
import { testFolder } from '../setup/test-folder.ts'

// A busy machine may need its time to start and to recover.
vi.setConfig({ testTimeout: 60_000 })

/** Making the files takes the longest by far, so all tests but those about the first start share them. */
const folder = testFolder()
const dataDir = path.join(folder.path, 'data')
let server: EmbeddedServer | undefined

afterEach(async () => {
  await server?.stop()
  server = undefined
})

afterAll(() => folder.remove())

async function start(options: Partial<EmbeddedOptions> = {}): Promise<EmbeddedServer> {
  server = await startEmbedded({ dataDir, log: silent, settings: IN_A_HURRY, ...options })
  return server
}

/** Starts and stops once, for tests about what a start finds. */
async function startAndStop(): Promise<void> {
  await (await start()).stop()
}

async function ask(url: string, sql: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query<Record<string, unknown>>(sql)
    return Object.values(rows[0] ?? {})[0]
  } finally {
    await client.end()
  }
}

/** The same in a process of its own, to be killed; resolves when its server runs. */
async function startElsewhere(): Promise<{ application: ChildProcess; serverPid: number }> {
  const script = `
    import { startEmbedded } from './src/database/embedded.ts'
    const silent = { debug() {}, info() {}, warn() {}, error() {} }
    const server = await startEmbedded({ dataDir: process.argv.at(-1), log: silent })
    console.log(server.pid())
    process.stdin.on('end', () => process.exit(1)).resume()`
  const application = spawn(
    process.execPath,
    ['--import', 'tsx', '--input-type=module', '-e', script, '--', dataDir],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  )
  const [line] = (await once(createInterface({ input: application.stdout }), 'line')) as [string]
  return { application, serverPid: Number(line) }
}

async function kill(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const ended = once(child, 'exit')
  child.kill(signal)
  await ended
}

describe('the embedded server', () => {
  it('makes its files, its database and two roles that are no superusers', async () => {
    const { url, ownerUrl } = await start()
    expect(await ask(url, `SELECT current_database() || ' ' || current_user`)).toBe('house house_app')
    expect(await ask(ownerUrl, `SELECT current_user`)).toBe('house_owner')
    expect(await ask(ownerUrl, `SELECT bool_or(rolsuper) FROM pg_roles WHERE rolname LIKE 'house%'`)).toBe(
      false,
    )
    expect(await ask(url, `SELECT current_setting('random_page_cost')`)).toBe('1.1')
  })

  it('keeps the passwords where only we can read them, and accepts nobody without', async () => {
    const { url } = await start()
    expect(statSync(path.join(dataDir, 'secrets.json')).mode & 0o777).toBe(0o600)
    const stranger = new URL(url)
    stranger.password = 'wrong'
    await expect(ask(stranger.href, 'SELECT 1')).rejects.toThrow('password authentication failed')
  })

  it('knows Chinese letters in its searches and Chinese order when asked', async () => {
    const { ownerUrl } = await start()
    await ask(ownerUrl, 'CREATE EXTENSION IF NOT EXISTS pg_trgm')
    expect(await ask(ownerUrl, `SELECT cardinality(show_trgm('连衣裙'))`)).toBe(4)
    expect(await ask(ownerUrl, `SELECT '李' COLLATE "zh-Hans-x-icu" < '张'`)).toBe(true)
    expect(await ask(ownerUrl, `SELECT 'a' < 'B'`)).toBe(false)
  })

  it('starts again on the same data', async () => {
    const { ownerUrl, stop } = await start()
    await ask(ownerUrl, 'CREATE TABLE kept_by_stop AS SELECT 42 AS answer')
    await stop()
    expect(await ask((await start()).ownerUrl, 'SELECT answer FROM kept_by_stop')).toBe(42)
  })

  it('begins anew where an earlier first start was interrupted', async () => {
    const interrupted = path.join(folder.path, 'interrupted')
    // What a power cut leaves behind: half of the files, beside their place.
    mkdirSync(path.join(interrupted, 'postgres.new'), { recursive: true })
    writeFileSync(path.join(interrupted, 'postgres.new', 'PG_VERSION'), '18')
    expect(await ask((await start({ dataDir: interrupted })).url, 'SELECT 1')).toBe(1)
    expect(readdirSync(interrupted).sort()).toEqual(['postgres', 'postgres.lock', 'run', 'secrets.json'])
  })

  it('says that secrets.json is missing instead of making new passwords for an old database', async () => {
    await startAndStop()
    const secrets = path.join(dataDir, 'secrets.json')
    renameSync(secrets, `${secrets}.aside`)
    await expect(start()).rejects.toThrow('holds a database but no secrets.json')
    renameSync(`${secrets}.aside`, secrets)
  })

  it('says which version wrote the files when it cannot read them', async () => {
    await startAndStop()
    const version = path.join(dataDir, 'postgres', 'PG_VERSION')
    writeFileSync(version, '17\n')
    await expect(start()).rejects.toThrow('was made by PostgreSQL 17')
    writeFileSync(version, '18\n')
  })
})

describe('two starts on one data folder', () => {
  it('are refused within a process', async () => {
    await start()
    await expect(startEmbedded({ dataDir, log: silent })).rejects.toThrow(
      `The data folder ${dataDir} is in use by process ${process.pid}.`,
    )
  })

  it('are refused between processes, naming the one that runs, and work after it has stopped', async () => {
    const { application, serverPid } = await startElsewhere()
    await expect(start()).rejects.toThrow(`is in use by process ${application.pid}.`)
    expect(startOf(serverPid)).not.toBeNull()
    await kill(application, 'SIGKILL')
    expect(await ask((await start()).url, 'SELECT 1')).toBe(1)
  })

  it('are not confused by a lock of a process whose id now belongs to another', async () => {
    await startAndStop()
    const lock = path.join(dataDir, 'postgres.lock')
    writeFileSync(lock, JSON.stringify({ pid: process.pid, started: 'before the machine was restarted' }))
    expect(await ask((await start()).url, 'SELECT 1')).toBe(1)
    expect(JSON.parse(readFileSync(lock, 'utf8'))).toEqual({
      pid: process.pid,
      started: startOf(process.pid),
    })
  })

  it('are not confused by a lock that is no lock', async () => {
    await startAndStop()
    writeFileSync(path.join(dataDir, 'postgres.lock'), '')
    expect(await ask((await start()).url, 'SELECT 1')).toBe(1)
  })
})

describe('kill -9', () => {
  it('of the application leaves a server that the next start stops', async () => {
    const { application, serverPid } = await startElsewhere()
    await kill(application, 'SIGKILL')
    expect(startOf(serverPid)).not.toBeNull()
    const next = await start()
    expect(startOf(serverPid)).toBeNull()
    expect(next.pid()).not.toBe(serverPid)
    expect(await ask(next.url, 'SELECT 1')).toBe(1)
  })

  it('of both leaves data that the next start recovers', async () => {
    const { application, serverPid } = await startElsewhere()
    await kill(application, 'SIGKILL')
    process.kill(serverPid, 'SIGKILL')
    await isGone(serverPid)
    expect(await ask((await start()).url, 'SELECT 1')).toBe(1)
  })

  it('of the server is noticed: it runs again at the same address, with what was committed', async () => {
    let restarts = 0
    const { url, ownerUrl, pid } = await start({ onRestart: () => (restarts += 1), settings: {} })
    await ask(ownerUrl, 'CREATE TABLE kept AS SELECT 42 AS answer')
    const first = pid() ?? 0
    process.kill(first, 'SIGKILL')
    await expect.poll(() => restarts, { timeout: 10_000 }).toBe(1)
    expect(pid()).not.toBe(first)
    expect(await ask(ownerUrl, 'SELECT answer FROM kept')).toBe(42)
    expect(await ask(url, 'SELECT 1')).toBe(1)
  })

  it('of the server while the application stops does not start it again', async () => {
    let restarts = 0
    const { pid, stop } = await start({ onRestart: () => (restarts += 1) })
    process.kill(pid() ?? 0, 'SIGKILL')
    await stop()
    await sleep(300)
    expect(startOf(pid() ?? 0)).toBeNull()
    expect(restarts).toBe(0)
  })
})

describe('an application that ends without stopping its server', () => {
  it('takes the server with it', async () => {
    const { application, serverPid } = await startElsewhere()
    application.stdin?.end()
    await once(application, 'exit')
    expect(await isGone(serverPid)).toBe(true)
  })
})
