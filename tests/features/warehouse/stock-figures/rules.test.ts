import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  forecastPieces,
  meanErrors,
  naiveForecast,
} from '../../../../src/features/warehouse/stock-figures/forecast.ts'
import { ratePerDay } from '../../../../src/features/warehouse/stock-figures/rate.ts'
import { coverDays, turnover } from '../../../../src/features/warehouse/stock-figures/ratios.ts'

describe('the rate of sale', () => {
  it('weighs the last week most', () => {
    const windows = { sold7: 14, days7: 7, sold30: 30, days30: 30, sold90: 45, days90: 90 }
    // (5 × 2 + 3 × 1 + 2 × 0.5) / 10
    expect(ratePerDay(windows)).toBe(1400)
  })

  it('doesn’t count days on which there was nothing to sell', () => {
    expect(ratePerDay({ sold7: 0, days7: 0, sold30: 20, days30: 10, sold90: 20, days90: 10 })).toBe(2000)
    expect(ratePerDay({ sold7: 0, days7: 0, sold30: 0, days30: 0, sold90: 0, days90: 0 })).toBe(0)
  })

  it('never shrinks with more sales, and is constant for constant ones', () => {
    const sold = fc.integer({ min: 0, max: 10_000 })
    const days = fc.integer({ min: 0, max: 90 })
    const windows = fc.record({
      sold7: sold,
      days7: days,
      sold30: sold,
      days30: days,
      sold90: sold,
      days90: days,
    })
    fc.assert(
      fc.property(windows, sold, (one, more) => {
        for (const key of ['sold7', 'sold30', 'sold90'] as const)
          expect(ratePerDay({ ...one, [key]: one[key] + more })).toBeGreaterThanOrEqual(ratePerDay(one))
      }),
    )
    fc.assert(
      fc.property(sold, (perDay) => {
        const constant = { sold7: perDay * 7, days7: 7, sold30: perDay * 30, days30: 30 }
        expect(ratePerDay({ ...constant, sold90: perDay * 90, days90: 90 })).toBe(perDay * 1000)
      }),
    )
  })
})

describe('the forecast', () => {
  it('is thirty days at the rate, moved by the season', () => {
    expect(forecastPieces(1400, 100)).toBe(42)
    expect(forecastPieces(1400, 150)).toBe(63)
  })

  it('is tried beside last year’s same days, or the last thirty where there is no last year', () => {
    expect(naiveForecast(12, 30)).toBe(30)
    expect(naiveForecast(12, null)).toBe(12)
  })

  it('states the mean absolute error of both, and none without a trial', () => {
    const trials = [
      { forecast: 10, naive: 20, actual: 12 },
      { forecast: 18, naive: 10, actual: 12 },
    ]
    expect(meanErrors(trials)).toEqual({ ours: 4, naive: 5 })
    expect(meanErrors([])).toBeNull()
  })
})

describe('turnover and cover', () => {
  it('divide what left by what lay here, and what can be sold by the rate', () => {
    expect(turnover(60, 30 * 90)).toBe(2)
    expect(turnover(0, 0)).toBeNull()
    expect(coverDays(21, 2000)).toBe(10)
    expect(coverDays(21, 0)).toBeNull()
  })
})
