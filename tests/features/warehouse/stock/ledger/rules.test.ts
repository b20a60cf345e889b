import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { choose } from '../../../../../src/features/warehouse/stock/ledger/choose.ts'
import {
  balanceChanges,
  levelChanges,
  transfer,
} from '../../../../../src/features/warehouse/stock/ledger/entries.ts'
import { grant } from '../../../../../src/features/warehouse/stock/ledger/grant.ts'
import { sumOf } from '../../../../../src/lib/groups.ts'

describe('granting what is available', () => {
  const want = (group: number, skuId: number, quantity: number) => ({
    group,
    shipmentLineId: group * 10 + skuId,
    skuId,
    quantity,
  })

  it('serves groups in their order, each wholly or not at all', () => {
    const wants = [want(1, 1, 6), want(2, 1, 3), want(2, 2, 2), want(3, 1, 4)]
    const { reserved, short } = grant(
      new Map([
        [1, 10],
        [2, 1],
      ]),
      wants,
    )
    expect(reserved).toEqual([1, 3])
    expect(short).toEqual([{ ...want(2, 2, 2), available: 1 }])
  })

  it('counts lines of one group for the same SKU together', () => {
    const { reserved, short } = grant(new Map([[1, 5]]), [
      want(1, 1, 3),
      { ...want(1, 1, 3), shipmentLineId: 99 },
    ])
    expect(reserved).toEqual([])
    expect(short).toMatchObject([{ shipmentLineId: 99, available: 2 }])
  })

  it('never grants more than there is, and refuses nobody who could be served', () => {
    const wants = fc.array(
      fc.record({ group: fc.nat(5), skuId: fc.nat(3), quantity: fc.integer({ min: 1, max: 9 }) }),
    )
    const stock = fc.array(fc.nat(20), { minLength: 4, maxLength: 4 })
    fc.assert(
      fc.property(wants, stock, (lines, pieces) => {
        const numbered = lines.map((line, shipmentLineId) => ({ ...line, shipmentLineId }))
        const { granted, reserved, short } = grant(new Map(pieces.entries()), numbered)
        const taken = (skuId: number): number =>
          sumOf(
            granted.filter((line) => line.skuId === skuId),
            (line) => line.quantity,
          )
        for (const [skuId, there] of pieces.entries()) expect(taken(skuId)).toBeLessThanOrEqual(there)
        expect(new Set([...reserved, ...short.map((line) => line.group)])).toEqual(
          new Set(lines.map((line) => line.group)),
        )
        for (const line of granted) expect(reserved).toContain(line.group)
        for (const line of short) expect(reserved).not.toContain(line.group)
      }),
    )
  })
})

describe('what entries change', () => {
  const entry = (skuId: number, locationId: number, quantity: number) => ({
    skuId,
    locationId,
    quantity,
    reason: 'TRANSFER' as const,
  })
  const kinds = new Map([
    [1, 'STORAGE'],
    [2, 'STORAGE'],
    [3, 'QUARANTINE'],
  ] as const)

  it('is summed by place, and cancels out where as much comes as goes', () => {
    const entries = [entry(1, 1, 5), entry(1, 1, -2), entry(1, 2, 4), entry(2, 1, 3), entry(2, 1, -3)]
    expect(balanceChanges(entries)).toEqual([
      { skuId: 1, locationId: 1, quantity: 3 },
      { skuId: 1, locationId: 2, quantity: 4 },
    ])
  })

  it('is summed by SKU, with what lies in quarantine apart', () => {
    expect(levelChanges([entry(1, 1, -2), entry(1, 3, 2), entry(2, 2, 7)], kinds)).toEqual([
      { skuId: 1, onHand: 0, quarantined: 2 },
      { skuId: 2, onHand: 7, quarantined: 0 },
    ])
  })

  it('leaves the level alone where goods only move between shelves', () => {
    expect(levelChanges(transfer(1, 1, 2, 5, 'TRANSFER'), kinds)).toEqual([])
    expect(transfer(1, 1, 2, 5, 'TRANSFER')).toEqual([entry(1, 1, -5), entry(1, 2, 5)])
  })
})

describe('choosing shelves', () => {
  const shelf = (locationId: number, free: number, home = false) => ({ skuId: 1, locationId, free, home })
  const pick = (shipmentLineId: number, quantity: number) => ({ shipmentLineId, skuId: 1, quantity })

  it('begins at home, goes on with the fullest', () => {
    const shelves = [shelf(1, 3), shelf(2, 9), shelf(3, 2, true)]
    expect(choose(shelves, [pick(7, 5), pick(8, 7)]).allocated).toEqual([
      { ...pick(7, 2), locationId: 3 },
      { ...pick(7, 3), locationId: 2 },
      { ...pick(8, 6), locationId: 2 },
      { ...pick(8, 1), locationId: 1 },
    ])
  })

  it('begins with the lots, as far as the shelves still have them, and names a shelf once for a line', () => {
    const shelves = [shelf(1, 3), shelf(2, 9), shelf(3, 2, true)]
    const lot = (locationId: number, quantity: number) => ({ skuId: 1, locationId, quantity })
    expect(choose(shelves, [pick(7, 7), pick(8, 6)], [lot(1, 4), lot(2, 1)]).allocated).toEqual([
      { ...pick(7, 2), locationId: 2 },
      { ...pick(7, 3), locationId: 1 },
      { ...pick(7, 2), locationId: 3 },
      { ...pick(8, 6), locationId: 2 },
    ])
  })

  it('gives a line everything or nothing', () => {
    const { allocated, short } = choose([shelf(1, 3)], [pick(7, 4), pick(8, 3)])
    expect(allocated).toEqual([{ ...pick(8, 3), locationId: 1 }])
    expect(short).toEqual([pick(7, 4)])
  })

  it('never promises a shelf twice', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(9), { maxLength: 5 }),
        fc.array(fc.integer({ min: 1, max: 9 })),
        (free, wanted) => {
          const picks = wanted.map((quantity, i) => pick(i, quantity))
          const { allocated, short } = choose(
            free.map((pieces, i) => shelf(i, pieces)),
            picks,
          )
          for (const [i, pieces] of free.entries()) {
            const here = allocated.filter((one) => one.locationId === i)
            expect(sumOf(here, (one) => one.quantity)).toBeLessThanOrEqual(pieces)
          }
          for (const one of picks) {
            const got = sumOf(
              allocated.filter((part) => part.shipmentLineId === one.shipmentLineId),
              (part) => part.quantity,
            )
            expect(got).toBe(
              short.some((line) => line.shipmentLineId === one.shipmentLineId) ? 0 : one.quantity,
            )
          }
        },
      ),
    )
  })
})
