import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { tally } from '../../src/lib/tally.ts'

beforeEach(() => vi.useFakeTimers({ toFake: ['performance'] }))
afterEach(() => vi.useRealTimers())

it('counts each key by itself until the span is over, and says when that is', () => {
  const count = tally(60_000)
  expect(count('a')).toEqual({ times: 1, leftMs: 60_000 })
  vi.advanceTimersByTime(20_000)
  expect(count('a')).toEqual({ times: 2, leftMs: 40_000 })
  expect(count('b')).toEqual({ times: 1, leftMs: 40_000 })
  vi.advanceTimersByTime(39_999)
  expect(count('a')).toEqual({ times: 3, leftMs: 1 })
  vi.advanceTimersByTime(1)
  expect(count('a')).toEqual({ times: 1, leftMs: 60_000 })
})

it('begins anew with whoever comes first after a quiet time', () => {
  const count = tally(60_000)
  count('a')
  vi.advanceTimersByTime(150_000)
  expect(count('b')).toEqual({ times: 1, leftMs: 60_000 })
  expect(count('a')).toEqual({ times: 1, leftMs: 60_000 })
})
