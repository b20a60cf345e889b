import { describe, expect, it } from 'vitest'
import { code128 } from '../../src/lib/code128.ts'

describe('a Code 128 barcode', () => {
  it('is bars between two quiet zones, eleven modules per sign and thirteen for the stop', () => {
    const drawn = code128('A-01')
    // Start, four signs, check sign, stop.
    expect(drawn?.width).toBe(10 + 6 * 11 + 13 + 10)
    const bars = [...(drawn?.path ?? '').matchAll(/M(\d+) 0h(\d+)v30h-(\d+)z/g)].map((found) =>
      found.slice(1).map(Number),
    )
    expect(bars.map((bar) => `M${bar[0]} 0h${bar[1]}v30h-${bar[2]}z`).join('')).toBe(drawn?.path)
    // Every sign has three bars, the stop four; none touches its neighbour.
    expect(bars).toHaveLength(6 * 3 + 4)
    for (const [i, [x = 0, width = 0]] of bars.entries()) {
      expect(x + width).toBeLessThan(bars[i + 1]?.[0] ?? Infinity)
      expect(width).toBeGreaterThanOrEqual(1)
      expect(width).toBeLessThanOrEqual(4)
    }
    expect(bars[0]).toEqual([10, 2, 2])
    expect((bars.at(-1)?.[0] ?? 0) + (bars.at(-1)?.[1] ?? 0) + 10).toBe(drawn?.width)
  })

  it('writes digits in pairs, so that long numbers stay short', () => {
    expect(code128('690123456789')?.width).toBeLessThan(code128('ABCDEFGHIJKL')?.width ?? 0)
  })

  it('differs for texts that differ', () => {
    expect(code128('A-01')?.path).not.toBe(code128('A-02')?.path)
  })

  it.each(['', '红色', 'A\n', 'é', 'x'.repeat(65)])('does not exist for %j', (text) => {
    expect(code128(text)).toBeNull()
  })
})
