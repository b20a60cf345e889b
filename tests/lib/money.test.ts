import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MAX_FEN, allocate, formatYuan, parseYuan } from '../../src/lib/money.ts'

const anyFen = fc.integer({ min: -MAX_FEN, max: MAX_FEN })
const read = (value: string | number): number | string => {
  const parsed = parseYuan(value)
  return parsed.ok ? parsed.fen : parsed.problem
}

describe('amounts in yuan', () => {
  it.each([
    ['1,234.50', 123_450],
    ['1234.5', 123_450],
    ['0', 0],
    ['0.07', 7],
    ['.5', 50],
    ['5.', 500],
    ['¥12', 1200],
    ['￥ 12.30', 1230],
    ['12元', 1200],
    ['99.00 元', 9900],
    ['-12.00', -1200],
    ['￥-12', -1200],
    ['-￥12', -1200],
    ['−12', -1200],
    ['(12.00)', -1200],
    ['（￥1,200.00）', -120_000],
    ['+12', 1200],
    ['-0', 0],
    ['１２．３４', 1234],
    ['007', 700],
    [' \u00a012 ', 1200],
    ['21,474,836.47', MAX_FEN],
    ['-21,474,836.47', -MAX_FEN],
  ])('%j are %i fen', (text, fen) => {
    expect(read(text)).toBe(fen)
  })

  it.each([
    ['', 'empty'],
    [' ', 'empty'],
    ['12.345', 'precise'],
    ['12.500', 'precise'],
    ['1,23', 'unknown'],
    ['1,2345', 'unknown'],
    ['12,34.00', 'unknown'],
    [',123', 'unknown'],
    ['1.2.3', 'unknown'],
    ['.', 'unknown'],
    ['-', 'unknown'],
    ['¥', 'unknown'],
    ['--1', 'unknown'],
    ['(-1)', 'unknown'],
    ['(12', 'unknown'],
    ['1e3', 'unknown'],
    ['0x10', 'unknown'],
    ['NaN', 'unknown'],
    ['Infinity', 'unknown'],
    ['12美元', 'unknown'],
    ['1元2', 'unknown'],
    ['1¥2', 'unknown'],
    ['1+2', 'unknown'],
    ['2(1)', 'unknown'],
    ['(1)2', 'unknown'],
    ['一百', 'unknown'],
    ['21474836.48', 'large'],
    ['-21474836.48', 'large'],
    ['9'.repeat(400), 'large'],
  ])('%j are refused: %s', (text, problem) => {
    expect(read(text)).toBe(problem)
  })

  it.each([
    [12.34, 1234],
    [12.340000000000002, 1234],
    [1.005 * 1000, 100_500],
    [-0.1, -10],
    [-0, 0],
    [0.1 + 0.2, 30],
    [12.345, 'precise'],
    [Number.NaN, 'unknown'],
    [Number.NEGATIVE_INFINITY, 'unknown'],
    [1e300, 'large'],
    [21_474_836.48, 'large'],
    [21_474_836.475, 'large'],
  ])('in a numeric cell, %d: %s', (value, expected) => {
    expect(read(value)).toBe(expected)
  })

  it('come back as they were printed', () => {
    fc.assert(
      fc.property(anyFen, (fen) => {
        expect(read(formatYuan(fen))).toBe(fen)
      }),
    )
  })

  it('come back from a numeric cell', () => {
    fc.assert(
      fc.property(anyFen, (fen) => {
        expect(read(fen / 100)).toBe(fen)
      }),
    )
  })

  it('are whole fen within the column or a named problem, whatever is typed', () => {
    const typed = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.stringMatching(/^[-+(¥]?[0-9,.]{0,12}[)元]?$/),
      fc.double(),
    )
    fc.assert(
      fc.property(typed, (value) => {
        const parsed = parseYuan(value)
        if (!parsed.ok) return
        expect(Number.isInteger(parsed.fen)).toBe(true)
        expect(Math.abs(parsed.fen)).toBeLessThanOrEqual(MAX_FEN)
        expect(Object.is(parsed.fen, -0)).toBe(false)
      }),
    )
  })

  it.each([
    [123_450, '1,234.50'],
    [7, '0.07'],
    [0, '0.00'],
    [-5, '-0.05'],
    [-100_000_000, '-1,000,000.00'],
    [100_000, '1,000.00'],
    [99_999, '999.99'],
    [Number.MAX_SAFE_INTEGER, '90,071,992,547,409.91'],
  ])('%i fen are printed as %s', (fen, text) => {
    expect(formatYuan(fen)).toBe(text)
  })

  it('are never printed from parts of a fen', () => {
    expect(() => formatYuan(0.5)).toThrow(RangeError)
    expect(() => formatYuan(Number.NaN)).toThrow(RangeError)
  })
})

describe('splitting an amount', () => {
  const weights = fc.array(fc.nat({ max: MAX_FEN }), { minLength: 1, maxLength: 20 })

  it.each([
    [100, [1, 1, 1], [34, 33, 33]],
    [-100, [1, 1, 1], [-34, -33, -33]],
    [100, [2990, 1990, 0], [60, 40, 0]],
    [5, [0, 0], [3, 2]],
    [2, [1, 1, 1], [1, 1, 0]],
    [0, [3, 4], [0, 0]],
    [10, [7], [10]],
    [1, [1, 2], [0, 1]],
    [0, [], []],
  ])('%i by %j gives %j', (fen, by, parts) => {
    expect(allocate(fen, by)).toEqual(parts)
  })

  it('gives parts that add up to it', () => {
    fc.assert(
      fc.property(anyFen, weights, (fen, by) => {
        expect(allocate(fen, by).reduce((sum, part) => sum + part, 0)).toBe(fen)
      }),
    )
  })

  it('gives everybody the exact share, rounded to a neighbouring fen', () => {
    fc.assert(
      fc.property(anyFen, weights, (fen, by) => {
        const total = by.reduce((sum, weight) => sum + BigInt(weight), 0n)
        fc.pre(total > 0n)
        allocate(fen, by).forEach((part, index) => {
          const off = BigInt(part) * total - BigInt(fen) * BigInt(by[index] ?? 0)
          expect(off < total && off > -total).toBe(true)
        })
      }),
    )
  })

  it('gives more to the larger weight and nothing to none', () => {
    fc.assert(
      fc.property(fc.nat({ max: MAX_FEN }), weights, (fen, by) => {
        const parts = allocate(fen, by)
        const largest = by.indexOf(Math.max(...by))
        expect(parts[largest]).toBe(Math.max(...parts))
        if (by.some((weight) => weight > 0))
          by.forEach((weight, index) => weight === 0 && expect(parts[index]).toBe(0))
      }),
    )
  })

  it('refuses what cannot be split', () => {
    expect(() => allocate(1, [])).toThrow(RangeError)
    expect(() => allocate(1, [-1, 2])).toThrow(RangeError)
    expect(() => allocate(1, [0.5])).toThrow(RangeError)
    expect(() => allocate(0.5, [1])).toThrow(RangeError)
  })
})
