import { beforeAll, describe, expect, it } from 'vitest'
import type { PersonActor } from '../../../../src/actor.ts'
import type { ExceptionFilter } from '../../../../src/features/warehouse/pickup-exceptions/queries.ts'
import {
  countParts,
  exceptionTypes,
  exceptionsOfOrder,
  getException,
  listExceptions,
} from '../../../../src/features/warehouse/pickup-exceptions/queries.ts'
import { planShipments } from '../../../../src/features/warehouse/shipments/actions.ts'
import { HOUR_MS, plus } from '../../../../src/lib/dates.ts'
import type { Cast } from '../../../setup/cast.ts'
import { actor, castIn } from '../../../setup/cast.ts'
import { NOW, order, pickupException, program, stocked, warehouse } from '../../../setup/parcels.ts'
import { parcels } from '../shipments/flow.ts'

let cast: Cast
let specialist: PersonActor
let stranger: PersonActor
let orderId: number
const ids: Record<string, number> = {}

beforeAll(async () => {
  cast = await castIn()
  ;[specialist, stranger] = [await actor(cast, 'operations-specialist'), await actor(cast, 'stranger')]
  await warehouse()
  const coat = await stocked(9)
  const known = await order([{ code: coat.code, quantity: 1 }], { shopId: cast.shopId })
  orderId = known.id
  await planShipments(program)
  const make = async (name: string, parts: Parameters<typeof pickupException>[1], shopId = cast.shopId) => {
    ids[name] = (await pickupException(shopId, parts)).id
  }
  await make('later', { pickupDueAt: plus(NOW, 9 * HOUR_MS), platformOrderId: known.platformOrderId })
  await make('undated', { pickupDueAt: null, exceptionType: '发货-揽收(24h)' })
  await make('sooner', { pickupDueAt: plus(NOW, HOUR_MS), trackingNumber: 'YT8800000000001' })
  await make('done', { state: 'RESOLVED' })
  await make('elsewhere', {}, cast.otherShopId)
})

const found = async (filter: Partial<ExceptionFilter>, who = specialist): Promise<(string | undefined)[]> => {
  const { rows } = await listExceptions(who, { part: 'open', ...filter })
  return rows.map(({ id }) => Object.keys(ids).find((name) => ids[name] === id))
}

describe('the list of exceptions', () => {
  it('has the most urgent first, those without a time last, and nothing of other shops', async () => {
    expect(await found({})).toEqual(['sooner', 'later', 'undated'])
    expect(await found({ part: 'resolved' })).toEqual(['done'])
    expect(await found({}, stranger)).toEqual(['elsewhere'])
    expect(await countParts(specialist)).toEqual({ open: 3, resolved: 1 })
  })

  it('is paged by its order', async () => {
    const first = await listExceptions(specialist, { part: 'open' }, undefined, 2)
    const second = await listExceptions(specialist, { part: 'open' }, first.next ?? undefined, 2)
    expect(second.rows.map(({ id }) => id)).toEqual([ids['undated']])
    const back = await listExceptions(specialist, { part: 'open' }, second.previous ?? undefined, 2)
    expect(back.rows).toEqual(first.rows)
  })

  it('is narrowed down by type, shop, and whole numbers', async () => {
    expect(await exceptionTypes()).toEqual(expect.arrayContaining(['发货-揽收(24h)', '支付-揽收(48h)']))
    expect(await found({ type: '发货-揽收(24h)' })).toEqual(['undated'])
    expect(await found({ search: 'YT8800000000001' })).toEqual(['sooner'])
    expect(await found({ shopId: cast.otherShopId })).toEqual([])
  })
})

describe('an exception', () => {
  it('knows its order and parcel by the numbers', async () => {
    const [parcel] = await parcels()
    const row = await getException(specialist, ids['later'] as number)
    expect(row).toMatchObject({ orderId, shipmentId: parcel!.id, shipmentState: 'READY' })
    expect((await exceptionsOfOrder(specialist, orderId)).map(({ id }) => id)).toEqual([ids['later']])
    expect(await getException(specialist, ids['sooner'] as number)).toMatchObject({
      orderId: null,
      shipmentId: null,
    })
    await expect(getException(stranger, ids['later'] as number)).rejects.toMatchObject({ status: 404 })
  })
})
