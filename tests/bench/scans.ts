import { randomUUID } from 'node:crypto'
import { db } from '../../src/database/client.ts'
import type { OpenDatabase } from '../../src/database/open.ts'
import { createDelivery, moveDelivery } from '../../src/features/warehouse/deliveries/actions.ts'
import { getDelivery } from '../../src/features/warehouse/deliveries/queries.ts'
import { terminalWith } from '../../src/features/warehouse/terminal/queries.ts'
import { judgeScan } from '../../src/features/warehouse/terminal/scans.ts'
import { addDays, dayOf, now } from '../../src/lib/dates.ts'
import { hashToken } from '../../src/lib/tokens.ts'
import type { Crew } from '../features/warehouse/shipments/flow.ts'
import { crewOf, picked } from '../features/warehouse/shipments/flow.ts'
import type { Cast } from '../setup/cast.ts'
import { castIn } from '../setup/cast.ts'
import { supplier } from '../setup/goods.ts'
import { order, stocked, warehouse } from '../setup/parcels.ts'
import { terminal } from '../setup/terminal.ts'
import type { Options, Result } from './main.ts'
import type { Transaction } from './replay.ts'
import { clients, onDatabase, recorded, replay, writesLine } from './replay.ts'

const ROUNDS = 8
const TERMINALS = 20
const SCANS = 15

/**
 * Scans at many terminals at once, each committed before it's answered, against the very same statements sent by plain `pg`
 * over as many connections; round by round. A scan that is refused, for whatever reason, ends the bench.
 */
export function run({ short }: Options): Promise<Result[]> {
  const rounds = short ? 2 : ROUNDS
  return onDatabase(TERMINALS + 5, async (database) => {
    const cast = await castIn()
    const crew = await crewOf(cast)
    await warehouse()
    const packing = await packDesks(cast, crew, TERMINALS)
    const packed = await ofScans(database, packing, rounds)
    const receiving = await receiptDesks(cast, crew, TERMINALS / 2)
    const mixed = await ofScans(database, [...receiving, ...packing.slice(0, TERMINALS / 2)], rounds)
    await postAll(receiving, packing)
    return [
      packed.line(`pack-check scan, ${TERMINALS} terminals`, 'pack'),
      mixed.line(`receipt scan, ${TERMINALS / 2} terminals beside ${TERMINALS / 2} that pack`, 'receive'),
      mixed.line('— pack-check scan beside them', 'pack'),
    ]
  })
}

interface Desk {
  readonly secret: string
  readonly session: number
  readonly screen: 'pack' | 'receive'
  /** The parcel or the delivery that lies open. */
  readonly subject: number
  readonly code: string
  /** One of them stands in each of its transactions as a value. */
  readonly marks: readonly string[]
}

/** What scans took, in milliseconds by screen, and all of a round, in seconds. */
interface Scanned {
  line(name: string, screen: Desk['screen']): Result
}

async function ofScans(database: OpenDatabase, desks: readonly Desk[], rounds: number): Promise<Scanned> {
  const plain = await clients(database.url, desks.length)
  const taken = { own: { pack: [], receive: [] }, floor: { pack: [], receive: [] } } as Taken
  const seconds = { own: 0, floor: 0 }
  await putBack(desks)
  for (let round = 0; round <= rounds; round++) {
    const [own, floor] = [new Map<Desk, number[]>(), new Map<Desk, number[]>()]
    let begun = performance.now()
    const sent = await recorded(async () => {
      await together(desks.map(async (desk) => own.set(desk, await scanAll(desk))))
    })
    const ownSeconds = (performance.now() - begun) / 1000
    await putBack(desks)
    // What a terminal sent goes over one connection again, in its order.
    const shares = desks.map(({ marks }) => sent.filter((statements) => isOf(statements, marks)))
    begun = performance.now()
    await together(
      desks.map(async (desk, i) => floor.set(desk, await replay(plain[i] as never, shares[i] ?? []))),
    )
    const floorSeconds = (performance.now() - begun) / 1000
    await putBack(desks)
    if (round === 0) continue
    for (const desk of desks) {
      taken.own[desk.screen].push(...(own.get(desk) ?? []))
      taken.floor[desk.screen].push(...(floor.get(desk) ?? []))
    }
    seconds.own += ownSeconds
    seconds.floor += floorSeconds
  }
  for (const client of plain) await client.end()
  return { line: (name, screen) => scansLine(name, screen, taken, seconds) }
}

type Taken = Record<'own' | 'floor', Record<Desk['screen'], number[]>>

/** The terminals work at once: what counts is how many scans all of them get done. */
function scansLine(
  name: string,
  screen: Desk['screen'],
  { own, floor }: Taken,
  seconds: Record<'own' | 'floor', number>,
): Result {
  const scans = own[screen].length
  return {
    ...writesLine(name, own[screen], floor[screen]),
    ours: Math.round(scans / seconds.own),
    floor: Math.round(scans / seconds.floor),
    ratio: Number((seconds.floor / seconds.own).toFixed(2)),
  }
}

