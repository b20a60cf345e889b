import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { system } from '../../../../../src/actor.ts'
import { db } from '../../../../../src/database/client.ts'
import type { Entry } from '../../../../../src/features/warehouse/stock/ledger.ts'
import {
  OutOfStock,
  allocate,
  consume,
  moveAllocated,
  post,
  prove,
  release,
  reserve,
  takeAway,
  transfer,
} from '../../../../../src/features/warehouse/stock/ledger.ts'
import { now } from '../../../../../src/lib/dates.ts'
import type { OpenAct } from '../../../../../src/work/act.ts'
import { deed } from '../../../../../src/work/act.ts'
import { freshDatabase } from '../../../../setup/database.ts'
import { location, shipment, shop, sku } from '../../../../setup/goods.ts'

const paper = { noun: 'warehouse/shipments', subjectId: 1 }
const act = <T>(work: (act: OpenAct) => Promise<T>): Promise<T> =>
  deed({ actor: system('test'), at: now() }, work)

let skus: number[]
let places: number[]
let packed: number
let shopId: number

async function begin(): Promise<void> {
  await freshDatabase()
  skus = [(await sku()).id, (await sku()).id]
  places = [(await location()).id, (await location()).id, (await location('QUARANTINE')).id]
  packed = (await location('PACKED')).id
  shopId = (await shop()).id
}

beforeEach(begin)

const pieces = fc.integer({ min: 1, max: 6 })
const one = fc.nat(1)
const place = fc.nat(2)
/** What may happen to goods; parcels are named by how many came before them. */
const happening = fc.oneof(
  fc.record({ kind: fc.constant('put'), sku: one, at: place, quantity: pieces }),
  fc.record({ kind: fc.constant('take'), sku: one, at: place, quantity: pieces }),
  fc.record({ kind: fc.constant('move'), sku: one, at: place, to: place, quantity: pieces }),
  fc.record({ kind: fc.constant('take away'), sku: one, at: place, to: place, quantity: pieces }),
  fc.record({ kind: fc.constant('reserve'), quantities: fc.tuple(fc.nat(4), fc.nat(4)) }),
  fc.record({ kind: fc.constant('release'), parcel: fc.nat(9) }),
  fc.record({ kind: fc.constant('allocate'), parcel: fc.nat(9) }),
  fc.record({ kind: fc.constant('pack'), parcel: fc.nat(9) }),
  fc.record({ kind: fc.constant('hand over'), parcel: fc.nat(9) }),
)
type Happening = typeof happening extends fc.Arbitrary<infer T> ? T : never

interface Parcel {
  id: number
  state: 'reserved' | 'allocated' | 'packed' | 'gone'
  lines: { shipmentLineId: number; skuId: number; quantity: number }[]
}

/** Does what happens, as the warehouse would; a refusal by the ledger undoes the deed and nothing else. */
async function happen(parcels: Parcel[], event: Happening): Promise<void> {
  await act(async (act) => {
    if ('parcel' in event) {
      const parcel = parcels[event.parcel]
      if (!parcel) return
      const ids = parcel.lines.map(({ shipmentLineId }) => shipmentLineId)
      if (event.kind === 'release' && parcel.state !== 'packed' && parcel.state !== 'gone') {
        await release(act, ids)
        parcel.state = 'gone'
      }
      if (event.kind === 'allocate' && parcel.state === 'reserved') {
        const { short } = await allocate(act, parcel.lines)
        expect(short).toEqual([])
        parcel.state = 'allocated'
      }
      if (event.kind === 'pack' && parcel.state === 'allocated') {
        await moveAllocated(act, paper, ids, packed, 'PACK')
        await act.tx.shipment.update({
          where: { id: parcel.id },
          data: { state: 'PACKED', packedAt: act.at },
        })
        parcel.state = 'packed'
      }
      if (event.kind === 'hand over' && parcel.state === 'packed') {
        const leaving = await consume(act, ids)
        expect(leaving.length).toBe(ids.length)
        await post(
          act,
          paper,
          leaving.map(({ skuId, quantity }): Entry => ({
            skuId,
            locationId: packed,
            quantity: -quantity,
            reason: 'HAND_OVER',
          })),
        )
        parcel.state = 'gone'
      }
    } else if ('quantities' in event) {
      const wants = event.quantities.flatMap((quantity, i) =>
        quantity > 0 ? [{ skuId: skus[i] as number, quantity }] : [],
      )
      if (wants.length === 0) return
      const { id, lineIds } = await shipment(wants, { shopId })
      const lines = wants.map((want, i) => ({ ...want, shipmentLineId: lineIds[i] as number }))
      const { reserved } = await reserve(
        act,
        lines.map((line) => ({ ...line, group: id })),
      )
      if (reserved.length > 0) parcels.push({ id, lines, state: 'reserved' })
    } else {
      const [skuId, locationId] = [skus[event.sku] as number, places[event.at] as number]
      const entry: Entry = { skuId, locationId, quantity: event.quantity, reason: 'TRANSFER' }
      if (event.kind === 'put') await post(act, paper, [entry])
      else if ('to' in event) {
        const both = transfer(skuId, locationId, places[event.to] as number, event.quantity, 'TRANSFER')
        if (event.kind === 'move') await post(act, paper, both)
        else {
          const { released } = await takeAway(act, paper, both)
          for (const parcel of parcels) {
            if (!parcel.lines.some(({ shipmentLineId }) => released.includes(shipmentLineId))) continue
            expect(parcel.state).not.toBe('packed')
            await release(
              act,
              parcel.lines.map(({ shipmentLineId }) => shipmentLineId),
            )
            parcel.state = 'gone'
          }
        }
      } else await post(act, paper, [{ ...entry, quantity: -event.quantity }])
    }
  }).catch((error: unknown) => {
    if (!(error instanceof OutOfStock)) throw error
  })
}

