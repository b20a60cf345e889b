import fc from 'fast-check'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { db } from '../../../../src/database/client.ts'
import { decideQuarantine, reportProblem } from '../../../../src/features/warehouse/quarantines/actions.ts'
import {
  applyOrderChanges,
  cancelShipment,
  handOverShipments,
  packShipment,
  pickShipment,
  planShipments,
  releaseWave,
  resumeShipment,
  retryOutOfStock,
  splitShipment,
  stopShipment,
  unpackShipment,
} from '../../../../src/features/warehouse/shipments/actions.ts'
import type { Shipment } from '../../../../src/features/warehouse/shipments/policy.ts'
import type { ShipmentState } from '../../../../src/generated/prisma/enums.ts'
import type { Cast } from '../../../setup/cast.ts'
import { order, program, putIn, stocked } from '../../../setup/parcels.ts'
import type { Crew } from './flow.ts'
import { freshCrew } from '../fresh-crew.ts'
import { checkAll, proof } from './flow.ts'

/**
 * Whatever people do in whatever order, several at once: the ledger's proof holds, nobody is sent anything twice, and
 * what is promised is exactly what live parcels hold.
 */
let cast: Cast
let crew: Crew
let goods: { id: number; code: string; locationId: number }[]
let serial = 0

async function begin(): Promise<void> {
  ;({ cast, crew } = await freshCrew())
  goods = [await stocked(6), await stocked(4), await stocked(0)]
}

beforeAll(begin)
beforeEach(begin)

/** The pick-th parcel in one of the states, if there's any. */
async function some(pick: number, ...states: ShipmentState[]): Promise<Shipment | undefined> {
  const rows = await db.shipment.findMany({ where: { state: { in: states } }, orderBy: { id: 'asc' } })
  return rows[pick % Math.max(rows.length, 1)]
}

type Deed = (pick: number) => Promise<unknown>

const deeds: Record<string, Deed> = {
  order: async (pick) => {
    const one = goods[pick % goods.length]!
    await order([{ code: one.code, quantity: 1 + (pick % 3) }], {
      shopId: cast.shopId,
      joinHash: pick % 2 === 0 ? `home ${pick % 4}` : null,
    })
    return planShipments(program)
  },
  arrive: async (pick) => {
    const one = goods[pick % goods.length]!
    await putIn(one.id, one.locationId, 1 + (pick % 2))
    return retryOutOfStock(program)
  },
  split: async (pick) => {
    const one = await some(pick, 'READY', 'OUT_OF_STOCK')
    const line = one && (await db.shipmentLine.findFirst({ where: { shipmentId: one.id } }))
    return one && line && splitShipment(crew.specialist, one, [{ lineId: line.id, quantity: 1 }])
  },
  release: async (pick) => {
    const one = await some(pick, 'READY')
    return one && releaseWave(crew.lead, [one.id], null)
  },
  pick: async (pick) => {
    const one = await some(pick, 'PICKING')
    return one && pickShipment(crew.clerk, one)
  },
  pack: async (pick) => {
    const one = await some(pick, 'PICKED')
    if (!one) return
    await checkAll(crew.clerk, one.id)
    await packShipment(crew.clerk, one, { trackingNumber: `YT${1e12 + (serial += 1)}`, carrier: '圆通速递' })
  },
  unpack: async (pick) => {
    const one = await some(pick, 'PACKED')
    return one && unpackShipment(crew.clerk, one, '重装')
  },
  stop: async (pick) => {
    const one = await some(pick, 'PICKING', 'PICKED', 'PACKED')
    return one && stopShipment(crew.specialist, one, '等买家确认')
  },
  resume: async (pick) => {
    const one = await some(pick, 'STOPPED')
    return one && resumeShipment(crew.specialist, one, null)
  },
  cancel: async (pick) => {
    const one = await some(pick, 'READY', 'OUT_OF_STOCK', 'STOPPED')
    return one && cancelShipment(crew.specialist, one, '取消')
  },
  refund: async (pick) => {
    const rows = await db.order.findMany({ select: { id: true } })
    const one = rows[pick % Math.max(rows.length, 1)]
    if (!one) return
    await db.orderLine.updateMany({ where: { orderId: one.id }, data: { refundStatus: 'APPLIED' } })
    await applyOrderChanges(program, [{ orderId: one.id, kinds: ['REFUND'] }])
  },
  breakOne: async (pick) => {
    const { id: skuId, locationId } = goods[pick % goods.length]!
    return reportProblem(crew.clerk, { skuId, locationId, quantity: 1, reason: '破损' })
  },
  mend: async () => {
    const one = await db.quarantineCase.findFirst({ where: { state: 'OPEN' } })
    return one && decideQuarantine(crew.lead, one, 'restock', null)
  },
  handOver: async (pick) => {
    const one = await some(pick, 'PACKED')
    return one && handOverShipments(crew.clerk, [one.id], '圆通速递')
  },
}

