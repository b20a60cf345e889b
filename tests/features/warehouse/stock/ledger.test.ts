import { beforeEach, describe, expect, it } from 'vitest'
import { system } from '../../../../src/actor.ts'
import { db } from '../../../../src/database/client.ts'
import { countStatements } from '../../../../src/database/statements.ts'
import type { Entry } from '../../../../src/features/warehouse/stock/ledger.ts'
import {
  OutOfStock,
  allocate,
  consume,
  deallocate,
  moveAllocated,
  post,
  prove,
  release,
  reserve,
  takeAway,
  transfer,
} from '../../../../src/features/warehouse/stock/ledger.ts'
import { now } from '../../../../src/lib/dates.ts'
import type { OpenAct } from '../../../../src/work/act.ts'
import { deed } from '../../../../src/work/act.ts'
import { freshDatabase } from '../../../setup/database.ts'
import { location, shipment, sku } from '../../../setup/goods.ts'

const paper = { noun: 'warehouse/receipts', subjectId: 1 }

function act<T>(work: (act: OpenAct) => Promise<T>): Promise<T> {
  return deed({ actor: system('test'), at: now() }, work)
}

function put(skuId: number, locationId: number, quantity: number): Promise<void> {
  const entry: Entry = { skuId, locationId, quantity, reason: quantity > 0 ? 'RECEIPT' : 'WRITE_OFF' }
  return act((act) => post(act, paper, [entry]))
}

async function level(skuId: number): Promise<{ onHand: number; reserved: number; quarantined: number }> {
  return db.stockLevel.findUniqueOrThrow({
    where: { skuId },
    select: { onHand: true, reserved: true, quarantined: true },
  })
}

async function at(
  skuId: number,
  locationId: number,
): Promise<{ quantity: number; allocated: number } | null> {
  return db.stockBalance.findUnique({
    where: { skuId_locationId: { skuId, locationId } },
    select: { quantity: true, allocated: true },
  })
}

/** A shipment with one line whose goods are reserved. */
async function reserved(skuId: number, quantity: number): Promise<{ id: number; line: number }> {
  const { id, lineIds } = await shipment([{ skuId, quantity }])
  const line = lineIds[0] as number
  await act((act) => reserve(act, [{ group: id, shipmentLineId: line, skuId, quantity }]))
  return { id, line }
}

let shelf: { id: number; code: string }
let far: { id: number; code: string }
let packed: { id: number }
let quarantine: { id: number }
let cup: { id: number; code: string }

beforeEach(async () => {
  await freshDatabase()
  shelf = await location('STORAGE', 'A-01')
  far = await location('STORAGE', 'B-01')
  packed = await location('PACKED')
  quarantine = await location('QUARANTINE')
  cup = await sku({ code: 'CUP-RED', homeLocationId: shelf.id })
})

