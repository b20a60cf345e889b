import { randomUUID } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { PersonActor } from '../../src/actor.ts'
import { connect, db, disconnect } from '../../src/database/client.ts'
import type { OpenDatabase } from '../../src/database/open.ts'
import { openDatabase } from '../../src/database/open.ts'
import { editTask, moveTask, requestTask } from '../../src/features/people/tasks/actions.ts'
import type { Task } from '../../src/features/people/tasks/policy.ts'
import { terminalWith } from '../../src/features/warehouse/terminal/queries.ts'
import { judgeScan } from '../../src/features/warehouse/terminal/scans.ts'
import { hashToken } from '../../src/lib/tokens.ts'
import { DAY_MS, now, plus } from '../../src/lib/dates.ts'
import type { Act } from '../../src/work/act.ts'
import { crewOf, picked } from '../features/warehouse/shipments/flow.ts'
import type { Cast } from '../setup/cast.ts'
import { actor, castIn } from '../setup/cast.ts'
import { order, stocked, warehouse } from '../setup/parcels.ts'
import { silent } from '../setup/silent.ts'
import { terminal } from '../setup/terminal.ts'
import { percentile } from './house.ts'
import type { Options, Result } from './main.ts'
import type { Transaction } from './replay.ts'
import { clients, recorded, replay } from './replay.ts'

const ROUNDS = 8
const TASKS = 40
const TERMINALS = 20
const SCANS = 15

/**
 * What people write, through the one door, against the very same statements sent by plain `pg` to the same rows, which are put
 * back in between; round by round.
 */