/** Refusals are answers; anything else, a deadlock above all, is a mistake. */
async function tried(deed: Deed, pick: number): Promise<void> {
  await deed(pick).catch((error: unknown) => {
    const { status } = error as { status?: number }
    if (status !== 409 && status !== 422) throw error
  })
}

async function expectLaws(): Promise<void> {
  const history = await db.historyEntry.findMany({
    where: { noun: 'warehouse/shipments' },
    distinct: ['deed'],
    select: { deed: true },
  })
  for (const { deed } of history) done.add(deed)
  expect(await proof()).toEqual([])
  const twice = await db.$queryRaw<unknown[]>`
    SELECT l.order_line_id FROM shipment_lines l JOIN shipments s ON s.id = l.shipment_id AND s.state <> 'CANCELLED'
      JOIN order_lines ol ON ol.id = l.order_line_id
    GROUP BY l.order_line_id, ol.quantity HAVING sum(l.quantity) > ol.quantity`
  expect(twice, 'planned more than was ordered').toEqual([])
  const unpromised = await db.$queryRaw<unknown[]>`
    SELECT s.id, s.state, l.id AS line FROM shipments s JOIN shipment_lines l ON l.shipment_id = s.id
      LEFT JOIN reservations r ON r.shipment_line_id = l.id AND r.ended_at IS NULL
    WHERE s.state IN ('READY', 'PICKING', 'PICKED', 'PACKED') AND coalesce(r.quantity, 0) <> l.quantity
      OR s.state IN ('OUT_OF_STOCK', 'SHIPPED', 'CANCELLED') AND r.id IS NOT NULL`
  expect(unpromised, 'promises of live parcels').toEqual([])
  const unplaced = await db.$queryRaw<unknown[]>`
    SELECT s.id, s.state FROM shipments s JOIN shipment_lines l ON l.shipment_id = s.id
    WHERE (s.state IN ('PICKING', 'PICKED')) <> (coalesce((SELECT sum(a.quantity) FROM pick_allocations a
      WHERE a.shipment_line_id = l.id), 0) = l.quantity) AND s.state <> 'STOPPED'`
  expect(unplaced, 'pick lists of parcels in the warehouse').toEqual([])
  const waves = await db.$queryRaw<unknown[]>`
    SELECT w.id FROM waves w WHERE (w.state = 'PICKING') <> EXISTS (SELECT 1 FROM shipments s WHERE s.wave_id = w.id
      AND (s.state = 'PICKING' OR s.state = 'STOPPED' AND s.picked_at IS NULL))`
  expect(waves, 'waves end with their last parcel').toEqual([])
}

const step = fc.tuple(fc.constantFrom(...Object.keys(deeds)), fc.nat(20))
/** A parcel in every state that most deeds begin in. */
const beginning: [string, number][] = [
  ...[0, 1, 4, 3, 7, 9].map((pick): [string, number] => ['order', pick]),
  ...['release', 'pick', 'pack', 'release', 'pick', 'pack', 'release', 'pick', 'release'].map(
    (name): [string, number] => [name, 0],
  ),
]

/** What was done to parcels in all runs, so that the laws aren't kept by idleness. */
const done = new Set<string>()

describe('parcels', () => {
  it('keep the laws of goods whatever is done with them', async () => {
    await fc.assert(
      fc
        .asyncProperty(fc.array(step, { minLength: 8, maxLength: 25 }), async (steps) => {
          for (const [name, pick] of [...beginning, ...steps]) await tried(deeds[name]!, pick)
          await expectLaws()
        })
        .beforeEach(begin),
      { numRuns: 12 },
    )
  }, 180_000)

  it('keep them when several people act at once', async () => {
    await fc.assert(
      fc
        .asyncProperty(
          fc.array(fc.array(step, { minLength: 2, maxLength: 6 }), { minLength: 3, maxLength: 6 }),
          async (rounds) => {
            for (const [name, pick] of beginning) await tried(deeds[name]!, pick)
            for (const round of rounds)
              await Promise.all(round.map(([name, pick]) => tried(deeds[name]!, pick)))
            await expectLaws()
          },
        )
        .beforeEach(begin),
      { numRuns: 12 },
    )
  }, 180_000)

  it('went through every deed on the way', () => {
    const busy = [
      'plan',
      'release',
      'finish-picking',
      'pack',
      'unpack',
      'hand-over',
      'run-out',
      'stop',
      'cancel',
    ]
    expect([...done]).toEqual(expect.arrayContaining(busy))
  })
})
