import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { db } from '../../../../src/database/client.ts'
import {
  beginTurn,
  finishTurn,
  moveCount,
  planCount,
  reviewLines,
  tally,
} from '../../../../src/features/warehouse/counts/actions.ts'
import { linesOf } from '../../../../src/features/warehouse/counts/line-queries.ts'
import {
  finishPicking,
  handOverShipments,
  packShipment,
  planShipments,
  releaseWave,
} from '../../../../src/features/warehouse/shipments/actions.ts'
import { beginMonths, moveMonth } from '../../../../src/features/warehouse/stock-months/actions.ts'
import { getMonth } from '../../../../src/features/warehouse/stock-months/queries.ts'
import { OutOfStock, post } from '../../../../src/features/warehouse/stock/ledger.ts'
import { DAY_MS, addDays, dayOf, plus, setClock } from '../../../../src/lib/dates.ts'
import type { Act } from '../../../../src/work/act.ts'
import { deed } from '../../../../src/work/act.ts'
import type { Cast } from '../../../setup/cast.ts'
import { actor, castIn } from '../../../setup/cast.ts'
import { freshDatabase } from '../../../setup/database.ts'
import { location, sku } from '../../../setup/goods.ts'
import { NOW, order, program, warehouse } from '../../../setup/parcels.ts'
import { alsoClerk } from '../../../setup/terminal.ts'
import type { Crew } from '../shipments/flow.ts'
import { expectMonthsAddUp } from '../stock-months/adding-up.ts'
import { checkAll, crewOf, parcel, proof } from '../shipments/flow.ts'
import { countRow, plan } from './counting.ts'

const one = fc.nat(1)
const pieces = fc.integer({ min: 1, max: 5 })
/** What may happen in a warehouse; what is lost or turns up, nobody tells the ledger. */
const happening = fc.oneof(
  fc.record({ kind: fc.constant('receive' as const), sku: one, shelf: one, quantity: pieces }),
  fc.record({ kind: fc.constant('order' as const), quantities: fc.tuple(fc.nat(3), fc.nat(3)) }),
  fc.record({ kind: fc.constantFrom('pick' as const, 'pack' as const, 'hand over' as const) }),
  fc.record({ kind: fc.constantFrom('lose' as const, 'find' as const), sku: one, shelf: one }),
  fc.record({ kind: fc.constant('count' as const), shelf: one }),
  fc.record({ kind: fc.constant('next month' as const) }),
)
type Happening = typeof happening extends fc.Arbitrary<infer T> ? T : never

/** The warehouse as it really is: what lies on each shelf, whatever the ledger believes. */
class House {
  now = NOW
  private readonly shelves = new Map<string, number>()

  private constructor(
    readonly cast: Cast,
    readonly crew: Crew,
    readonly second: Act,
    readonly skus: readonly { id: number; code: string }[],
    readonly places: readonly number[],
  ) {}

  static async build(): Promise<House> {
    await freshDatabase()
    const cast = await castIn()
    await warehouse()
    await alsoClerk(cast, 'quality-inspector')
    const second = { actor: await actor(cast, 'quality-inspector'), at: NOW }
    const skus = [await sku(), await sku()]
    const places = [(await location()).id, (await location()).id]
    return new House(cast, await crewOf(cast), second, skus, places)
  }

  /** Time goes on by a minute with every deed. */
  act(of: Act): Act {
    this.now = plus(this.now, 60_000)
    return { ...of, at: this.now }
  }

  lying(place: number, skuId: number): number {
    return this.shelves.get(`${place}/${skuId}`) ?? 0
  }

  put(place: number, skuId: number, quantity: number): void {
    this.shelves.set(`${place}/${skuId}`, this.lying(place, skuId) + quantity)
  }

  /** Pieces that parcels of a state still have on the shelves by the book, and on the cart in truth. */
  allocations(shipmentIds: number[]): Promise<{ locationId: number; skuId: number; quantity: number }[]> {
    return db.pickAllocation.findMany({
      where: { shipmentLine: { shipmentId: { in: shipmentIds } } },
      select: { locationId: true, skuId: true, quantity: true },
    })
  }

  /** What nobody has promised to fetch from a shelf. */
  async loose(place: number, skuId: number): Promise<number> {
    const promised = await db.pickAllocation.aggregate({
      _sum: { quantity: true },
      where: { locationId: place, skuId, shipmentLine: { shipment: { pickedAt: null } } },
    })
    return this.lying(place, skuId) - (promised._sum.quantity ?? 0)
  }
}

const inState = async (state: 'READY' | 'PICKED' | 'PACKED'): Promise<number[]> =>
  (await db.shipment.findMany({ where: { state }, select: { id: true } })).map(({ id }) => id)

