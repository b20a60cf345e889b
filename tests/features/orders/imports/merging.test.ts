import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import type { PersonActor } from '../../../../src/actor.ts'
import { db } from '../../../../src/database/client.ts'
import { orderRank } from '../../../../src/features/orders/imports/kinds/states.ts'
import type { Cast } from '../../../setup/cast.ts'
import { actor, castIn } from '../../../setup/cast.ts'
import { csv, importFile } from '../files.ts'
import type { Row } from './exports.ts'
import { RUN, items, list } from './exports.ts'

interface Export {
  name: string
  rows: Row[]
}

/** A few exports, each a minute after the one before, and an order in which they come in, some of them again. */
const exports = fc.array(fc.oneof(list, items), { minLength: 2, maxLength: 4 }).chain((all) => {
  const named: Export[] = all.map((rows, i) => ({ name: `Export2026112000${10 + i}.csv`, rows }))
  const shuffled = fc.shuffledSubarray(named, { minLength: named.length, maxLength: named.length })
  return fc.tuple(fc.constant(named), shuffled, fc.subarray(named))
})

let cast: Cast
let owner: PersonActor
let run = 0
let last: Promise<void> = Promise.resolve()
beforeAll(async () => {
  cast = await castIn()
  owner = await actor(cast, 'owner')
})

/** Imports in this sequence, as orders of their own, and tells what is stored of them. */
async function importAll(all: readonly Export[]): Promise<unknown> {
  const mine = String((run += 1)).padStart(RUN.length, '0')
  const as = (text: string, from: string, to: string): string => text.replaceAll(`4610${from}`, `4610${to}`)
  for (const { name, rows } of all) {
    const own = rows.map((row) => JSON.parse(as(JSON.stringify(row), RUN, mine)) as Row)
    await importFile(owner, cast.shopId, await csv(name, own))
  }
  const orders = await db.order.findMany({
    where: { platformOrderId: { startsWith: `4610${mine}` } },
    omit: { id: true, buyerId: true, createdAt: true },
    include: {
      lines: { omit: { id: true, orderId: true }, orderBy: { platformLineId: 'asc' } },
      contact: { omit: { orderId: true, sealed: true } },
    },
    orderBy: { platformOrderId: 'asc' },
  })
  return JSON.parse(as(JSON.stringify(orders), mine, RUN))
}

async function comparing(one: readonly Export[], other: readonly Export[]): Promise<void> {
  const expected = await importAll(one)
  expect(await importAll(other)).toEqual(expected)
}

describe('exports of one shop', () => {
  it('lead to the same orders, whatever their sequence and repetition', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(exports, async ([inTime, shuffled, again]) => {
        await (last = comparing(inTime, [...shuffled, ...again]))
      }),
      { numRuns: 10, interruptAfterTimeLimit: 60_000 },
    )
    // An interrupted run goes on by itself.
    await last.catch(() => undefined)
  })
})

describe('the database’s order of states', () => {
  it('is that of the rank, because the merge takes the greatest', async () => {
    const rows = await db.$queryRaw<
      { state: string }[]
    >`SELECT unnest(enum_range(NULL::"OrderStatus"))::text AS state`
    const byRank = Object.entries(orderRank).sort(([, a], [, b]) => a - b)
    expect(rows.map(({ state }) => state)).toEqual(byRank.map(([state]) => state))
  })
})
