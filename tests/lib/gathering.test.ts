import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { gathering } from '../../src/lib/gathering.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('calls that come close together', () => {
  it('are answered once, as soon as the most urgent wants it', () => {
    const runs: number[] = []
    const began = performance.now()
    const calls = gathering(() => runs.push(performance.now() - began))
    calls.within(2000)
    vi.advanceTimersByTime(100)
    calls.within(300)
    calls.within(1000)
    vi.advanceTimersByTime(5000)
    expect(runs).toEqual([400])
    calls.within(50)
    vi.advanceTimersByTime(50)
    expect(runs).toEqual([400, 5150])
  })

  it('are not put off by others that go on coming', () => {
    const runs: string[] = []
    const calls = gathering(() => runs.push('run'))
    for (let i = 0; i < 10; i += 1) {
      calls.within(300)
      vi.advanceTimersByTime(100)
    }
    expect(runs).toHaveLength(3)
  })

  it('are forgotten when told so', () => {
    const runs: string[] = []
    const calls = gathering(() => runs.push('run'))
    calls.within(300)
    calls.stop()
    vi.advanceTimersByTime(1000)
    expect(runs).toEqual([])
    calls.within(300)
    vi.advanceTimersByTime(300)
    expect(runs).toEqual(['run'])
  })
})
