import { db } from '../../src/database/client.ts'
import { beginTurn, finishTurn, planCount, tally } from '../../src/features/warehouse/counts/actions.ts'
import { addDays, addMonths, dayOf, moment, monthOf, now } from '../../src/lib/dates.ts'
import { plan } from '../features/warehouse/counts/counting.ts'
import type { Cast } from '../setup/cast.ts'
import { actor } from '../setup/cast.ts'
import { location, sku } from '../setup/goods.ts'
import type { Matrix } from './words.ts'
import { EVERYBODY, NOBODY } from './words.ts'

const STOREKEEPERS = ['warehouse-clerk', 'operations-lead'] as const
const BOOKKEEPERS = ['owner', 'operations-lead', 'warehouse-clerk', 'data-analyst'] as const
const LEADS = ['owner', 'operations-lead'] as const

/** A count of two shelves, of which the clerk has counted one and found nothing, as the book says. */
export async function halfCounted(cast: Cast): Promise<number> {
  const act = { actor: await actor(cast, 'warehouse-clerk'), at: now() }
  const shelves = [await location(), await location()]
  const codes = shelves.map(({ code }) => code)
  const due = addDays(dayOf(act.at), 2)
  const { id } = await planCount(act, plan({ scope: 'LOCATIONS', locations: codes, due }))
  await beginTurn(act, shelves[0]?.id ?? 0)
  await finishTurn(act, shelves[0]?.id ?? 0)
  return id
}

/** A count in review: one shelf, on which the clerk has found three pieces of which the book knows nothing, twice. */
export async function differing(cast: Cast): Promise<number> {
  const act = { actor: await actor(cast, 'warehouse-clerk'), at: now() }
  const [shelf, goods] = [await location(), await sku()]
  const due = addDays(dayOf(act.at), 2)
  const { id } = await planCount(act, plan({ scope: 'LOCATIONS', locations: [shelf.code], due }))
  for (let round = 1; round <= 2; round += 1) {
    await beginTurn(act, shelf.id)
    await tally(act, shelf.id, goods.id, 3)
    await finishTurn(act, shelf.id)
  }
  return id
}

/** A proof that found a SKU whose level isn't the sum of its balances, or says so. */
async function brokenProof(): Promise<number> {
  const [{ id: skuId }, number] = [await sku(), `HD-${(await db.proof.count()) + 1}`]
  const { id } = await db.proof.create({
    data: {
      number,
      state: 'BROKEN',
      at: now(),
      milliseconds: 5,
      found: 1,
      differences: { create: { law: 'onHand', skuId, summed: 1, kept: 2 } },
    },
  })
  return id
}

/** A month long ago that can be closed: all before it are. */
async function oldMonth(): Promise<number> {
  const nothing = { opening: 0, incoming: 0, outgoing: 0, closing: 0 }
  await db.stockMonth.updateMany({
    where: { state: 'OPEN' },
    data: { state: 'CLOSED', closedAt: now(), ...nothing },
  })
  const last = await db.stockMonth.findFirst({ orderBy: { month: 'desc' } })
  const month = last ? monthOf(addMonths(`${last.month}-01`, 1)) : '1960-01'
  const { id } = await db.stockMonth.create({
    data: { month, startsAt: moment(`${month}-01`), endsAt: moment(addMonths(`${month}-01`, 1)) },
  })
  return id
}

/** Counts, proofs and months: clerks count, leads judge and close, the owner alone opens again. */
export const warehouseCounts: Matrix = {
  'warehouse/counts': {
    situation: 'two shelves, one of which the clerk has counted',
    make: halfCounted,
    sees: EVERYBODY,
    may: {
      list: EVERYBODY,
      create: STOREKEEPERS,
      count: STOREKEEPERS,
      finish: LEADS,
      review: LEADS,
      recount: LEADS,
      post: LEADS,
      void: LEADS,
    },
    when: { finish: ['COUNTING'], recount: ['REVIEW'], post: ['REVIEW'], void: ['COUNTING', 'REVIEW'] },
  },
  'warehouse/proofs': {
    situation: 'a run that found a difference',
    make: brokenProof,
    sees: EVERYBODY,
    may: { list: BOOKKEEPERS, create: LEADS, settle: LEADS },
    when: { settle: ['BROKEN'] },
  },
  'warehouse/stock-months': {
    situation: 'a month that is over',
    make: oldMonth,
    sees: EVERYBODY,
    may: { list: BOOKKEEPERS, create: NOBODY, close: LEADS, reopen: ['owner'] },
    when: { close: ['OPEN'], reopen: ['CLOSED'] },
  },
}
