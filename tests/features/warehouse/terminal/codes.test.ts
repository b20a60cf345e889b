import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  isArticleNumber,
  readCode,
  spellings,
  typedNumber,
} from '../../../../src/features/warehouse/terminal/codes.ts'

describe('a code that arrives', () => {
  it.each([
    ['6901234567892\r', '6901234567892'],
    ['6901234567892\r\n', '6901234567892'],
    ['6901234567892\t', '6901234567892'],
    ['  MS-2041 ', 'MS-2041'],
    ['６９０１２３４５６７８９２', '6901234567892'],
    ['ＭＳ－２０４１', 'MS-2041'],
    ['CK20261123—0001', 'CK20261123-0001'],
    ['A。1、2', 'A.1/2'],
    ['A——1', 'A_1'],
    [']C1CK20261123-0001', 'CK20261123-0001'],
    ['\u200b690\ufeff1', '6901'],
    ['\u0002690\u0003', '690'],
    ['　Ａ　', 'A'],
    ['Ab-c', 'Ab-c'],
    ['', ''],
    ['\r\n', ''],
  ])('%j is read as %j', (raw, code) => {
    expect(readCode(raw)).toBe(code)
  })

  it('is read the same when it was read before, and never holds more than a hundred signs', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (raw) => {
        const once = readCode(raw)
        expect(readCode(` ${once}\r\n`)).toBe(once)
        expect([...once].length).toBeLessThanOrEqual(100)
      }),
    )
  })

  it('is read the same in full-width signs', () => {
    const printable = fc.stringMatching(/^[0-9A-Za-z+.:;<=>@_-]{1,40}$/)
    fc.assert(
      fc.property(printable, (code) => {
        const wide = [...code]
          .map((sign) => String.fromCodePoint((sign.codePointAt(0) ?? 0) + 0xfee0))
          .join('')
        expect(readCode(wide)).toBe(code)
      }),
    )
  })
})

describe('the spellings of a code', () => {
  it('begin with how it came, then capitals, small letters, and turned around by locked capitals', () => {
    expect(spellings('Ms-1')).toEqual(['Ms-1', 'MS-1', 'ms-1', 'mS-1'])
    expect(spellings('123')).toEqual(['123'])
  })
})

describe('a typed number', () => {
  it.each([
    ['1', 1],
    ['0012', 12],
    ['9999', 9999],
    ['0', null],
    ['0000', null],
    ['10000', null],
    ['1a', null],
    ['', null],
    ['-1', null],
  ])('%j is %s', (code, number) => {
    expect(typedNumber(code)).toBe(number)
  })
})

describe('an article number', () => {
  it.each([
    ['6901234567892', true],
    ['6901234567893', false],
    ['690123456789', false],
    ['YT1234567890123', false],
  ])('%s: %s', (code, is) => {
    expect(isArticleNumber(code)).toBe(is)
  })
})
