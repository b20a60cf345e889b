import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { MonthSales } from '../../../../src/features/warehouse/seasons/indices.ts'
import { seasonIndices, seasonPercent } from '../../../../src/features/warehouse/seasons/indices.ts'
import { addMonths, daysBetween, daysOfMonth, monthOf } from '../../../../src/lib/dates.ts'

/** Sales of so many months before November 2026, as many a day as `perDay` says of the month (1 to 12). */
function past(months: number, perDay: (month: number) => number): MonthSales[] {
  return Array.from({ length: months }, (_, back) => {
    const month = monthOf(addMonths('2026-11-01', -back - 1))
    const { first, last } = daysOfMonth(month)
    return { month, pieces: perDay(Number(month.slice(5))) * (daysBetween(first, last) + 1) }
  })
}

describe('what each month sells beside the average', () => {
  it('is the same in all months for goods that sell evenly, whatever the months’ lengths', () => {
    expect(
      seasonIndices(
        past(13, () => 4),
        '2026-11',
      ),
    ).toEqual(Array(12).fill(100))
  })

  it('shows the months that sell more', () => {
    const indices =
      seasonIndices(
        past(25, (month) => (month === 12 ? 20 : 10)),
        '2026-11',
      ) ?? []
    expect(indices[11]).toBe(184)
    expect(indices[0]).toBe(92)
  })

  it('isn’t known with less than a whole year after the month of the first sale', () => {
    expect(
      seasonIndices(
        past(12, () => 4),
        '2026-11',
      ),
    ).toBeNull()
    expect(seasonIndices([], '2026-11')).toBeNull()
  })

  it('knows nothing of what came after', () => {
    const sales = past(26, (month) => month)
    expect(seasonIndices(sales, '2026-08')).toEqual(
      seasonIndices(
        sales.filter(({ month }) => month < '2026-08'),
        '2026-08',
      ),
    )
  })

  it('stays within bounds', () => {
    const sales = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 12, maxLength: 12 })
    fc.assert(
      fc.property(sales, (perDay) => {
        const indices = seasonIndices(
          past(13, (month) => perDay[month - 1] ?? 0),
          '2026-11',
        )
        expect((indices ?? []).every((index) => index >= 25 && index <= 400)).toBe(true)
      }),
    )
  })
})

describe('by how much more will sell than lately', () => {
  const december = Array.from({ length: 12 }, (_, i) => (i === 11 ? 200 : 100))

  it('is nothing special without indices', () => expect(seasonPercent(null, '2026-11-26', 21)).toBe(100))

  it('compares the coming days with the last thirty', () => {
    expect(seasonPercent(december, '2026-12-01', 31)).toBe(200)
    expect(seasonPercent(december, '2026-12-31', 1)).toBe(100)
    expect(seasonPercent(december, '2027-01-30', 7)).toBe(97)
    expect(seasonPercent(december, '2026-11-21', 20)).toBe(150)
  })
})
