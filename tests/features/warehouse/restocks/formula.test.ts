import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Need } from '../../../../src/features/warehouse/restocks/formula.ts'
import {
  demandFor,
  isUrgent,
  missing,
  position,
  quantityToBuy,
  reorderPoint,
} from '../../../../src/features/warehouse/restocks/formula.ts'
import { formulaSentence, formulaTable } from '../../../../src/features/warehouse/restocks/formula-words.ts'

/** 1.25 pieces a day, a week's lead, two weeks' order, a week's safety: what the page would print. */
const plain: Need = {
  milliPerDay: 1250,
  seasonPercent: 100,
  leadDays: 7,
  reviewDays: 14,
  safetyPieces: 9,
  owed: 0,
  available: 10,
  onTheWay: 0,
  minimumQuantity: 1,
  cartonQuantity: 1,
}

const pieces = fc.integer({ min: 0, max: 5000 })
const days = fc.integer({ min: 0, max: 120 })
const needs: fc.Arbitrary<Need> = fc.record({
  milliPerDay: fc.integer({ min: 0, max: 500_000 }),
  seasonPercent: fc.integer({ min: 25, max: 400 }),
  leadDays: days,
  reviewDays: days,
  safetyPieces: pieces,
  owed: pieces,
  available: pieces,
  onTheWay: pieces,
  minimumQuantity: fc.integer({ min: 1, max: 500 }),
  cartonQuantity: fc.integer({ min: 1, max: 48 }),
})

describe('the quantity to buy', () => {
  it('is demand over lead time and order cycle, and safety, less what is there or coming', () => {
    expect(demandFor(plain, 21)).toBe(27)
    expect(reorderPoint(plain)).toBe(9 + 9)
    expect(quantityToBuy(plain)).toBe(27 + 9 - 10)
  })

  it('is nothing above the reorder point, and something at it', () => {
    expect(quantityToBuy({ ...plain, available: 19 })).toBe(0)
    expect(quantityToBuy({ ...plain, available: 18 })).toBe(18)
    expect(quantityToBuy({ ...plain, available: 10, onTheWay: 9 })).toBe(0)
  })

  it('is at least what the supplier takes, in whole cartons', () => {
    expect(quantityToBuy({ ...plain, minimumQuantity: 50 })).toBe(50)
    expect(quantityToBuy({ ...plain, cartonQuantity: 12 })).toBe(36)
    expect(quantityToBuy({ ...plain, minimumQuantity: 50, cartonQuantity: 12 })).toBe(60)
  })

  it('includes what people have paid for and nobody could send', () => {
    expect(quantityToBuy({ ...plain, available: 0, owed: 4 })).toBe(27 + 9 + 4)
    expect(isUrgent({ owed: 4, available: 3 })).toBe(true)
    expect(isUrgent({ owed: 3, available: 3 })).toBe(false)
  })

  it('is nothing for goods that nobody wants and of which none should be left', () => {
    expect(quantityToBuy({ ...plain, milliPerDay: 0, safetyPieces: 0, available: 0 })).toBe(0)
  })

  it('is never negative, and always whole cartons of at least the minimum', () => {
    fc.assert(
      fc.property(needs, (need) => {
        const quantity = quantityToBuy(need)
        expect(quantity % need.cartonQuantity).toBe(0)
        expect(quantity === 0 || quantity >= need.minimumQuantity).toBe(true)
      }),
    )
  })

  it('never grows with more stock, nor with more on the way', () => {
    fc.assert(
      fc.property(needs, pieces, (need, more) => {
        const quantity = quantityToBuy(need)
        expect(quantityToBuy({ ...need, available: need.available + more })).toBeLessThanOrEqual(quantity)
        expect(quantityToBuy({ ...need, onTheWay: need.onTheWay + more })).toBeLessThanOrEqual(quantity)
      }),
    )
  })

  it('never shrinks with more sales, a stronger season, a longer way, more safety or more owed', () => {
    fc.assert(
      fc.property(needs, fc.integer({ min: 0, max: 60 }), (need, more) => {
        const quantity = quantityToBuy(need)
        for (const key of ['milliPerDay', 'seasonPercent', 'leadDays', 'safetyPieces', 'owed'] as const)
          expect(quantityToBuy({ ...need, [key]: need[key] + more }), key).toBeGreaterThanOrEqual(quantity)
      }),
    )
  })

  it('covers lead time and order cycle, and safety beyond', () => {
    fc.assert(
      fc.property(needs, (need) => {
        const quantity = quantityToBuy(need)
        fc.pre(quantity > 0)
        const covered = position(need) + quantity - need.safetyPieces
        expect(covered).toBeGreaterThanOrEqual(demandFor(need, need.leadDays + need.reviewDays))
      }),
    )
  })

  it('keeps goods from running out under constant demand, if a day of it is kept as safety', () => {
    const steady = fc.record({
      perDay: fc.integer({ min: 1, max: 40 }),
      leadDays: fc.integer({ min: 1, max: 30 }),
      reviewDays: fc.integer({ min: 1, max: 30 }),
      cartonQuantity: fc.integer({ min: 1, max: 24 }),
    })
    fc.assert(
      fc.property(steady, ({ perDay, leadDays, reviewDays, cartonQuantity }) => {
        const need = { ...plain, milliPerDay: perDay * 1000, leadDays, reviewDays, cartonQuantity }
        const safetyPieces = perDay
        let available = reorderPoint({ ...need, safetyPieces }) + perDay
        const coming: { day: number; pieces: number }[] = []
        for (let day = 0; day < 120; day += 1) {
          available += coming.filter((one) => one.day === day).reduce((sum, one) => sum + one.pieces, 0)
          const onTheWay = coming.filter((one) => one.day > day).reduce((sum, one) => sum + one.pieces, 0)
          const quantity = quantityToBuy({ ...need, safetyPieces, available, onTheWay })
          if (quantity > 0) coming.push({ day: day + leadDays, pieces: quantity })
          available -= perDay
          expect(available).toBeGreaterThanOrEqual(0)
        }
      }),
    )
  })
})

describe('the formula in words', () => {
  it('has every number in it', () => {
    expect(formulaSentence(plain, 26)).toBe(
      '27（1.25 × 100% × (7 + 14) 天） + 安全库存 9 − 可用 10 − 在途 0 = 26 件',
    )
  })

  it('says why the quantity is another than the sum', () => {
    const need = { ...plain, minimumQuantity: 50, cartonQuantity: 12, owed: 2 }
    expect(formulaSentence(need, 60)).toContain('+ 欠货 2')
    expect(formulaSentence(need, 60)).toContain('= 28，50 件起订、每箱 12 件，取 60 件')
    expect(formulaSentence({ ...plain, available: 30 }, 0)).toContain('高于补货点')
  })

  it('names where each number comes from', () => {
    const rows = formulaTable(plain).rows.map(({ cells }) => cells)
    expect(rows.find(({ name }) => name === '补货点')).toMatchObject({ value: '18 件' })
    expect(rows.every(({ source }) => source !== '')).toBe(true)
    expect(missing(plain)).toBe(26)
  })
})