export async function run({ short }: Options): Promise<Result[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'house-bench-'))
  chmodSync(folder, 0o755)
  const database = await openDatabase({ dataDir: folder, log: silent })
  try {
    await connect({ url: database.url, max: TERMINALS + 5 })
    const cast = await castIn()
    const rounds = short ? 2 : ROUNDS
    return [
      await ofTasks('making a move', database, cast, rounds, (act, task) =>
        moveTask(act, task, 'accept', null),
      ),
      await ofTasks('saving an edit', database, cast, rounds, (act, task) =>
        editTask(act, task, { ...task, title: `${task.title}（改）`, description: '改过的说明' }),
      ),
      await ofScans(database, cast, short ? 2 : rounds),
    ]
  } finally {
    await disconnect()
    await database.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function ofTasks(
  name: string,
  database: OpenDatabase,
  cast: Cast,
  rounds: number,
  deed: (act: Act, task: Task) => Promise<void>,
): Promise<Result> {
  const people = { requester: await actor(cast, 'operations-lead'), assignee: await actor(cast, 'designer') }
  const who = name === 'saving an edit' ? people.requester : people.assignee
  const tasks = await requested(people, TASKS)
  const [plain] = await clients(database.url, 1)
  if (!plain) throw new Error('no client')
  const [own, floor]: number[][] = [[], []]
  for (let round = 0; round <= rounds; round++) {
    const taken: number[] = []
    const sent = await recorded(async () => {
      for (const task of tasks) {
        const begun = performance.now()
        await deed({ actor: who, at: now(), token: randomUUID() }, task)
        taken.push(performance.now() - begun)
      }
    })
    await putBack(tasks)
    const replayed = await replay(plain, sent)
    await putBack(tasks)
    if (sent.length !== tasks.length) throw new Error(`${sent.length} transactions for ${tasks.length} tasks`)
    if (round === 0) continue
    own?.push(...taken)
    floor?.push(...replayed)
  }
  await plain.end()
  return line(name, own ?? [], floor ?? [])
}

async function requested(
  { requester, assignee }: Record<'requester' | 'assignee', PersonActor>,
  count: number,
): Promise<Task[]> {
  const act: Act = { actor: requester, at: now() }
  const input = {
    kind: 'DESIGN_BRIEF' as const,
    title: '主图三张',
    description: '白底，正面、侧面、细节各一张。',
    acceptanceCriteria: '800 像素以上',
    dueAt: plus(now(), 3 * DAY_MS),
  }
  const ids: number[] = []
  for (let i = 0; i < count; i++)
    ids.push((await requestTask(act, input, { assigneeId: assignee.personId })).id)
  return db.task.findMany({ where: { id: { in: ids } }, orderBy: { id: 'asc' } })
}

/** Everything as it was before a round, but for history, which only grows. */
async function putBack(tasks: readonly Task[]): Promise<void> {
  const ids = tasks.map(({ id }) => id)
  for (const task of tasks) await db.task.update({ where: { id: task.id }, data: task })
  await db.formToken.deleteMany()
  await db.notice.deleteMany()
  const items = await db.workItem.findMany({
    where: { noun: 'people/tasks', subjectId: { in: ids } },
    orderBy: { id: 'asc' },
  })
  const kept = new Set(ids.map((id) => items.find(({ subjectId }) => subjectId === id)?.id))
  await db.workItem.deleteMany({
    where: { id: { in: items.flatMap(({ id }) => (kept.has(id) ? [] : [id])) } },
  })
  await db.workItem.updateMany({
    where: { subjectId: { in: ids } },
    data: { closedAt: null, closedById: null, outcome: null },
  })
}

async function ofScans(database: OpenDatabase, cast: Cast, rounds: number): Promise<Result> {
  const desks = await desksOf(cast)
  const plain = await clients(database.url, TERMINALS)
  const [own, floor]: number[][] = [[], []]
  let [ownSeconds, floorSeconds] = [0, 0]
  for (let round = 0; round <= rounds; round++) {
    const taken: number[] = []
    let seconds = 0
    const sent = await recorded(async () => {
      const begun = performance.now()
      await Promise.all(desks.map((desk) => scanAll(desk, taken)))
      seconds = (performance.now() - begun) / 1000
    })
    await uncheck()
    // What a terminal sent goes over one connection again, in its order.
    const begun = performance.now()
    const shares = desks.map(({ marks }) => sent.filter((statements) => isOf(statements, marks)))
    const replayed = await Promise.all(plain.map((client, i) => replay(client, shares[i] ?? [])))
    const replayedSeconds = (performance.now() - begun) / 1000
    await uncheck()
    if (round === 0) continue
    own?.push(...taken)
    floor?.push(...replayed.flat())
    ownSeconds += seconds
    floorSeconds += replayedSeconds
  }
  for (const client of plain) await client.end()
  const result = line(`pack-check scan, ${TERMINALS} terminals`, own ?? [], floor ?? [])
  const scans = own?.length ?? 0
  return {
    ...result,
    ours: Math.round(scans / ownSeconds),
    floor: Math.round(scans / floorSeconds),
    ratio: Number((floorSeconds / ownSeconds).toFixed(2)),
  }
}

interface Desk {
  readonly secret: string
  readonly session: number
  readonly shipmentId: number
  readonly code: string
  /** One of them stands in each of its transactions as a value. */
  readonly marks: readonly string[]
}

function isOf(transaction: Transaction, marks: readonly string[]): boolean {
  const values = transaction.flatMap((statement) =>
    typeof statement === 'string' ? [] : (statement.values ?? []),
  )
  return values.some((value) => marks.includes(String(value)))
}

/** Terminals with a clerk each and a parcel of many pieces open. */
async function desksOf(cast: Cast): Promise<Desk[]> {
  const crew = await crewOf(cast)
  await warehouse()
  const codes: string[] = []
  for (let i = 0; i < TERMINALS; i++) {
    const { code } = await stocked(SCANS + 1)
    codes.push(code)
    await order([{ code, quantity: SCANS + 1 }], { shopId: cast.shopId })
  }
  const parcels = await picked(crew)
  const desks: Desk[] = []
  for (const [i, { id: shipmentId }] of parcels.entries()) {
    const { id: deviceId, secret } = await terminal()
    const { id: session } = await db.terminalSession.create({
      data: {
        deviceId,
        personId: cast.ids['warehouse-clerk'],
        startedAt: now(),
        lastActiveAt: now(),
        hand: { screen: 'pack', open: { pack: shipmentId } },
      },
    })
    desks.push({
      secret,
      session,
      shipmentId,
      code: codes[i] ?? '',
      marks: [codes[i] ?? '', hashToken(secret)],
    })
  }
  return desks
}

async function scanAll({ secret, session, shipmentId, code }: Desk, taken: number[]): Promise<void> {
  for (let i = 0; i < SCANS; i++) {
    const begun = performance.now()
    const here = await terminalWith(secret)
    if (!here) throw new Error('the terminal is gone')
    const sent = {
      id: randomUUID(),
      session,
      screen: 'pack' as const,
      subject: shipmentId,
      follows: null,
      code,
      scannedAt: now(),
    }
    const judged = await judgeScan(here, sent, now(), randomUUID())
    if (!judged.judged || judged.outcome.did !== 'check') throw new Error(JSON.stringify(judged))
    taken.push(performance.now() - begun)
  }
}

async function uncheck(): Promise<void> {
  await db.$executeRaw`UPDATE shipment_lines SET checked = 0`
  await db.$executeRaw`DELETE FROM scans`
  await db.$executeRaw`UPDATE terminal_sessions SET hand = hand - 'last'`
}

function line(name: string, own: readonly number[], floor: readonly number[]): Result {
  const perSecond = (taken: readonly number[]): number => Math.round(1000 / percentile(taken, 0.5))
  return {
    name,
    ours: perSecond(own),
    floor: perSecond(floor),
    ratio: Number((percentile(floor, 0.5) / percentile(own, 0.5)).toFixed(2)),
    unit: 'per s',
    p50: percentile(own, 0.5),
    p99: percentile(own, 0.99),
    remark: `floor p50 ${percentile(floor, 0.5)} p99 ${percentile(floor, 0.99)} ms`,
  }
}
