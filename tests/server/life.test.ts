import { connect } from 'node:net'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, describe, expect, it } from 'vitest'
import { isGone, serverOn } from '../../src/database/orphan.ts'
import { testFolder } from '../setup/test-folder.ts'
import { Program } from './program.ts'

/** One data folder through good and bad days, in their order. */
const folder = testFolder()
const settings = { DATA_DIR: folder.path }
let program: Program | undefined

afterAll(async () => {
  await program?.end('SIGKILL')
  folder.remove()
})

function running(): Program {
  if (!program) throw new Error('the program is not running')
  return program
}

/** The process of PostgreSQL on the data folder. */
function postgres(): number | undefined {
  return serverOn(path.join(folder.path, 'postgres'))
}

describe('the program', () => {
  it('begins on an empty folder and says where to set it up, with a token', async () => {
    program = await Program.start(settings)
    const [, address] = /Open http:\/\/localhost:\d+(\S*)/.exec(program.printed) ?? []
    expect(address).toMatch(/^\/setup\?token=[\w-]{20,}$/)
    const page = await program.fetch(address ?? '')
    expect(page.status).toBe(200)
    expect(await page.text()).toContain('首次设置')
    const [login, home] = [await program.fetch('/login'), await program.fetch('/')]
    expect([login.status, home.status, home.headers.get('location')]).toEqual([200, 303, '/login?next=%2F'])
  }, 300_000)

  it('tells that it lives, that it is ready, and its figures, these to this machine only', async () => {
    expect(await (await running().fetch('/healthz')).text()).toBe('ok')
    expect(await (await running().fetch('/readyz')).text()).toBe('ready')
    expect(await (await running().fetch('/metrics')).text()).toContain('http_request_duration_seconds_count')
    const proxied = await running().fetch('/metrics', { headers: { 'X-Forwarded-For': '203.0.113.7' } })
    expect(proxied.status).toBe(404)
  })

  it('refuses to start a second time on the same folder, with a sentence', async () => {
    const second = Program.spawn(settings)
    expect(await second.exit()).toBe(1)
    expect(second.printed).toContain(`is in use by process ${running().pid}. Stop that one first`)
    expect((await running().fetch('/readyz')).status).toBe(200)
  }, 60_000)

  it('goes on after PostgreSQL was killed', async () => {
    const before = postgres()
    process.kill(before ?? 0, 'SIGKILL')
    await running().says(/PostgreSQL is running again/)
    await running().answers('/readyz', 200)
    expect(postgres()).not.toBe(before)
    expect((await running().fetch('/login')).status).toBe(200)
  }, 300_000)

  it('finishes the request under way when told to stop, and takes PostgreSQL along', async () => {
    const [server, { port }] = [postgres(), new URL(running().address)]
    const answer = halfARequest(Number(port))
    await answer.sent
    // The server has read it.
    await pause(500)
    const end = running().end('SIGTERM')
    await pause(500)
    answer.rest()
    expect(await answer.received).toMatch(/^HTTP\/1\.1 403 /)
    expect(await end).toBe(0)
    expect(await isGone(server ?? 0)).toBe(true)
  }, 60_000)

  it('starts again after it was killed itself, though PostgreSQL was left behind', async () => {
    program = await Program.start(settings)
    const orphan = postgres()
    await running().end('SIGKILL')
    expect(postgres()).toBe(orphan)
    program = await Program.start(settings)
    expect((await running().fetch('/readyz')).status).toBe(200)
    expect(postgres()).not.toBe(orphan)
    expect(await running().end()).toBe(0)
    program = undefined
  }, 240_000)
})

/** A form of which only half has arrived. */
function halfARequest(port: number): { sent: Promise<void>; rest(): void; received: Promise<string> } {
  const body = 'employeeNumber=owner&password=x'
  const head = [
    'POST /login HTTP/1.1',
    'Host: localhost',
    'Content-Type: application/x-www-form-urlencoded',
    `Content-Length: ${body.length}`,
    'Connection: close',
  ]
  const socket = connect(port, '127.0.0.1')
  let answer = ''
  socket.on('data', (text) => (answer += text.toString()))
  return {
    sent: new Promise((resolve) =>
      socket.write(`${head.join('\r\n')}\r\n\r\n${body.slice(0, 10)}`, () => resolve()),
    ),
    rest: () => socket.write(body.slice(10)),
    received: new Promise((resolve, reject) => {
      socket.on('close', () => resolve(answer))
      socket.on('error', reject)
    }),
  }
}