describe('whatever happens to goods', () => {
  it('sums equal balances and nothing is promised twice', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(happening, { minLength: 5, maxLength: 40 }), async (events) => {
        await begin()
        const parcels: Parcel[] = []
        for (const event of events) await happen(parcels, event)
        expect(await prove(db)).toEqual([])
      }),
      { numRuns: 60 },
    )
  })
})

describe('many at once', () => {
  it('200 who each want one of 10 pieces: exactly 10 get it', { timeout: 60_000 }, async () => {
    const [skuId] = skus as [number]
    await act((act) =>
      post(act, paper, [{ skuId, locationId: places[0] as number, quantity: 10, reason: 'RECEIPT' }]),
    )
    const { lineIds } = await shipment(
      Array.from({ length: 200 }, () => ({ skuId, quantity: 1 })),
      { shopId },
    )
    const results = await Promise.all(
      lineIds.map((shipmentLineId) =>
        act((act) => reserve(act, [{ group: shipmentLineId, shipmentLineId, skuId, quantity: 1 }])),
      ),
    )
    expect(results.filter(({ reserved }) => reserved.length === 1)).toHaveLength(10)
    expect(await prove(db)).toEqual([])
  })

  it(
    '200 who each take one of 10 pieces: exactly 10 take it, the others are told',
    { timeout: 60_000 },
    async () => {
      const [skuId, locationId] = [skus[0] as number, places[0] as number]
      await act((act) => post(act, paper, [{ skuId, locationId, quantity: 10, reason: 'RECEIPT' }]))
      const results = await Promise.allSettled(
        Array.from({ length: 200 }, () =>
          act((act) => post(act, paper, [{ skuId, locationId, quantity: -1, reason: 'WRITE_OFF' }])),
        ),
      )
      const refused = results.filter((result) => result.status === 'rejected')
      expect(refused).toHaveLength(190)
      for (const { reason } of refused) expect(reason).toBeInstanceOf(OutOfStock)
      expect(await prove(db)).toEqual([])
    },
  )

  it('those who name the same places in opposite orders do not wait for each other for ever', async () => {
    const entries = skus.flatMap((skuId) =>
      places.map((locationId): Entry => ({ skuId, locationId, quantity: 1, reason: 'RECEIPT' })),
    )
    await Promise.all(
      Array.from({ length: 30 }, (_, i) =>
        act((act) => post(act, paper, i % 2 ? entries : entries.toReversed())),
      ),
    )
    const back = entries.map((entry) => ({ ...entry, quantity: -1 }))
    await Promise.all(
      Array.from({ length: 30 }, (_, i) =>
        act((act) =>
          i % 3
            ? post(act, paper, i % 2 ? back : back.toReversed())
            : takeAway(act, paper, back).then(() => undefined),
        ),
      ),
    )
    expect(await db.stockLevel.findMany({ select: { onHand: true, quarantined: true } })).toEqual([
      { onHand: 0, quarantined: 0 },
      { onHand: 0, quarantined: 0 },
    ])
    expect(await prove(db)).toEqual([])
  })
})
