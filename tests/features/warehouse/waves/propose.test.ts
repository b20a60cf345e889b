import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Waiting } from '../../../../src/features/warehouse/waves/propose.ts'
import { propose } from '../../../../src/features/warehouse/waves/propose.ts'
import { HOUR_MS, moment, plus } from '../../../../src/lib/dates.ts'

const START = moment('2026-11-23', 600)
let id = 0
const parcel = (parts: Partial<Waiting> = {}): Waiting => ({
  id: (id += 1),
  shipBy: START,
  pieces: 1,
  kinds: 1,
  product: 'P1 大衣',
  color: '黑',
  ...parts,
})
const many = (count: number, parts: Partial<Waiting> = {}): Waiting[] =>
  Array.from({ length: count }, () => parcel(parts))

describe('proposed waves', () => {
  it('keep single pieces of one style and colour together, and apart from others', () => {
    const found = propose([...many(3), ...many(3, { color: '白' }), ...many(4, { pieces: 2 })], 200)
    expect(found.map(({ shape, color, ids }) => [shape, color, ids.length])).toEqual([
      ['single', '黑', 3],
      ['single', '白', 3],
      ['multiple', '黑', 4],
    ])
  })

  it('put what is too few for a walk together by shape, mixed parcels by themselves', () => {
    const found = propose(
      [...many(2), parcel({ product: 'P2 帽子' }), ...many(2, { product: null, kinds: 2, pieces: 3 })],
      200,
    )
    expect(found.map(({ shape, product, ids }) => [shape, product, ids.length])).toEqual([
      ['single', null, 3],
      ['mixed', null, 2],
    ])
  })

  it('begin with the most urgent', () => {
    const late = many(3, { color: '白', shipBy: plus(START, -HOUR_MS) })
    expect(propose([...many(3), ...late], 200)[0]?.color).toBe('白')
  })

  it('hold every parcel exactly once, and never more than a cart', () => {
    const waiting = fc.array(
      fc.record({
        id: fc.nat(100_000),
        shipBy: fc.integer({ min: 0, max: 100 }).map((hours) => plus(START, hours * HOUR_MS)),
        pieces: fc.integer({ min: 1, max: 4 }),
        kinds: fc.integer({ min: 1, max: 3 }),
        product: fc.constantFrom('P1', 'P2', null),
        color: fc.constantFrom('黑', '白', null),
      }),
    )
    fc.assert(
      fc.property(waiting, fc.integer({ min: 1, max: 9 }), (rows, limit) => {
        const distinct = [...new Map(rows.map((row) => [row.id, row])).values()]
        const found = propose(distinct, limit)
        expect(found.flatMap(({ ids }) => ids).sort()).toEqual(distinct.map((row) => row.id).sort())
        for (const one of found) expect(one.ids.length).toBeLessThanOrEqual(limit)
      }),
    )
  })
})