describe('posting', () => {
  it('writes who moved what where why, and keeps balance and level', async () => {
    await put(cup.id, shelf.id, 10)
    await act((act) => post(act, paper, transfer(cup.id, shelf.id, quarantine.id, 3, 'QUARANTINE')))
    expect(await level(cup.id)).toEqual({ onHand: 10, reserved: 0, quarantined: 3 })
    expect(await at(cup.id, shelf.id)).toEqual({ quantity: 7, allocated: 0 })
    expect(
      await db.stockMovement.findMany({
        select: { quantity: true, reason: true, noun: true, subjectId: true },
      }),
    ).toEqual([
      { ...paper, quantity: 10, reason: 'RECEIPT' },
      { ...paper, quantity: -3, reason: 'QUARANTINE' },
      { ...paper, quantity: 3, reason: 'QUARANTINE' },
    ])
    expect(await prove(db)).toEqual([])
  })

  it('refuses what a location does not hold, in words, and leaves nothing behind', async () => {
    await put(cup.id, shelf.id, 2)
    const attempt = act(async (act) => {
      await post(act, paper, [{ skuId: cup.id, locationId: far.id, quantity: 5, reason: 'RECEIPT' }])
      await post(act, paper, transfer(cup.id, shelf.id, far.id, 3, 'TRANSFER'))
    })
    await expect(attempt).rejects.toThrow('CUP-RED 在库位 A-01 现有 2 件，需要 3 件')
    await expect(attempt).rejects.toBeInstanceOf(OutOfStock)
    expect(await level(cup.id)).toMatchObject({ onHand: 2 })
    expect(await db.stockMovement.count()).toBe(1)
  })

  it('refuses to take what is reserved, and what a pick list was promised', async () => {
    await put(cup.id, shelf.id, 5)
    await put(cup.id, far.id, 5)
    const { line } = await reserved(cup.id, 4)
    await expect(
      act((act) =>
        post(act, paper, [
          { skuId: cup.id, locationId: far.id, quantity: -5, reason: 'WRITE_OFF' },
          { skuId: cup.id, locationId: shelf.id, quantity: -2, reason: 'WRITE_OFF' },
        ]),
      ),
    ).rejects.toThrow('CUP-RED 现有 10 件（其中 4 件已预留或隔离），需要 7 件')
    await act((act) => allocate(act, [{ shipmentLineId: line, skuId: cup.id, quantity: 4 }]))
    await expect(put(cup.id, shelf.id, -2)).rejects.toThrow('现有 5 件（其中 4 件已分配给拣货单），需要 2 件')
  })

  it('looks at the sum of a deed, not at its single entries', async () => {
    await put(cup.id, shelf.id, 1)
    await act((act) =>
      post(act, paper, [
        ...transfer(cup.id, shelf.id, far.id, 3, 'TRANSFER'),
        ...transfer(cup.id, far.id, shelf.id, 2, 'TRANSFER'),
      ]),
    )
    expect(await at(cup.id, far.id)).toEqual({ quantity: 1, allocated: 0 })
  })

  it('puts nothing into a location that is no longer used', async () => {
    await db.location.update({ where: { id: far.id }, data: { archivedAt: now() } })
    await expect(put(cup.id, far.id, 1)).rejects.toThrow('库位 B-01 已停用')
  })

  it('takes the same number of statements for one entry and for many', async () => {
    const others = await Promise.all(Array.from({ length: 20 }, () => sku()))
    const statementsOf = async (entries: Entry[]): Promise<number> =>
      (await countStatements(() => act((act) => post(act, paper, entries)))).statements.length
    const entry = (skuId: number): Entry => ({ skuId, locationId: shelf.id, quantity: 1, reason: 'RECEIPT' })
    const one = await statementsOf([entry(cup.id)])
    expect(await statementsOf(others.map(({ id }) => entry(id)))).toBe(one)
    // BEGIN, movements, locations, two locks, two updates, COMMIT
    expect(one).toBeLessThanOrEqual(8)
  })
})

