import fc from 'fast-check'
import decode from 'qr/decode.js'
import { describe, expect, it } from 'vitest'
import { qrCode } from '../../src/lib/qr-code.ts'

/** What a camera gets to see of the path: so many pixels a module, black on white. */
function pictureOf({ path, size }: { path: string; size: number }, scale = 4): Parameters<typeof decode>[0] {
  const width = size * scale
  const data = new Uint8ClampedArray(width * width * 4).fill(255)
  for (const [, x, y] of path.matchAll(/M(\d+) (\d+)h1v1h-1z/g)) {
    for (let row = 0; row < scale; row++) {
      const from = ((Number(y) * scale + row) * width + Number(x) * scale) * 4
      for (let i = 0; i < scale; i++) data.set([0, 0, 0, 255], from + i * 4)
    }
  }
  return { width, height: width, data }
}

describe('a QR code', () => {
  it('is read by others as the text that it was made of', () => {
    const texts = fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 300 })
    const isRead = fc.property(
      texts,
      (text) => decode(pictureOf(qrCode(text)), { timeLimit: 10_000 }) === text,
    )
    fc.assert(isRead, { numRuns: 30 })
  })

  it('stands in a quiet zone of four modules', () => {
    const { path, size } = qrCode('otpauth://totp/x?secret=MZXW6YTBOI')
    const places = [...path.matchAll(/M(\d+) (\d+)/g)].flatMap(([, x, y]) => [Number(x), Number(y)])
    expect([Math.min(...places), Math.max(...places)]).toEqual([4, size - 5])
    expect((size - 8 - 21) % 4).toBe(0)
  })

  it('of far too much is none', () => {
    expect(() => qrCode('x'.repeat(5000))).toThrow()
  })
})
