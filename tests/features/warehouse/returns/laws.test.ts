import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { db } from '../../../../src/database/client.ts'
import { decideQuarantine } from '../../../../src/features/warehouse/quarantines/actions.ts'
import {
  arrive,
  followRefunds,
  judgePieces,
  moveReturn,
  returnBehindCode,
  returnOrder,
  returnParcel,
  settleReturn,
  takeBack,
} from '../../../../src/features/warehouse/returns/actions.ts'
import { handOverShipments, planShipments } from '../../../../src/features/warehouse/shipments/actions.ts'
import type { Return, ReturnState, ReturnVerdict } from '../../../../src/generated/prisma/client.ts'
import type { Cast } from '../../../setup/cast.ts'
import { order, program, stocked } from '../../../setup/parcels.ts'
import { refund } from '../../../setup/returns.ts'
import type { Crew } from '../shipments/flow.ts'
import { freshCrew } from '../fresh-crew.ts'
import { packed, proof } from '../shipments/flow.ts'

/**
 * Whatever comes back in whatever order, several at once and beside parcels that leave: the ledger's proof holds, no more
 * is expected or counted as come back than was sent, and goods enter the ledger once.
 */
let cast: Cast
let crew: Crew
let goods: { id: number; code: string; locationId: number }[]

async function begin(): Promise<void> {
  ;({ cast, crew } = await freshCrew())
  goods = [await stocked(20), await stocked(20)]
  await send(0)
  await send(1)
}

beforeAll(begin)

/** One or two orders in a parcel that is sent at once. Parcels that others plan meanwhile stay where they are. */
async function send(pick: number): Promise<void> {
  const lines = goods.map(({ code }, i) => ({ code, quantity: 1 + ((pick + i) % 2) }))
  for (let left = pick % 3; left >= 0; left -= 2)
    await order(lines, { shopId: cast.shopId, joinHash: `buyer-${pick}` })
  const rows = await packed(crew)
  await handOverShipments(
    crew.clerk,
    rows.map(({ id }) => id),
    '圆通速递',
  )
}

async function some(pick: number, ...states: ReturnState[]): Promise<Return | undefined> {
  const rows = await db.return.findMany({ where: { state: { in: states } }, orderBy: { id: 'asc' } })
  return rows[pick % Math.max(rows.length, 1)]
}

const verdicts = ['GOOD', 'DEFECTIVE', 'SURPLUS', 'WRONG'] as const satisfies ReturnVerdict[]

type Deed = (pick: number) => Promise<unknown>

