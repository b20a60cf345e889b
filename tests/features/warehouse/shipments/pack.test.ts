import { beforeEach, describe, expect, it } from 'vitest'
import { db } from '../../../../src/database/client.ts'
import {
  cancelShipment,
  checkPiece,
  handOverShipments,
  leaveWave,
  packShipment,
  planShipments,
  releaseWave,
  resumeShipment,
  stopShipment,
  uncheckPiece,
  unpackShipment,
} from '../../../../src/features/warehouse/shipments/actions.ts'
import type { Cast } from '../../../setup/cast.ts'
import { actor, castIn } from '../../../setup/cast.ts'
import { freshDatabase } from '../../../setup/database.ts'
import { location } from '../../../setup/goods.ts'
import { NOW, order, program, putIn, stocked, warehouse } from '../../../setup/parcels.ts'
import type { Crew } from './flow.ts'
import {
  checkAll,
  crewOf,
  level,
  openItems,
  packOne,
  packed,
  parcel,
  parcels,
  picked,
  proof,
} from './flow.ts'

let cast: Cast
let crew: Crew
let places: { packed: number; quarantine: number }
const YT = (n: number): string => `YT${8800000000000 + n}`

beforeEach(async () => {
  await freshDatabase()
  cast = await castIn()
  places = await warehouse()
  crew = await crewOf(cast)
})

const balance = (skuId: number, locationId: number) =>
  db.stockBalance.findUnique({ where: { skuId_locationId: { skuId, locationId } } })

describe('a wave', () => {
  it('promises goods at locations and sends the parcels to the warehouse', async () => {
    const coat = await stocked(5)
    for (const quantity of [1, 2]) await order([{ code: coat.code, quantity }], { shopId: cast.shopId })
    await planShipments(program)
    const [a, b] = await parcels()
    const { wave, released, refused } = await releaseWave(crew.lead, [a!.id, b!.id], '易碎')
    expect([wave.number, released, refused]).toEqual(['BC20261123-0001', [a!.id, b!.id], []])
    expect((await parcels()).map(({ state, waveId }) => [state, waveId])).toEqual([
      ['PICKING', wave.id],
      ['PICKING', wave.id],
    ])
    expect(await balance(coat.id, coat.locationId)).toMatchObject({ quantity: 5, allocated: 3 })
    expect(await db.workItem.findMany({ where: { closedAt: null } })).toMatchObject([
      { noun: 'warehouse/waves', subjectId: wave.id, kind: 'PICKING', duty: 'WAREHOUSE_CLERK' },
    ])
  })

  it('takes each parcel once when two are released at the same time', async () => {
    const coat = await stocked(20)
    for (let i = 0; i < 8; i += 1) await order([{ code: coat.code, quantity: 1 }], { shopId: cast.shopId })
    await planShipments(program)
    const ids = (await parcels()).map(({ id }) => id)
    const all = await Promise.allSettled(
      [ids, ids.toReversed(), ids].map((some) => releaseWave(crew.lead, some, null)),
    )
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await db.wave.count()).toBe(1)
    expect(await balance(coat.id, coat.locationId)).toMatchObject({ allocated: 8 })
  })

  it('is released by a lead of the shop only', async () => {
    const coat = await stocked(5)
    await order([{ code: coat.code, quantity: 1 }], { shopId: cast.shopId })
    await planShipments(program)
    const [one] = await parcels()
    await expect(releaseWave(crew.clerk, [one!.id], null)).rejects.toMatchObject({ status: 422 })
    await expect(releaseWave(crew.specialist, [one!.id], null)).rejects.toMatchObject({ status: 422 })
    expect((await parcel(one!.id)).state).toBe('READY')
  })

  it('ends with its last parcel, as picked or as cancelled', async () => {
    const coat = await stocked(5)
    for (const quantity of [1, 1]) await order([{ code: coat.code, quantity }], { shopId: cast.shopId })
    const [a, b] = await picked(crew)
    expect(await db.wave.findMany()).toMatchObject([{ state: 'PICKED' }])
    expect([a?.state, b?.state]).toEqual(['PICKED', 'PICKED'])
    await order([{ code: coat.code, quantity: 1 }], { shopId: cast.shopId })
    await planShipments(program)
    const [third] = await db.shipment.findMany({ where: { state: 'READY' } })
    const { wave } = await releaseWave(crew.lead, [third!.id], null)
    await leaveWave(crew.lead, await parcel(third!.id), null)
    expect(await db.wave.findUnique({ where: { id: wave.id } })).toMatchObject({ state: 'CANCELLED' })
    expect(await parcel(third!.id)).toMatchObject({ state: 'READY', waveId: null })
    expect(await proof()).toEqual([])
  })
})