function isOf(transaction: Transaction, marks: readonly string[]): boolean {
  const values = transaction.flatMap((statement) =>
    typeof statement === 'string' ? [] : (statement.values ?? []),
  )
  return values.some((value) => marks.includes(String(value)))
}

/** Terminals with a clerk each and a parcel of many pieces open. */
async function packDesks(cast: Cast, crew: Crew, count: number): Promise<Desk[]> {
  const codes: string[] = []
  for (let i = 0; i < count; i++) {
    const { code } = await stocked(SCANS + 1)
    codes.push(code)
    await order([{ code, quantity: SCANS + 1 }], { shopId: cast.shopId })
  }
  const parcels = await picked(crew)
  return Promise.all(parcels.map(({ id }, i) => desk(cast, 'pack', id, codes[i] ?? '')))
}

/** Terminals with a clerk each and a delivery of many pieces open. */
async function receiptDesks(cast: Cast, crew: Crew, count: number): Promise<Desk[]> {
  const { id: supplierId } = await supplier()
  const [lead, clerk] = [crew.lead, crew.clerk].map((act) => ({ ...act, at: now() })) as [
    Crew['lead'],
    Crew['clerk'],
  ]
  const desks: Desk[] = []
  for (let i = 0; i < count; i++) {
    const { id: skuId, code } = await stocked(1)
    const { id } = await createDelivery(lead, {
      supplierId,
      expectedOn: addDays(dayOf(now()), 1),
      note: null,
      lines: [{ skuId, quantity: SCANS + 1 }],
    })
    await moveDelivery(clerk, await getDelivery(clerk.actor, id), 'arrive', null)
    desks.push(await desk(cast, 'receive', id, code))
  }
  return desks
}

async function desk(cast: Cast, screen: Desk['screen'], subject: number, code: string): Promise<Desk> {
  const { id: deviceId, secret } = await terminal()
  const { id: session } = await db.terminalSession.create({
    data: {
      deviceId,
      personId: cast.ids['warehouse-clerk'],
      startedAt: now(),
      lastActiveAt: now(),
      hand: { screen, open: { [screen]: subject } },
    },
  })
  return { secret, session, screen, subject, code, marks: [code, hashToken(secret)] }
}

/** Scans a piece again and again. @returns milliseconds of each */
async function scanAll(desk: Desk): Promise<number[]> {
  const taken: number[] = []
  for (let i = 0; i < SCANS; i++) {
    const begun = performance.now()
    const did = await scan(desk, desk.code)
    if (did !== (desk.screen === 'pack' ? 'check' : 'receive'))
      throw new Error(`a piece was answered with ${did}`)
    taken.push(performance.now() - begun)
  }
  return taken
}

async function scan({ secret, session, screen, subject }: Desk, code: string): Promise<string> {
  const here = await terminalWith(secret)
  if (!here) throw new Error('the terminal is gone')
  const sent = { id: randomUUID(), session, screen, subject, follows: null, code, scannedAt: now() }
  const judged = await judgeScan(here, sent, now(), randomUUID())
  if (!judged.judged) throw new Error(`a scan waits: ${judged.why}`)
  return judged.outcome.did
}

/** Goods come into the ledger at all receiving desks at once while the others go on packing. */
async function postAll(receiving: readonly Desk[], packing: readonly Desk[]): Promise<void> {
  const post = async (desk: Desk): Promise<void> => {
    await scanAll(desk)
    await scan(desk, 'CMD-OK')
    const did = await scan(desk, 'CMD-OK')
    if (did !== 'post-delivery') throw new Error(`posting was answered with ${did}`)
  }
  await putBack([...receiving, ...packing])
  await together([...receiving.map(post), ...packing.map(scanAll)])
}

async function putBack(desks: readonly Desk[]): Promise<void> {
  await db.$executeRaw`UPDATE shipment_lines SET checked = 0`
  await db.deliveryCount.deleteMany({
    where: {
      deliveryId: { in: desks.flatMap(({ screen, subject }) => (screen === 'receive' ? [subject] : [])) },
    },
  })
  await db.$executeRaw`DELETE FROM scans`
  // Nobody was idle: on a busy machine a round may take longer than a terminal stays unlocked.
  await db.$executeRaw`UPDATE terminal_sessions SET hand = hand - 'last', last_active_at = ${now()}`
}

/** All come to their end before a failure of one is told: what is still under way would fail in its wake. */
async function together(work: readonly Promise<unknown>[]): Promise<void> {
  for (const end of await Promise.allSettled(work)) if (end.status === 'rejected') throw end.reason
}
