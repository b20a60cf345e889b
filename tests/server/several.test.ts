import { createServer, get } from 'node:http'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connect, db, disconnect } from '../../src/database/client.ts'
import type { EmbeddedServer } from '../../src/database/embedded.ts'
import { startEmbedded } from '../../src/database/embedded.ts'
import { DAY_MS, MINUTE_MS, formatMinute, now, plus } from '../../src/lib/dates.ts'
import type { Cast } from '../setup/cast.ts'
import { PASSWORD, castIn } from '../setup/cast.ts'
import { Client } from '../setup/client.ts'
import { silent } from '../setup/silent.ts'
import { testFolder } from '../setup/test-folder.ts'
import { Program } from './program.ts'

/** Two processes of the program on one PostgreSQL that isn't theirs, and one folder. */
const folder = testFolder()
let postgres: EmbeddedServer
let cast: Cast
const running: Program[] = []

beforeAll(async () => {
  postgres = await startEmbedded({ dataDir: path.join(folder.path, 'postgres'), log: silent })
  running.push(...(await Promise.all([start(), start()])))
  await connect({ url: postgres.url, max: 4 })
  cast = await castIn()
}, 240_000)

afterAll(async () => {
  await disconnect()
  await Promise.all(running.map((program) => program.end('SIGKILL')))
  await postgres.stop()
  folder.remove()
})

/** Both begin at once on an empty database: one makes the tables, the other waits for it. */
function start(): Promise<Program> {
  return Program.start({
    DATA_DIR: path.join(folder.path, 'house'),
    DATABASE_URL: postgres.url,
    DATABASE_OWNER_URL: postgres.ownerUrl,
  })
}

const DUE = formatMinute(plus(now(), 60 * DAY_MS)).replace(' ', 'T')

const at = (i: number): Program => running[i] as Program

async function signedIn(i: number, member = 'operations-lead'): Promise<Client> {
  const client = new Client(at(i).address)
  await client.signIn(member, PASSWORD)
  return client
}

/** Asks the designer for something; where that leads. */
function ask(client: Client, title: string): Promise<string> {
  return client.submit('/people/tasks/new', '/people/tasks', {
    kind: 'DESIGN_BRIEF',
    title,
    description: '白底三张。',
    acceptanceCriteria: '800 像素以上',
    dueAt: DUE,
    assigneeId: String(cast.ids.designer),
  })
}

describe('two processes', () => {
  it('know the same sessions: who signed in at one is known at the other, and who left is gone at both', async () => {
    const one = await signedIn(0)
    const other = one.at(at(1).address)
    expect((await other.request('/people/tasks')).status).toBe(200)
    await other.submit('/', '/logout')
    expect((await one.request('/people/tasks')).status).toBe(303)
  })

  it('tell each other’s people at once what changed', async () => {
    const designer = await signedIn(1, 'designer')
    const live = await designer.request('/live', { signal: AbortSignal.timeout(20_000) })
    const reader = (live.body as ReadableStream<Uint8Array>).getReader()
    const before = new TextDecoder().decode((await reader.read()).value)
    await ask(await signedIn(0), '两边都知道')
    let after = before
    while (after === before) after = new TextDecoder().decode((await reader.read()).value)
    await reader.cancel()
    expect(after).toMatch(/^(event|data|id)/)
  })

  it('never give two documents one number', async () => {
    const clients = await Promise.all([signedIn(0), signedIn(1)])
    const before = await db.task.count()
    await Promise.all(
      clients.flatMap((client, i) =>
        Array.from({ length: 15 }, async (_, n) => {
          await pause(n * 10)
          await ask(client, `编号 ${i}-${n}`)
        }),
      ),
    )
    const tasks = await db.task.findMany()
    expect(tasks).toHaveLength(before + 30)
    expect(new Set(tasks.map(({ number }) => number)).size).toBe(tasks.length)
  })

  it('do each job once', async () => {
    await db.workItem.create({
      data: {
        noun: 'people/tasks',
        subjectId: 1,
        kind: 'TRY',
        title: '只提醒一次',
        ownerId: cast.ids.designer,
        openedAt: plus(now(), -60 * MINUTE_MS),
        dueAt: plus(now(), -MINUTE_MS),
        remindAt: plus(now(), -MINUTE_MS),
      },
    })
    const told = () => db.notice.findMany({ where: { text: { contains: '只提醒一次' } } })
    await expect
      .poll(async () => (await told()).length, { timeout: 100_000, interval: 500 })
      .toBeGreaterThan(0)
    await pause(3000)
    // The owner is reminded and somebody above is told, each of them once.
    const whom = (await told()).map(({ recipientId, text }) => `${recipientId} ${text}`)
    expect(new Set(whom).size).toBe(whom.length)
  }, 300_000)

  it('lose nothing that was confirmed when one of them is killed in the midst of it', async () => {
    const clients = await Promise.all([signedIn(0), signedIn(1)])
    const confirmed: string[] = []
    let killed = false
    const working = clients.map(async (client, i) => {
      for (let n = 0; n < 25; n++) {
        const title = `打断 ${i}-${n}`
        try {
          await ask(client, title)
          confirmed.push(title)
        } catch {
          if (!killed) throw new Error('refused before anything was killed')
          return
        }
      }
    })
    await pause(1500)
    killed = true
    await at(1).end('SIGKILL')
    await Promise.all(working)
    const tasks = await db.task.findMany({ where: { title: { startsWith: '打断' } } })
    const titles = tasks.map(({ title }) => title)
    expect(new Set(titles).size).toBe(titles.length)
    expect(titles).toEqual(expect.arrayContaining(confirmed))
    // What wasn't confirmed is there whole or not at all.
    for (const { id } of tasks) {
      expect(
        await db.historyEntry.count({ where: { noun: 'people/tasks', subjectId: id, deed: 'create' } }),
      ).toBe(1)
      expect(
        await db.workItem.count({ where: { noun: 'people/tasks', subjectId: id, closedAt: null } }),
      ).toBe(1)
    }
    running[1] = await start()
  }, 300_000)

  it('are renewed one after the other without a request that fails', async () => {
    const proxy = await balance(() => running.map((program) => program.address))
    const client = (await signedIn(0)).at(proxy.url)
    const answers: number[] = []
    let renewed = false
    const looking = (async () => {
      while (!renewed) answers.push((await client.request('/people/tasks')).status)
    })()
    for (const i of [0, 1]) {
      expect(await at(i).end('SIGTERM')).toBe(0)
      running[i] = await start()
    }
    renewed = true
    await looking
    proxy.server.close()
    expect(answers.length).toBeGreaterThan(10)
    expect(answers.filter((status) => status !== 200)).toEqual([])
  }, 300_000)
})

/** A small proxy for requests that only look: takes turns, and tries the next where nobody answers. */
async function balance(addresses: () => string[]): Promise<{ url: string; server: Server }> {
  let turn = 0
  const server = createServer((request, response) => {
    const pass = (left: number): void => {
      const all = addresses()
      const target = all[(turn += 1) % all.length] ?? ''
      const again = (): void => {
        if (left === 0 || response.headersSent) response.writeHead(502).end()
        else setTimeout(() => pass(left - 1), 50)
      }
      get(
        target + request.url,
        { agent: false, headers: { cookie: request.headers.cookie ?? '' } },
        (answer) => {
          if (answer.statusCode === 503) {
            answer.resume()
            again()
            return
          }
          response.writeHead(answer.statusCode ?? 502, answer.headers)
          answer.pipe(response)
        },
      ).on('error', again)
    }
    pass(40)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server }
}