describe('the pack check', () => {
  it('takes what belongs into the parcel, and says what is wrong with everything else', async () => {
    const [coat, hat] = [await stocked(9), await stocked(9)]
    await order(
      [
        { code: coat.code, quantity: 2 },
        { code: coat.code, quantity: 1 },
      ],
      { shopId: cast.shopId },
    )
    const [one] = await picked(crew)
    const id = one!.id
    expect(await checkPiece(crew.clerk, id, hat.id, 1)).toMatchObject({
      ok: false,
      why: 'not-in-parcel',
      left: 3,
    })
    expect(await checkPiece(crew.clerk, id, coat.id, 4)).toMatchObject({ ok: false, why: 'surplus', left: 3 })
    expect(await uncheckPiece(crew.clerk, id, coat.id, 1)).toMatchObject({ ok: false, why: 'none-checked' })
    expect(await checkPiece(crew.clerk, id, coat.id, 1)).toMatchObject({ ok: true, left: 2 })
    expect(await checkPiece(crew.clerk, id, coat.id, 2)).toMatchObject({ ok: true, left: 0 })
    expect((await parcel(id)).lines.map(({ checked }) => checked)).toEqual([2, 1])
    expect(await checkPiece(crew.clerk, id, coat.id, 1)).toMatchObject({ ok: false, why: 'surplus' })
    expect(await uncheckPiece(crew.clerk, id, coat.id, 2)).toMatchObject({ ok: true, left: 2 })
    expect((await parcel(id)).lines.map(({ checked }) => checked)).toEqual([1, 0])
  })

  it('counts every scan of two packers exactly once', async () => {
    const coat = await stocked(9)
    await order([{ code: coat.code, quantity: 5 }], { shopId: cast.shopId })
    const [one] = await picked(crew)
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => checkPiece(crew.clerk, one!.id, coat.id, 1)),
    )
    expect(answers.filter(({ ok }) => ok)).toHaveLength(5)
    expect((await parcel(one!.id)).lines[0]?.checked).toBe(5)
  })

  it('says what became of a parcel that is no longer at the table', async () => {
    const coat = await stocked(9)
    await order([{ code: coat.code, quantity: 1 }], { shopId: cast.shopId })
    const [one] = await picked(crew)
    const stopped = await stopShipment(crew.specialist, one!, '买家要改地址')
    expect(await checkPiece(crew.clerk, one!.id, coat.id, 1)).toMatchObject({ ok: false, why: 'stopped' })
    await cancelShipment(crew.specialist, stopped, '退款')
    expect(await checkPiece(crew.clerk, one!.id, coat.id, 1)).toMatchObject({ ok: false, why: 'cancelled' })
  })
})