describe('a parcel’s life', () => {
  it('reserves, allocates, packs and hands over; the goods count as on hand until the courier has them', async () => {
    await put(cup.id, shelf.id, 3)
    await put(cup.id, far.id, 9)
    const { line } = await reserved(cup.id, 5)
    expect(await level(cup.id)).toEqual({ onHand: 12, reserved: 5, quarantined: 0 })

    const { allocated } = await act((act) =>
      allocate(act, [{ shipmentLineId: line, skuId: cup.id, quantity: 5 }]),
    )
    expect(allocated.map(({ locationId, quantity }) => [locationId, quantity])).toEqual([
      [shelf.id, 3],
      [far.id, 2],
    ])
    expect(await at(cup.id, far.id)).toEqual({ quantity: 9, allocated: 2 })

    await act((act) => moveAllocated(act, paper, [line], packed.id, 'PACK'))
    expect(await at(cup.id, packed.id)).toEqual({ quantity: 5, allocated: 0 })
    expect(await at(cup.id, far.id)).toEqual({ quantity: 7, allocated: 0 })
    expect(await level(cup.id)).toEqual({ onHand: 12, reserved: 5, quarantined: 0 })

    await act(async (act) => {
      const leaving = await consume(act, [line])
      await post(
        act,
        paper,
        leaving.map(({ skuId, quantity }) => ({
          skuId,
          locationId: packed.id,
          quantity: -quantity,
          reason: 'HAND_OVER' as const,
        })),
      )
    })
    expect(await level(cup.id)).toEqual({ onHand: 7, reserved: 0, quarantined: 0 })
    expect(await prove(db)).toEqual([])
  })

  it('gives everything back on release, once', async () => {
    await put(cup.id, shelf.id, 3)
    const { line } = await reserved(cup.id, 2)
    await act((act) => allocate(act, [{ shipmentLineId: line, skuId: cup.id, quantity: 2 }]))
    expect(await act((act) => release(act, [line]))).toEqual([
      { shipmentLineId: line, skuId: cup.id, quantity: 2 },
    ])
    expect(await act((act) => release(act, [line]))).toEqual([])
    expect(await act((act) => deallocate(act, [line]))).toEqual([])
    expect(await level(cup.id)).toMatchObject({ reserved: 0 })
    expect(await at(cup.id, shelf.id)).toEqual({ quantity: 3, allocated: 0 })
    expect(await prove(db)).toEqual([])
  })

  it('tells what is short and reserves nothing for it', async () => {
    await put(cup.id, shelf.id, 3)
    const { id, lineIds } = await shipment([{ skuId: cup.id, quantity: 4 }])
    const wants = [{ group: id, shipmentLineId: lineIds[0] as number, skuId: cup.id, quantity: 4 }]
    expect(await act((act) => reserve(act, wants))).toEqual({
      reserved: [],
      short: [{ ...wants[0], available: 3 }],
    })
    expect(await level(cup.id)).toMatchObject({ reserved: 0 })
  })

  it('picks only from storage', async () => {
    await put(cup.id, quarantine.id, 3)
    const { lineIds } = await shipment([{ skuId: cup.id, quantity: 1 }])
    const pick = { shipmentLineId: lineIds[0] as number, skuId: cup.id, quantity: 1 }
    expect(await act((act) => allocate(act, [pick]))).toEqual({ allocated: [], short: [pick] })
  })
})

