import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Window } from '../../src/work/calendars.ts'
import { readWindows, windowsText } from '../../src/work/working-hours.ts'

describe('working hours as text', () => {
  it.each([
    ['', []],
    [
      '09:00-12:00、13:00-18:00',
      [
        [540, 720],
        [780, 1080],
      ],
    ],
    [
      '9:00-12:00, 13:00-18:00',
      [
        [540, 720],
        [780, 1080],
      ],
    ],
    [
      '９：００－１２：００；１３：００～１８：００',
      [
        [540, 720],
        [780, 1080],
      ],
    ],
    ['09:00 至 24:00', [[540, 1440]]],
    ['00:00-24:00', [[0, 1440]]],
  ])('%j is read', (typed, windows) => {
    expect(readWindows(typed)).toEqual(windows)
  })

  it.each([
    '9-18',
    '18:00-09:00',
    '09:00-12:00、11:00-13:00',
    '09:00-25:00',
    '09:60-10:00',
    '24:01-24:30',
    '休息',
    '09:00-',
  ])('%j is not', (typed) => {
    expect(readWindows(typed)).toBeNull()
  })

  it('is read back as it was written', () => {
    const windows = fc
      .uniqueArray(fc.integer({ min: 0, max: 1440 }), { maxLength: 6 })
      .map((minutes) => minutes.sort((a, b) => a - b))
      .map((sorted) =>
        Array.from({ length: Math.floor(sorted.length / 2) }, (_, i): Window => [
          sorted[2 * i] ?? 0,
          sorted[2 * i + 1] ?? 0,
        ]),
      )
    fc.assert(
      fc.property(windows, (some) => {
        expect(readWindows(windowsText(some))).toEqual(some)
      }),
    )
  })
})
