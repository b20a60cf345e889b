import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { base32, codeAt, newTotpSecret, stepAt, stepOf, totpAddress } from '../../src/lib/totp.ts'

/** The secret of both RFCs' test vectors. */
const SECRET = Buffer.from('12345678901234567890')
const at = (seconds: number): Date => new Date(seconds * 1000)

describe('a one-time code', () => {
  it.each(
    ['755224', '287082', '359152', '969429', '338314', '254676', '287922', '162583', '399871', '520489'].map(
      (code, step) => [step, code] as const,
    ),
  )('of step %i is %s, as RFC 4226 says', (step, code) => {
    expect(codeAt(SECRET, step)).toBe(code)
  })

  // The RFC prints eight digits; six are the last of them.
  it.each([
    [59, '94287082'],
    [1_111_111_109, '07081804'],
    [1_111_111_111, '14050471'],
    [1_234_567_890, '89005924'],
    [2_000_000_000, '69279037'],
    [20_000_000_000, '65353130'],
  ])('at second %i ends like %s, as RFC 6238 says', (seconds, code) => {
    expect(codeAt(SECRET, stepAt(at(seconds)))).toBe(code.slice(2))
  })

  it('is good in its own step, the one before and the one after', () => {
    const step = stepAt(at(1_234_567_890))
    for (const drift of [-1, 0, 1]) {
      expect(stepOf(SECRET, codeAt(SECRET, step + drift), at(1_234_567_890))).toBe(step + drift)
    }
    for (const drift of [-2, 2]) {
      expect(stepOf(SECRET, codeAt(SECRET, step + drift), at(1_234_567_890))).toBeNull()
    }
  })

  it('lasts to the last millisecond of the step after its own', () => {
    const code = codeAt(SECRET, 10)
    expect(stepOf(SECRET, code, new Date(270_000 - 1))).toBeNull()
    expect(stepOf(SECRET, code, new Date(270_000))).toBe(10)
    expect(stepOf(SECRET, code, new Date(360_000 - 1))).toBe(10)
    expect(stepOf(SECRET, code, new Date(360_000))).toBeNull()
  })

  it.each(['', '12345', '1234567', 'abcdef', '１２３４５６', '12345６', '-12345', '1e5000'])(
    'is never %j',
    (text) => {
      expect(stepOf(SECRET, text, at(59))).toBeNull()
    },
  )

  it('is of one secret only', () => {
    const code = codeAt(SECRET, stepAt(at(59)))
    expect(stepOf(newTotpSecret(), code, at(1_234_567_890))).toBeNull()
  })
})

describe('a secret', () => {
  it('has 160 bits, and never the same', () => {
    expect(newTotpSecret()).toHaveLength(20)
    expect(newTotpSecret().equals(newTotpSecret())).toBe(false)
  })

  // RFC 4648, without the padding.
  it.each([
    ['', ''],
    ['f', 'MY'],
    ['fo', 'MZXQ'],
    ['foo', 'MZXW6'],
    ['foob', 'MZXW6YQ'],
    ['fooba', 'MZXW6YTB'],
    ['foobar', 'MZXW6YTBOI'],
  ])('%j is typed as %j', (text, typed) => {
    expect(base32(Buffer.from(text))).toBe(typed)
  })

  it('is told to an app with its owner and who asks, whatever they are called', () => {
    expect(totpAddress(SECRET, '店务台', 'E001')).toBe(
      `otpauth://totp/%E5%BA%97%E5%8A%A1%E5%8F%B0:E001?secret=${base32(SECRET)}&issuer=%E5%BA%97%E5%8A%A1%E5%8F%B0`,
    )
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (name) => {
        const address = new URL(totpAddress(SECRET, name, name))
        expect(address.searchParams.get('issuer')).toBe(name)
        expect(address.searchParams.get('secret')).toBe(base32(SECRET))
      }),
    )
  })
})