describe('taking away what is promised', () => {
  const broken = (quantity: number): Entry[] =>
    transfer(cup.id, shelf.id, quarantine.id, quantity, 'QUARANTINE')

  it('leaves promises alone while enough remains', async () => {
    await put(cup.id, shelf.id, 5)
    await reserved(cup.id, 3)
    expect(await act((act) => takeAway(act, paper, broken(2)))).toEqual({ released: [], reallocated: [] })
  })

  it('releases the newest reservations, no more than needed, and says which', async () => {
    await put(cup.id, shelf.id, 6)
    const [first, second, third] = [
      await reserved(cup.id, 2),
      await reserved(cup.id, 2),
      await reserved(cup.id, 2),
    ]
    const { released } = await act((act) => takeAway(act, paper, broken(3)))
    expect(released).toEqual([third.line, second.line])
    expect(await level(cup.id)).toEqual({ onHand: 6, reserved: 2, quarantined: 3 })
    expect(await db.reservation.findMany({ where: { endedAt: null } })).toMatchObject([
      { shipmentLineId: first.line },
    ])
    expect(await prove(db)).toEqual([])
  })

  it('points pick lists elsewhere when other shelves have enough', async () => {
    await put(cup.id, shelf.id, 2)
    await put(cup.id, far.id, 5)
    const { line } = await reserved(cup.id, 2)
    await act((act) => allocate(act, [{ shipmentLineId: line, skuId: cup.id, quantity: 2 }]))
    expect(await act((act) => takeAway(act, paper, broken(1)))).toEqual({ released: [], reallocated: [line] })
    expect(await db.pickAllocation.findMany()).toMatchObject([
      { locationId: shelf.id, quantity: 1 },
      { locationId: far.id, quantity: 1 },
    ])
    expect(await prove(db)).toEqual([])
  })

  /** A shipment with one line whose goods are reserved and to be fetched from where `allocate` says. */
  async function allocated(quantity: number, pickedAt: Date | null): Promise<number> {
    const { id, line } = await reserved(cup.id, quantity)
    await act((act) => allocate(act, [{ shipmentLineId: line, skuId: cup.id, quantity }]))
    await db.shipment.update({ where: { id }, data: { pickedAt } })
    return line
  }
  const placesOf = (shipmentLineId: number) =>
    db.pickAllocation.findMany({
      where: { shipmentLineId },
      orderBy: { locationId: 'asc' },
      select: { locationId: true, quantity: true },
    })

  it('takes from those who still have to fetch it before those who have it in hand', async () => {
    await put(cup.id, shelf.id, 20)
    const picking = await allocated(15, null)
    const picked = await allocated(5, now())
    await put(cup.id, far.id, 4)
    expect(await act((act) => takeAway(act, paper, broken(3)))).toEqual({
      released: [],
      reallocated: [picking],
    })
    expect(await placesOf(picked)).toEqual([{ locationId: shelf.id, quantity: 5 }])
    expect(await placesOf(picking)).toEqual([
      { locationId: shelf.id, quantity: 12 },
      { locationId: far.id, quantity: 3 },
    ])
    expect(await prove(db)).toEqual([])
  })

  it('leaves those who have it in hand as much of it as remains, whatever lies elsewhere', async () => {
    await put(cup.id, far.id, 20)
    const picking = await allocated(2, null)
    const picked = await allocated(18, now())
    await put(cup.id, shelf.id, 30)
    const lost = transfer(cup.id, far.id, quarantine.id, 5, 'QUARANTINE')
    await act((act) => takeAway(act, paper, lost))
    expect(await placesOf(picking)).toEqual([{ locationId: shelf.id, quantity: 2 }])
    expect(await placesOf(picked)).toEqual([
      { locationId: shelf.id, quantity: 3 },
      { locationId: far.id, quantity: 15 },
    ])
  })

  it.each(['PACKED', 'STOPPED'] as const)('does not open packed parcels, %s ones', async (state) => {
    await put(cup.id, shelf.id, 3)
    const older = await reserved(cup.id, 1)
    const newer = await reserved(cup.id, 2)
    await act((act) => allocate(act, [{ shipmentLineId: newer.line, skuId: cup.id, quantity: 2 }]))
    await act((act) => moveAllocated(act, paper, [newer.line], packed.id, 'PACK'))
    await db.shipment.update({ where: { id: newer.id }, data: { state, packedAt: now() } })
    const { released } = await act((act) => takeAway(act, paper, broken(1)))
    expect(released).toEqual([older.line])
    await expect(
      act((act) => takeAway(act, paper, transfer(cup.id, packed.id, quarantine.id, 1, 'QUARANTINE'))),
    ).rejects.toBeInstanceOf(OutOfStock)
  })
})

describe('the proof', () => {
  it('finds each figure that is not the sum of what is written', async () => {
    await put(cup.id, shelf.id, 5)
    await db.stockBalance.updateMany({ data: { quantity: 6, allocated: 1 } })
    await db.stockLevel.updateMany({ data: { onHand: 9, reserved: 2, quarantined: 3 } })
    expect((await prove(db)).map(({ law, summed, kept }) => [law, summed, kept])).toEqual([
      ['onHand', 6, 9],
      ['quarantined', 0, 3],
      ['reserved', 0, 2],
      ['allocated', 0, 1],
      ['balance', 5, 6],
    ])
  })

  it('is backed by checks that no hand can talk around', async () => {
    await put(cup.id, shelf.id, 5)
    await expect(db.stockBalance.updateMany({ data: { quantity: -1 } })).rejects.toThrow()
    await expect(db.stockLevel.updateMany({ data: { reserved: 6 } })).rejects.toThrow()
    await expect(db.stockMovement.deleteMany()).rejects.toThrow()
  })
})
