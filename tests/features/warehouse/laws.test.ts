import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { db } from '../../../src/database/client.ts'
import {
  beginTurn,
  finishTurn,
  moveCount,
  planCount,
  reviewLines,
  tally,
} from '../../../src/features/warehouse/counts/actions.ts'
import { linesOf } from '../../../src/features/warehouse/counts/line-queries.ts'
import {
  createDelivery,
  inspectDelivery,
  moveDelivery,
} from '../../../src/features/warehouse/deliveries/actions.ts'
import { getDelivery } from '../../../src/features/warehouse/deliveries/queries.ts'
import { decideQuarantine, reportProblem } from '../../../src/features/warehouse/quarantines/actions.ts'
import { createReceipt, moveReceipt } from '../../../src/features/warehouse/receipts/actions.ts'
import { getReceipt } from '../../../src/features/warehouse/receipts/queries.ts'
import {
  arrive,
  followRefunds,
  judgePieces,
  settleReturn,
} from '../../../src/features/warehouse/returns/actions.ts'
import {
  cancelShipment,
  finishPicking,
  handOverShipments,
  packShipment,
  planShipments,
  releaseWave,
} from '../../../src/features/warehouse/shipments/actions.ts'
import { beginMonths, moveMonth } from '../../../src/features/warehouse/stock-months/actions.ts'
import { getMonth } from '../../../src/features/warehouse/stock-months/queries.ts'
import { moveGoods } from '../../../src/features/warehouse/stock/actions.ts'
import type { ShipmentState } from '../../../src/generated/prisma/enums.ts'
import { DAY_MS, addDays, dayOf, plus, setClock } from '../../../src/lib/dates.ts'
import type { Act } from '../../../src/work/act.ts'
import { actor, castIn } from '../../setup/cast.ts'
import type { Cast } from '../../setup/cast.ts'
import { freshDatabase } from '../../setup/database.ts'
import { location, sku, supplier } from '../../setup/goods.ts'
import { NOW, order, program, putIn, warehouse } from '../../setup/parcels.ts'
import { refund } from '../../setup/returns.ts'
import { alsoClerk } from '../../setup/terminal.ts'
import { countRow, plan } from './counts/counting.ts'
import type { Crew } from './shipments/flow.ts'
import { checkAll, crewOf, parcel, proof } from './shipments/flow.ts'
import { expectMonthsAddUp } from './stock-months/adding-up.ts'

/**
 * Everything that moves goods, in any order and several at once: receipts and deliveries, parcels from order to courier
 * and cancelled ones, moves, problem goods, counts, returns, and months that are closed beside it.
 */
class House {
  /** The present; each round of deeds has its own, whoever closes a month meanwhile. */
  now = NOW

  private constructor(
    readonly cast: Cast,
    readonly crew: Crew,
    readonly second: Act,
    readonly supplierId: number,
    readonly goods: readonly { id: number; code: string }[],
    readonly shelves: readonly { id: number; code: string }[],
  ) {}

  static async build(): Promise<House> {
    await freshDatabase()
    setClock(() => NOW)
    const cast = await castIn()
    await warehouse()
    await alsoClerk(cast, 'quality-inspector')
    const shelves = [await location(), await location()] as const
    const goods = [
      await sku({ homeLocationId: shelves[0].id }),
      await sku({ homeLocationId: shelves[1].id }),
    ] as const
    await putIn(goods[0].id, shelves[0].id, 8)
    await putIn(goods[1].id, shelves[1].id, 5)
    const second = { actor: await actor(cast, 'quality-inspector'), at: NOW }
    return new House(cast, await crewOf(cast), second, (await supplier()).id, goods, shelves)
  }

  at(pick: number, acting: Act): Act {
    return { ...acting, at: plus(this.now, pick * 1000) }
  }
}

const choice = <T>(from: readonly T[], pick: number): T | undefined => from[pick % Math.max(from.length, 1)]
const some = async (pick: number, ...states: ShipmentState[]): Promise<number | undefined> =>
  choice(
    await db.shipment.findMany({
      where: { state: { in: states } },
      select: { id: true },
      orderBy: { id: 'asc' },
    }),
    pick,
  )?.id

/** What somebody does; false: there was nothing to do it to. */
type Deed = (house: House, pick: number) => Promise<unknown>
const NOTHING = false