async function happen(house: House, event: Happening): Promise<void> {
  const { crew, cast } = house
  switch (event.kind) {
    case 'receive': {
      const [skuId, locationId] = [house.skus[event.sku]!.id, house.places[event.shelf]!]
      const entry = { skuId, locationId, quantity: event.quantity, reason: 'RECEIPT' as const }
      await deed(house.act(program), (act) => post(act, { noun: 'test', subjectId: 1 }, [entry]))
      return house.put(locationId, skuId, event.quantity)
    }
    case 'order': {
      const lines = event.quantities.flatMap((quantity, i) =>
        quantity > 0 ? [{ code: house.skus[i]!.code, quantity }] : [],
      )
      if (lines.length === 0) return
      await order(lines, { shopId: cast.shopId })
      await planShipments(house.act(program))
      return
    }
    case 'pick': {
      const ids = await inState('READY')
      if (ids.length === 0) return
      const { wave } = await releaseWave(house.act(crew.lead), ids, null)
      await finishPicking(house.act(crew.clerk), await db.wave.findUniqueOrThrow({ where: { id: wave.id } }))
      const fetched = await house.allocations(
        await inState('PICKED').then((all) => all.filter((id) => ids.includes(id))),
      )
      for (const { locationId, skuId, quantity } of fetched) {
        // What was lost turns up where somebody must have it; he couldn't have fetched it otherwise.
        const missing = Math.max(0, quantity - house.lying(locationId, skuId))
        house.put(locationId, skuId, missing - quantity)
      }
      return
    }
    case 'pack': {
      const [id] = await inState('PICKED')
      if (id === undefined) return
      await checkAll(house.act(crew.clerk), id)
      const label = { trackingNumber: `YT${8800000000000 + id}`, carrier: '圆通速递' }
      await packShipment(house.act(crew.clerk), await parcel(id), label)
      return
    }
    case 'hand over': {
      const ids = await inState('PACKED')
      if (ids.length > 0) await handOverShipments(house.act(crew.clerk), ids, '圆通速递')
      return
    }
    case 'lose':
    case 'find': {
      const [skuId, place] = [house.skus[event.sku]!.id, house.places[event.shelf]!]
      if (event.kind === 'find') house.put(place, skuId, 1)
      else if ((await house.loose(place, skuId)) > 0) house.put(place, skuId, -1)
      return
    }
    case 'count':
      return count(house, house.places[event.shelf]!)
    case 'next month':
      return nextMonth(house)
  }
}

async function count(house: House, place: number): Promise<void> {
  const { crew, second } = house
  const { code } = await db.location.findUniqueOrThrow({ where: { id: place } })
  const due = addDays(dayOf(house.now), 1)
  const { id } = await planCount(house.act(crew.lead), plan({ scope: 'LOCATIONS', locations: [code], due }))
  for (const clerk of [crew.clerk, second]) {
    if ((await countRow(id)).state !== 'COUNTING') break
    const { round } = await beginTurn(house.act(clerk), place)
    const asked = await db.countLine.findMany({ where: { place: { countId: id }, recount: true } })
    for (const { id: skuId } of house.skus) {
      const found = house.lying(place, skuId)
      const wanted = round === 1 || asked.some((line) => line.skuId === skuId)
      if (wanted && found > 0) await tally(house.act(clerk), place, skuId, found)
    }
    await finishTurn(house.act(clerk), place)
  }
  const counted = await countRow(id)
  const { rows } = await linesOf(counted, 'undecided')
  if (rows.length > 0) {
    const judgements = rows.map((row) => ({
      lineId: row.id,
      verdict: 'ACCEPTED' as const,
      cause: 'UNKNOWN' as const,
    }))
    await reviewLines(house.act(crew.lead), counted, judgements)
  }
  const carts = new Map<number, Awaited<ReturnType<House['allocations']>>>()
  for (const parcelId of await inState('PICKED')) carts.set(parcelId, await house.allocations([parcelId]))
  await moveCount(house.act(crew.lead), await countRow(id), 'post', null)
  // Whose promise gave way puts back what he had on the cart.
  const still = await inState('PICKED')
  for (const [parcelId, fetched] of carts) {
    if (still.includes(parcelId)) continue
    for (const { locationId, skuId, quantity } of fetched) house.put(locationId, skuId, quantity)
  }
  await expectTrue(house, place)
}

/** After a count, the book less what is on carts is what lies there. */
async function expectTrue(house: House, place: number): Promise<void> {
  const picked = await house.allocations(await inState('PICKED'))
  for (const { id: skuId } of house.skus) {
    const balance = await db.stockBalance.findUnique({
      where: { skuId_locationId: { skuId, locationId: place } },
    })
    const onCarts = picked.filter((one) => one.locationId === place && one.skuId === skuId)
    const fetched = onCarts.reduce((sum, { quantity }) => sum + quantity, 0)
    expect((balance?.quantity ?? 0) - fetched).toBe(house.lying(place, skuId))
  }
}

/** A month goes by; all that are over are closed. */
async function nextMonth(house: House): Promise<void> {
  house.now = plus(house.now, 31 * DAY_MS)
  setClock(() => house.now)
  await beginMonths(house.act(program))
  const open = await db.stockMonth.findMany({ where: { state: 'OPEN' }, orderBy: { month: 'asc' } })
  for (const { id } of open) {
    await moveMonth(house.act(house.crew.lead), await getMonth(house.crew.lead.actor, id), 'close', null)
  }
}

afterEach(() => setClock())

describe('whatever happens between counts', () => {
  it(
    'a count makes the book true, the ledger proves, and closed months add up',
    { timeout: 240_000 },
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(happening, { minLength: 6, maxLength: 18 }), async (events) => {
          const house = await House.build()
          setClock(() => house.now)
          for (const event of events) {
            await happen(house, event).catch((error: unknown) => {
              if (!(error instanceof OutOfStock)) throw error
            })
          }
          for (const place of house.places) await count(house, place)
          await nextMonth(house)
          expect(await proof()).toEqual([])
          await expectMonthsAddUp()
        }),
        {
          numRuns: 10,
          // A piece is lost before somebody orders all that the book knows of.
          examples: [
            [
              [
                { kind: 'receive', sku: 0, shelf: 1, quantity: 3 },
                { kind: 'lose', sku: 0, shelf: 1 },
                { kind: 'order', quantities: [3, 0] },
                { kind: 'pick' },
              ],
            ],
          ],
        },
      )
    },
  )
})
