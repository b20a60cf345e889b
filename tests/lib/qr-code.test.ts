import { describe, expect, it } from 'vitest'
import { qrCode } from '../../src/lib/qr-code.ts'

/** The eye that stands in three corners. */
const EYE = ['1111111', '1000001', '1011101', '1011101', '1011101', '1000001', '1111111']

/** The modules as they're drawn, row by row. */
function rowsOf({ path, size }: { path: string; size: number }): string[] {
  const dark = new Set([...path.matchAll(/M(\d+) (\d+)h1v1h-1z/g)].map(([, x, y]) => `${x} ${y}`))
  const line = Array.from({ length: size }, (_, i) => i)
  return line.map((y) => line.map((x) => (dark.has(`${x} ${y}`) ? '1' : '0')).join(''))
}

const partOf = (rows: string[], x: number, y: number): string[] =>
  rows.slice(y, y + 7).map((row) => row.slice(x, x + 7))

describe('a QR code', () => {
  const code = qrCode('otpauth://totp/x?secret=MZXW6YTBOI')
  const rows = rowsOf(code)

  it('has an eye in three corners and timing between them', () => {
    const far = code.size - 4 - 7
    expect(partOf(rows, 4, 4)).toEqual(EYE)
    expect(partOf(rows, far, 4)).toEqual(EYE)
    expect(partOf(rows, 4, far)).toEqual(EYE)
    expect(partOf(rows, far, far)).not.toEqual(EYE)
    const timing = rows[10]?.slice(12, far - 1) ?? ''
    expect(timing).toMatch(/^(?:10)+1?$/)
  })

  it('stands in a quiet zone of four modules', () => {
    const blank = '0'.repeat(code.size)
    expect([...rows.slice(0, 4), ...rows.slice(-4)]).toEqual(Array(8).fill(blank))
    expect(rows.every((row) => row.startsWith('0000') && row.endsWith('0000'))).toBe(true)
    expect((code.size - 8 - 21) % 4).toBe(0)
  })

  it('grows with its text and differs with it', () => {
    expect(qrCode('x'.repeat(300)).size).toBeGreaterThan(code.size)
    expect(qrCode('a').path).not.toBe(qrCode('b').path)
  })

  it('of far too much is none', () => {
    expect(() => qrCode('x'.repeat(5000))).toThrow()
  })
})