const deeds: Record<string, Deed> = {
  receive: async (house, pick) => {
    const clerk = house.at(pick, house.crew.clerk)
    const line = { row: 1, sku: choice(house.goods, pick)!.code, quantity: 1 + (pick % 3), location: null }
    const { id } = await createReceipt(clerk, { kind: 'PURCHASE', source: null, note: null, lines: [line] })
    await moveReceipt(clerk, await getReceipt(clerk.actor, id), 'post', null)
  },
  deliver: async (house, pick) => {
    const [clerk, lead] = [house.at(pick, house.crew.clerk), house.at(pick, house.crew.lead)]
    const lines = house.goods.map(({ id }, i) => ({ skuId: id, quantity: 1 + ((pick + i) % 4) }))
    const expected = {
      supplierId: house.supplierId,
      expectedOn: addDays(dayOf(house.now), 1),
      note: null,
      lines,
    }
    const { id } = await createDelivery(lead, expected)
    await moveDelivery(clerk, await getDelivery(clerk.actor, id), 'arrive', null)
    const findings = lines.map(({ skuId, quantity }, i) => ({
      skuId,
      quantity,
      fault: (pick + i) % 3 === 0 ? ('COLOR' as const) : null,
      locationId: null,
    }))
    await inspectDelivery(clerk, await getDelivery(clerk.actor, id), findings)
  },
  order: async (house, pick) => {
    const lines = house.goods.map(({ code }, i) => ({ code, quantity: 1 + ((pick + i) % 2) }))
    await order(pick % 2 ? lines : lines.slice(0, 1), { shopId: house.cast.shopId })
    await planShipments(house.at(pick, program))
  },
  pick: async (house, pick) => {
    const ready = await some(pick, 'READY')
    if (ready === undefined) return NOTHING
    const { wave } = await releaseWave(house.at(pick, house.crew.lead), [ready], null)
    const found = await db.wave.findUniqueOrThrow({ where: { id: wave.id } })
    await finishPicking(house.at(pick, house.crew.clerk), found)
  },
  pack: async (house, pick) => {
    const id = await some(pick, 'PICKED')
    if (id === undefined) return NOTHING
    const clerk = house.at(pick, house.crew.clerk)
    await checkAll(clerk, id)
    const label = { trackingNumber: `YT${8800000000000 + id}`, carrier: '圆通速递' }
    await packShipment(clerk, await parcel(id), label)
  },
  'hand over': async (house, pick) => {
    const id = await some(pick, 'PACKED')
    if (id === undefined) return NOTHING
    await handOverShipments(house.at(pick, house.crew.clerk), [id], '圆通速递')
  },
  cancel: async (house, pick) => {
    const id = await some(pick, 'READY', 'OUT_OF_STOCK', 'PICKED')
    if (id === undefined) return NOTHING
    await cancelShipment(house.at(pick, house.crew.lead), await parcel(id), '买家不要了')
  },
  move: async (house, pick) => {
    const lying = await db.stockBalance.findMany({
      where: { quantity: { gt: 0 }, location: { kind: 'STORAGE' } },
      orderBy: [{ skuId: 'asc' }, { locationId: 'asc' }],
    })
    const here = choice(lying, pick)
    const to = house.shelves.find(({ id }) => id !== here?.locationId)
    if (!here || !to) return NOTHING
    const carried = { from: here.locationId, to: to.id, quantity: 1 + (pick % 2) }
    return moveGoods(house.at(pick, house.crew.clerk), here.skuId, carried)
  },
  quarantine: async (house, pick) => {
    const problem = {
      skuId: choice(house.goods, pick)!.id,
      locationId: choice(house.shelves, pick)!.id,
      quantity: 1 + (pick % 3),
      reason: '破损',
    }
    await reportProblem(house.at(pick, house.crew.clerk), problem)
  },
  decide: async (house, pick) => {
    const open = await db.quarantineCase.findMany({ where: { state: 'OPEN' }, orderBy: { id: 'asc' } })
    const one = choice(open, pick)
    if (!one) return NOTHING
    const decision = pick % 2 === 0 ? 'restock' : 'return-to-supplier'
    await decideQuarantine(house.at(pick, house.crew.lead), one, decision, '看过了')
  },
  'come back': async (house, pick) => {
    const sent = await db.shipment.findMany({
      where: { state: 'SHIPPED' },
      select: { lines: { select: { orderLine: { select: { order: true } } } } },
      orderBy: { id: 'asc' },
    })
    const bought = choice(sent, pick)?.lines[0]?.orderLine?.order
    if (!bought) return NOTHING
    await refund(bought, house.cast.shopId)
    await followRefunds(house.at(pick, program), house.cast.shopId)
    const clerk = house.at(pick, house.crew.clerk)
    const expected = await db.return.findFirst({ where: { orderId: bought.id, state: 'EXPECTED' } })
    if (!expected) return NOTHING
    await arrive(clerk, expected)
    const arrived = () => db.return.findUniqueOrThrow({ where: { id: expected.id } })
    const verdict = (['GOOD', 'DEFECTIVE', 'WRONG'] as const)[pick % 3]!
    const piece = {
      skuId: choice(house.goods, pick)!.id,
      quantity: 1,
      locationId: null,
      verdict,
      reason: '污损',
    }
    await judgePieces(clerk, await arrived(), piece)
    await settleReturn(clerk, await arrived(), null)
  },
  count: (house, pick) => count(house, pick),
  'close months': async (house, pick) => {
    const later = plus(house.now, 31 * DAY_MS)
    setClock(() => later)
    await beginMonths({ ...program, at: later })
    const open = await db.stockMonth.findMany({ where: { state: 'OPEN' }, orderBy: { month: 'asc' } })
    const lead = { ...house.crew.lead, at: later }
    for (const { id } of open) await moveMonth(lead, await getMonth(lead.actor, id), 'close', null)
    return pick
  },
}