describe('packing', () => {
  it('binds the waybill and moves the goods to the packed location', async () => {
    const coat = await stocked(5)
    await order([{ code: coat.code, quantity: 2 }], { shopId: cast.shopId })
    const [one] = await picked(crew)
    const label = { trackingNumber: ' yt８８00000000001\n', carrier: '圆通速递' }
    await expect(packShipment(crew.clerk, one!, label)).rejects.toMatchObject({ status: 409 })
    await checkAll(crew.clerk, one!.id)
    const done = await packShipment(crew.clerk, one!, label)
    expect(done).toMatchObject({
      state: 'PACKED',
      trackingNumber: YT(1),
      carrier: '圆通速递',
      packedAt: NOW,
      packedById: cast.ids['warehouse-clerk'],
    })
    expect(await balance(coat.id, coat.locationId)).toMatchObject({ quantity: 3, allocated: 0 })
    expect(await balance(coat.id, places.packed)).toMatchObject({ quantity: 2 })
    expect(await level(coat.id)).toMatchObject({ onHand: 5, reserved: 2 })
  })

  it('refuses a number that is none, is used, or is not the one of the platform, each in its own words', async () => {
    const coat = await stocked(9)
    await order([{ code: coat.code, quantity: 1 }], { shopId: cast.shopId })
    const known = await order([{ code: coat.code, quantity: 1 }], { shopId: cast.shopId })
    const [a, b] = await picked(crew)
    for (const one of [a!, b!]) await checkAll(crew.clerk, one.id)
    await db.order.update({ where: { id: known.id }, data: { trackingNumber: `圆通速递 ${YT(7)}` } })
    const errorOf = async (one: typeof a, trackingNumber: string): Promise<string> => {
      const error: unknown = await packShipment(crew.clerk, one!, {
        trackingNumber,
        carrier: '圆通速递',
      }).catch((e: unknown) => e)
      return (error as { errors: { trackingNumber: string } }).errors.trackingNumber
    }
    expect(await errorOf(a, '你好')).toContain('这不是运单号')
    await packShipment(crew.clerk, a!, { trackingNumber: YT(1), carrier: '圆通速递' })
    expect(await errorOf(b, YT(1))).toContain(`已用于发货单 ${a!.number}`)
    expect(await errorOf(b, YT(2))).toContain(`平台上这笔订单的运单号是 ${YT(7)}`)
    await packShipment(crew.clerk, b!, { trackingNumber: YT(7), carrier: '圆通速递' })
  })

  it('lets one of two packers close a parcel, and one of two parcels have a number', async () => {
    const coat = await stocked(9)
    for (let i = 0; i < 2; i += 1) await order([{ code: coat.code, quantity: 1 }], { shopId: cast.shopId })
    const [a, b] = await picked(crew)
    for (const one of [a!, b!]) await checkAll(crew.clerk, one.id)
    const pack = (one: typeof a, n: number) =>
      packShipment(crew.clerk, one!, { trackingNumber: YT(n), carrier: '圆通速递' })
    const twice = await Promise.allSettled([pack(a, 1), pack(a, 2)])
    expect(twice.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const number = (await parcel(a!.id)).trackingNumber
    expect(await balance(coat.id, places.packed)).toMatchObject({ quantity: 1 })
    const reopened = await unpackShipment(crew.clerk, await parcel(a!.id), '漏放卡片')
    expect(number).toMatch(/^YT/)
    await checkAll(crew.clerk, a!.id)
    const same = await Promise.allSettled([pack(reopened, 3), pack(b, 3)])
    expect(same.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(same.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { status: 422 } })
    expect(await proof()).toEqual([])
  })

  it('opens a parcel again: goods back, number free, everything to be checked anew', async () => {
    const coat = await stocked(5)
    await order([{ code: coat.code, quantity: 2 }], { shopId: cast.shopId })
    const [one] = await packed(crew, YT(1))
    await unpackShipment(crew.clerk, one!, '漏放卡片')
    expect(await parcel(one!.id)).toMatchObject({
      state: 'PICKED',
      trackingNumber: null,
      packedAt: null,
      lines: [{ checked: 0 }],
    })
    expect(await balance(coat.id, coat.locationId)).toMatchObject({ quantity: 5, allocated: 2 })
    expect(await balance(coat.id, places.packed)).toMatchObject({ quantity: 0 })
    expect(await proof()).toEqual([])
  })

  it.each(['unpacked', 'stopped and let go on'])(
    'reckons the goods of a parcel that is %s at the shelf they came from, wherever others lie by now',
    async (how) => {
      const coat = await stocked(0)
      const far = await location()
      await putIn(coat.id, far.id, 3)
      await order([{ code: coat.code, quantity: 2 }], { shopId: cast.shopId })
      const [one] = await packed(crew)
      await putIn(coat.id, coat.locationId, 10)
      if (how === 'unpacked') await unpackShipment(crew.clerk, one!, '漏放卡片')
      else {
        await stopShipment(crew.specialist, one!, '买家要改地址')
        await resumeShipment(crew.specialist, await parcel(one!.id), null)
      }
      expect(await balance(coat.id, far.id)).toMatchObject({ quantity: 3, allocated: 2 })
      await checkAll(crew.clerk, one!.id)
      await packOne(crew, one!.id)
      expect(await balance(coat.id, coat.locationId)).toMatchObject({ quantity: 10, allocated: 0 })
      expect(await balance(coat.id, far.id)).toMatchObject({ quantity: 1, allocated: 0 })
      expect(await proof()).toEqual([])
    },
  )

  it('either packs or cancels when both are tried at once', async () => {
    const coat = await stocked(30)
    for (let i = 0; i < 6; i += 1) await order([{ code: coat.code, quantity: 1 }], { shopId: cast.shopId })
    const rows = await picked(crew)
    for (const one of rows) await checkAll(crew.clerk, one.id)
    const tries = await Promise.allSettled(
      rows.flatMap((one) => [
        packShipment(crew.clerk, one, { trackingNumber: YT(one.id), carrier: '圆通速递' }),
        stopShipment(crew.specialist, one, '买家取消'),
      ]),
    )
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(6)
    expect(await proof()).toEqual([])
  })
})

describe('the hand-over', () => {
  it('lets the goods leave and asks the specialist to tell the platform', async () => {
    const coat = await stocked(5)
    for (const quantity of [1, 2]) await order([{ code: coat.code, quantity }], { shopId: cast.shopId })
    const rows = await packed(crew)
    const ids = rows.map(({ id }) => id)
    const done = await handOverShipments(crew.clerk, ids, '圆通')
    expect(done).toMatchObject({ handOver: { number: 'JJ20261123-0001' }, shipped: ids, refused: [] })
    expect(await parcels()).toMatchObject([
      { state: 'SHIPPED', shippedAt: NOW, handOverId: done.handOver?.id },
      { state: 'SHIPPED' },
    ])
    expect(await level(coat.id)).toMatchObject({ onHand: 2, reserved: 0 })
    expect(await openItems()).toEqual([])
    expect(await db.workItem.findMany({ where: { noun: 'warehouse/hand-overs' } })).toMatchObject([
      {
        kind: `SHIP_SHEET_${cast.shopId}`,
        duty: 'OPERATIONS_SPECIALIST',
        shopId: cast.shopId,
        dueAt: rows[0]!.shipBy,
      },
    ])
    expect(await proof()).toEqual([])
  })

  it('ships each parcel once, however often it is handed over', async () => {
    const coat = await stocked(9)
    for (let i = 0; i < 4; i += 1) await order([{ code: coat.code, quantity: 1 }], { shopId: cast.shopId })
    const ids = (await packed(crew)).map(({ id }) => id)
    const all = await Promise.all(
      [ids, ids.toReversed(), ids].map((some) => handOverShipments(crew.clerk, some, '圆通速递')),
    )
    expect(all.flatMap(({ shipped }) => shipped).toSorted()).toEqual(ids.toSorted())
    expect(await db.handOver.count()).toBe(1)
    expect(await level(coat.id)).toMatchObject({ onHand: 5, reserved: 0 })
    expect(await proof()).toEqual([])
  })

  it('keeps back what is stopped, of another carrier or not packed, and says why', async () => {
    const coat = await stocked(9)
    for (let i = 0; i < 3; i += 1) await order([{ code: coat.code, quantity: 1 }], { shopId: cast.shopId })
    const [a, b, c] = await packed(crew)
    await stopShipment(crew.specialist, a!, '买家要改地址')
    await db.shipment.update({ where: { id: b!.id }, data: { carrier: '中通快递' } })
    const { shipped, refused } = await handOverShipments(crew.clerk, [a!.id, b!.id, c!.id], '圆通速递')
    expect(shipped).toEqual([c!.id])
    expect(refused.map(({ reason }) => reason)).toEqual([
      expect.stringContaining('买家要改地址'),
      expect.stringContaining('中通快递的包裹'),
    ])
    expect((await handOverShipments(crew.clerk, [c!.id], '圆通速递')).handOver).toBeNull()
  })

  it('is the clerk’s alone', async () => {
    const coat = await stocked(9)
    await order([{ code: coat.code, quantity: 1 }], { shopId: cast.shopId })
    const [one] = await packed(crew)
    const designer = { actor: await actor(cast, 'designer'), at: NOW }
    await expect(handOverShipments(designer, [one!.id], '圆通速递')).rejects.toMatchObject({ status: 403 })
    expect((await parcel(one!.id)).state).toBe('PACKED')
  })
})
