import { beforeAll, describe, expect, it } from 'vitest'
import { system } from '../../../../src/actor.ts'
import { outOfStockRate, stockTurnover } from '../../../../src/features/warehouse/stock-figures/measures.ts'
import { planShipments } from '../../../../src/features/warehouse/shipments/actions.ts'
import { post } from '../../../../src/features/warehouse/stock/ledger.ts'
import type { MovementReason } from '../../../../src/generated/prisma/enums.ts'
import { DAY_MS, moment, now, plus } from '../../../../src/lib/dates.ts'
import { deed } from '../../../../src/work/act.ts'
import { evidenceOf, measure } from '../../../../src/work/measures.ts'
import type { Cast } from '../../../setup/cast.ts'
import { castIn } from '../../../setup/cast.ts'
import { location, sku } from '../../../setup/goods.ts'
import { order } from '../../../setup/orders.ts'

let cast: Cast
let shelf: { id: number }
let apart: { id: number }
let papers = 0

beforeAll(async () => {
  cast = await castIn()
  shelf = await location('STORAGE', 'A-01')
  apart = await location('QUARANTINE', 'Q-01')
})

const move = (
  skuId: number,
  day: string,
  quantity: number,
  reason: MovementReason,
  at = shelf.id,
): Promise<unknown> =>
  deed({ actor: system('test'), at: moment(day, 10 * 60) }, (act) =>
    post(act, { noun: 'warehouse/receipts', subjectId: (papers += 1) }, [
      { skuId, locationId: at, quantity, reason },
    ]),
  )

describe('the turnover of stock', () => {
  it('is what left in the period by what lay here on its evenings, quarantine left out', async () => {
    const goods = await sku()
    await move(goods.id, '2026-10-01', 40, 'RECEIPT')
    await move(goods.id, '2026-10-01', 5, 'RECEIPT', apart.id)
    await move(goods.id, '2026-10-03', -20, 'HAND_OVER')
    await move(goods.id, '2026-10-06', -10, 'HAND_OVER')
    // Evenings of the 2nd to the 5th: 40, 20, 20, 20.
    const period = { from: moment('2026-10-02'), to: moment('2026-10-06') }
    expect(await measure(stockTurnover, period)).toEqual([{ subject: 0, numerator: 20, denominator: 25 }])
    expect(await evidenceOf(stockTurnover, 0, period)).toMatchObject([
      { noun: 'warehouse/stock', subjectId: goods.id },
    ])
  })

  it('has nothing to divide by while nothing lies here', async () => {
    const period = { from: moment('2026-09-01'), to: moment('2026-09-03') }
    expect(await measure(stockTurnover, period)).toMatchObject([{ numerator: 0, denominator: 0 }])
  })
})

describe('the out-of-stock rate', () => {
  it('is the share of a shop’s parcels for which goods were missing, each with its page', async () => {
    const [there, missing] = [await sku(), await sku()]
    await move(there.id, '2026-10-01', 5, 'RECEIPT')
    for (const { code } of [there, there, missing]) await order(cast.shopId, { codes: [code] })
    await planShipments({ actor: system('shipping'), at: now() })
    const period = { from: plus(now(), -DAY_MS), to: plus(now(), DAY_MS) }
    const [row] = await measure(outOfStockRate, period)
    expect(row).toMatchObject({ subject: cast.shopId, numerator: 1, denominator: 3 })
    expect(await evidenceOf(outOfStockRate, cast.shopId, period)).toHaveLength(1)
  })
})