/** From plan to posting, a piece found more or less than the book says; the second look is by somebody else. */
async function count(house: House, pick: number): Promise<void> {
  const [lead, place] = [house.at(pick, house.crew.lead), choice(house.shelves, pick)!]
  const due = addDays(dayOf(house.now), 1)
  const { id } = await planCount(lead, plan({ scope: 'LOCATIONS', locations: [place.code], due }))
  for (const clerk of [house.at(pick, house.crew.clerk), house.at(pick, house.second)]) {
    if ((await countRow(id)).state !== 'COUNTING') break
    await beginTurn(clerk, place.id)
    for (const { id: skuId } of house.goods) {
      const balance = await db.stockBalance.findFirst({ where: { skuId, locationId: place.id } })
      const found = (balance?.quantity ?? 0) + (pick % 3) - 1
      if (found > 0) await tally(clerk, place.id, skuId, found)
    }
    await finishTurn(clerk, place.id)
  }
  const counted = await countRow(id)
  const { rows } = await linesOf(counted, 'undecided')
  const accepted = { verdict: 'ACCEPTED' as const, cause: 'UNKNOWN' as const }
  await reviewLines(
    lead,
    counted,
    rows.map((row) => ({ lineId: row.id, ...accepted })),
  )
  await moveCount(lead, await countRow(id), 'post', null)
}

/** How often each deed was done to its end, over all runs. */
const done = new Map<string, number>()

/** Refusals are answers; anything else, a deadlock above all, is a mistake. */
async function tried(house: House, [name, pick]: readonly [string, number]): Promise<void> {
  try {
    if ((await deeds[name]!(house, pick)) !== NOTHING) done.set(name, (done.get(name) ?? 0) + 1)
  } catch (error) {
    const { status } = error as { status?: number }
    if (![403, 409, 422].includes(status ?? 500)) throw error
  }
}

async function expectLaws(): Promise<void> {
  expect(await proof()).toEqual([])
  await expectMonthsAddUp()
  const beyond = await db.$queryRaw<unknown[]>`
    SELECT 'level' AS of, sku_id FROM stock_levels WHERE reserved > on_hand - quarantined OR reserved < 0
    UNION ALL
    SELECT 'place', sku_id FROM stock_balances WHERE quantity < 0 OR allocated > quantity`
  expect(beyond, 'more is promised than there is').toEqual([])
  const silent = await db.$queryRaw<unknown[]>`
    SELECT s.id, s.state FROM shipments s WHERE s.state = 'OUT_OF_STOCK' AND (
      SELECT count(*) FROM work_items w WHERE w.noun = 'warehouse/shipments' AND w.subject_id = s.id
        AND w.kind = 'OUT_OF_STOCK' AND w.closed_at IS NULL) <> 1`
  expect(silent, 'a parcel without goods is somebody’s to do, once').toEqual([])
  const unserved = await db.$queryRaw<unknown[]>`
    SELECT l.id, s.state FROM shipment_lines l JOIN shipments s ON s.id = l.shipment_id
    WHERE s.state IN ('READY', 'PICKED', 'PACKED') AND l.quantity <> (
      SELECT coalesce(sum(r.quantity), 0) FROM reservations r WHERE r.shipment_line_id = l.id AND r.ended_at IS NULL)`
  expect(unserved, 'a parcel on its way has its goods promised, all of them').toEqual([])
}

const step = fc.tuple(fc.constantFrom(...Object.keys(deeds)), fc.nat(20))
const round = fc.array(step, { minLength: 3, maxLength: 6 })
/** So that there is something to pack, send and bring back from the beginning. */
const BEGINNING = [
  ['order', 1],
  ['order', 2],
  ['pick', 0],
  ['pack', 0],
  ['hand over', 0],
  ['order', 4],
] as const

afterEach(() => setClock())

describe('whatever happens in a warehouse, several people at once', () => {
  it('keeps the laws of goods', { timeout: 300_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(round, { minLength: 4, maxLength: 8 }), async (rounds) => {
        const house = await House.build()
        for (const first of BEGINNING) await tried(house, first)
        for (const steps of rounds) {
          // All come to their end before the next run begins, whatever became of one.
          const ends = await Promise.allSettled(steps.map((one) => tried(house, one)))
          for (const end of ends) if (end.status === 'rejected') throw end.reason
          await expectLaws()
          // A month that was closed beside the others is over for the next round.
          house.now = plus(house.now, steps.some(([name]) => name === 'close months') ? 31 * DAY_MS : 60_000)
          setClock(() => house.now)
        }
      }),
      { numRuns: 8, endOnFailure: true },
    )
    expect([...done.keys()].toSorted()).toEqual(Object.keys(deeds).toSorted())
  })
})