const deeds: Record<string, Deed> = {
  send,
  refund: async (pick) => {
    const rows = await db.order.findMany({ include: { lines: true }, orderBy: { id: 'asc' } })
    const one = rows[pick % rows.length]
    if (!one) return
    await refund(one, cast.shopId, pick % 2 === 0 ? {} : { lineId: one.lines[0]?.id ?? null })
    return followRefunds(program, cast.shopId)
  },
  close: async (pick) => {
    const rows = await db.refund.findMany({ orderBy: { id: 'asc' } })
    const one = rows[pick % Math.max(rows.length, 1)]
    if (one) await db.refund.update({ where: { id: one.id }, data: { status: 'CLOSED' } })
    return followRefunds(program, cast.shopId)
  },
  agree: async (pick) => {
    const rows = await db.refund.findMany({ where: { status: 'CLOSED' }, orderBy: { id: 'asc' } })
    const one = rows[pick % Math.max(rows.length, 1)]
    if (one) await db.refund.update({ where: { id: one.id }, data: { status: 'AGREED' } })
    return followRefunds(program, cast.shopId)
  },
  refuse: async (pick) => {
    const rows = await db.shipment.findMany({ where: { state: 'SHIPPED' }, orderBy: { id: 'asc' } })
    const one = rows[pick % Math.max(rows.length, 1)]
    return one && returnParcel(crew.clerk, one.id)
  },
  bring: async (pick) => {
    const rows = await db.order.findMany({ orderBy: { id: 'asc' } })
    const one = rows[pick % Math.max(rows.length, 1)]
    return one && returnOrder(crew.clerk, one.id)
  },
  arrive: async (pick) => {
    const one = await some(pick, 'EXPECTED')
    return one && arrive(crew.clerk, one)
  },
  receive: async (pick) => {
    const rows = await db.order.findMany({ orderBy: { id: 'asc' } })
    const one = rows[pick % Math.max(rows.length, 1)]
    return one && returnBehindCode(crew.clerk, one.platformOrderId, '又来一个包裹')
  },
  withdraw: async (pick) => {
    const one = await some(pick, 'ARRIVED')
    return one && moveReturn(crew.clerk, one, 'withdraw-arrival', '扫错了')
  },
  judge: async (pick) => {
    const one = await some(pick, 'ARRIVED')
    const verdict = verdicts[pick % verdicts.length]!
    const said = { skuId: goods[pick % goods.length]!.id, quantity: 1 + (pick % 2), locationId: null }
    return one && judgePieces(crew.clerk, one, { ...said, verdict, reason: '破损' })
  },
  takeBack: async (pick) => {
    const one = await some(pick, 'ARRIVED')
    return one && takeBack(crew.clerk, one)
  },
  settle: async (pick) => {
    const one = await some(pick, 'ARRIVED')
    return one && settleReturn(crew.clerk, one, null)
  },
  decide: async (pick) => {
    const one = await db.quarantineCase.findFirst({ where: { state: 'OPEN' } })
    return one && decideQuarantine(crew.lead, one, pick % 2 === 0 ? 'restock' : 'return-to-supplier', '好的')
  },
  plan: async (pick) => {
    await order([{ code: goods[pick % goods.length]!.code, quantity: 1 }], { shopId: cast.shopId })
    return planShipments(program)
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
  expect(await proof()).toEqual([])
  const beyond = await db.$queryRaw<unknown[]>`
    SELECT r.order_id, l.sku_id FROM return_lines l JOIN returns r ON r.id = l.return_id AND r.state <> 'CANCELLED'
      AND r.order_id IS NOT NULL
      LEFT JOIN return_findings f ON f.return_id = r.id AND f.sku_id = l.sku_id AND f.verdict = 'MISSING'
    GROUP BY r.order_id, l.sku_id HAVING sum(l.quantity - coalesce(f.quantity, 0)) > (
      SELECT coalesce(sum(sl.quantity), 0) FROM order_lines ol JOIN shipment_lines sl ON sl.order_line_id = ol.id
        JOIN shipments s ON s.id = sl.shipment_id AND s.state = 'SHIPPED'
      WHERE ol.order_id = r.order_id AND sl.sku_id = l.sku_id)`
  expect(beyond, 'more is expected than was sent').toEqual([])
  const altogether = await db.$queryRaw<unknown[]>`
    SELECT l.sku_id FROM return_lines l JOIN returns r ON r.id = l.return_id AND r.state <> 'CANCELLED'
      LEFT JOIN return_findings f ON f.return_id = r.id AND f.sku_id = l.sku_id AND f.verdict = 'MISSING'
    GROUP BY l.sku_id HAVING sum(l.quantity - coalesce(f.quantity, 0)) > (
      SELECT coalesce(sum(sl.quantity), 0) FROM shipment_lines sl JOIN shipments s ON s.id = sl.shipment_id
        AND s.state = 'SHIPPED' WHERE sl.sku_id = l.sku_id)`
  expect(altogether, 'more comes back than was sent').toEqual([])
  const surplus = await db.$queryRaw<unknown[]>`
    SELECT f.return_id, f.sku_id FROM return_findings f JOIN return_lines l USING (return_id, sku_id)
    WHERE f.verdict IN ('GOOD', 'DEFECTIVE', 'MISSING')
    GROUP BY f.return_id, f.sku_id, l.quantity HAVING sum(f.quantity) > l.quantity`
  expect(surplus, 'more was counted than expected').toEqual([])
  const entered = await db.$queryRaw<{ moved: number; found: number }[]>`
    SELECT coalesce((SELECT sum(quantity) FROM stock_movements WHERE reason = 'RETURN'), 0)::int AS moved,
      coalesce((SELECT sum(f.quantity) FROM return_findings f JOIN returns r ON r.id = f.return_id
        WHERE r.state = 'SETTLED' AND f.verdict <> 'MISSING' AND f.sku_id IS NOT NULL), 0)::int AS found`
  expect(entered[0]?.moved, 'goods enter the ledger once').toBe(entered[0]?.found)
}

const step = fc.tuple(fc.constantFrom(...Object.keys(deeds)), fc.nat(20))
const beginning: [string, number][] = [
  ['refund', 0],
  ['arrive', 0],
  ['judge', 0],
]

describe('returns', () => {
  it('keep the laws of goods whatever comes back', async () => {
    await fc.assert(
      fc
        .asyncProperty(fc.array(step, { minLength: 8, maxLength: 20 }), async (steps) => {
          for (const [name, pick] of [...beginning, ...steps]) await tried(deeds[name]!, pick)
          await expectLaws()
        })
        .beforeEach(begin),
      { numRuns: 8 },
    )
  }, 180_000)

  it('keep them when several people act at once', async () => {
    await fc.assert(
      fc
        .asyncProperty(
          fc.array(fc.array(step, { minLength: 2, maxLength: 5 }), { minLength: 2, maxLength: 4 }),
          async (rounds) => {
            for (const [name, pick] of beginning) await tried(deeds[name]!, pick)
            for (const round of rounds)
              await Promise.all(round.map(([name, pick]) => tried(deeds[name]!, pick)))
            await expectLaws()
          },
        )
        .beforeEach(begin),
      { numRuns: 8 },
    )
  }, 180_000)
})
