import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { digitMap } from '../../../../../src/features/orders/imports/reading/digit-map.ts'

describe('a map of long ids', () => {
  it('holds what a Map would hold', () => {
    const key = fc.oneof(
      fc.string({ unit: fc.constantFrom('0', '1', '9'), minLength: 1, maxLength: 26 }),
      fc.constantFrom('461000000000001001#1', '', '012345678', '12345678', '0000000012345678'),
      fc.bigInt({ min: 0n, max: 10n ** 24n - 1n }).map(String),
    )
    fc.assert(
      fc.property(
        fc.array(fc.tuple(key, fc.integer({ min: 1, max: 2 ** 32 - 1 })), { maxLength: 200 }),
        (entries) => {
          const map = digitMap()
          for (const [id, value] of entries) map.set(id, value)
          const expected = new Map(entries)
          for (const [id] of entries) expect(map.get(id)).toBe(expected.get(id))
          expect(map.get('99')).toBe(expected.get('99'))
        },
      ),
    )
  })

  it('finds each of many neighbours again', () => {
    const map = digitMap()
    const id = (index: number) => String(3_300_000_000_000_000_000n + BigInt(index))
    for (let index = 1; index <= 20_000; index++) map.set(id(index), index)
    for (let index = 1; index <= 20_000; index++) expect(map.get(id(index))).toBe(index)
    expect(map.get(id(20_001))).toBeUndefined()
  })
})
