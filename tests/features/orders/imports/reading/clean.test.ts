import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  Fault,
  amount,
  code,
  isNothing,
  longId,
  lostLookingDigits,
  pieces,
  share,
  signedAmount,
  time,
  unwrap,
  waybill,
  yesNo,
} from '../../../../../src/features/orders/imports/reading/clean.ts'

const reasonOf = (value: unknown) => (value instanceof Fault ? value.reason : value)

describe('a cell', () => {
  it.each([
    ['="3300000000000000101"', '3300000000000000101'],
    ['="a ""b"""', 'a "b"'],
    ["'13800000000", '13800000000'],
    ["'null", 'null'],
    ['  示例 挂钩\t', '示例 挂钩'],
    ['\uFEFF订单\u00A0', '订单'],
    ['a\r\nb\rc', 'a\nb\nc'],
    ['a\0b\x1Fc', 'abc'],
    ['="', '="'],
    ['=""', ''],
    ['5"', '5"'],
  ])('%j is %j without its wrappers', (raw, text) => {
    expect(unwrap(raw)).toBe(text)
  })

  it.each(['', 'null', 'NULL', "'null", '\\N', '-', '--', 'nan', 'NaN', '无', '无退款申请', '\t'])(
    '%j holds nothing',
    (raw) => {
      expect(isNothing(unwrap(raw))).toBe(true)
    },
  )

  it.each(['0', '无需发票', 'nullable', '---'])('%j holds something', (raw) => {
    expect(isNothing(unwrap(raw))).toBe(false)
  })

  it('keeps any text without wrappers, control characters or blanks at its ends', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', '中', '"', '=', ' ', '\n', '😀', '1') }), (text) => {
        fc.pre(text === text.trim() && !/^="/.test(text))
        expect(unwrap(text)).toBe(text)
        expect(unwrap(`="${text.replaceAll('"', '""')}"`)).toBe(text)
      }),
    )
  })
})

describe('a long number', () => {
  it('is kept as text, with all digits', () => {
    expect(longId('3300000000000000201', false)).toBe('3300000000000000201')
    expect(longId('900000000000001', true)).toBe('900000000000001')
  })

  it.each([
    ['3.30E+18', false],
    ['3.3E18', false],
    ['3e+18', false],
    ['3300000000000000000', true],
    ['461000000000001000', true],
  ])('%s is known as ruined by a spreadsheet (number cell: %s)', (text, numeric) => {
    expect(reasonOf(longId(text, numeric))).toBe('已被 Excel 改成数字，后几位丢失；请用平台导出的原始文件')
  })

  it.each(['abc', '123', '33000000-0000', '１２３４５６７８'])('%s is not one', (text) => {
    expect(reasonOf(longId(text, false))).toBe('不是编号，应为 8 到 32 位数字')
  })

  it('looks ruined when everything behind the 15th digit is zeros', () => {
    expect(lostLookingDigits('3300000000000000000')).toBe(4)
    expect(lostLookingDigits('3300000000000000100')).toBe(0)
    expect(lostLookingDigits('330000000000000')).toBe(0)
  })

  it('is only looked for where numbers stand: a merchant code may look like one', () => {
    expect(code('2E10', false)).toBe('2E10')
    expect(code('A1.5E+3', false)).toBe('A1.5E+3')
    expect(code('2.02611E+29', false)).toBeInstanceOf(Fault)
    expect(code('78900000000000010', true)).toBeInstanceOf(Fault)
    expect(code('78900000009910', true)).toBe('78900000009910')
  })

  it('of a waybill loses its prefix', () => {
    expect(waybill('No:78900000009910', false)).toBe('78900000009910')
    expect(waybill('no：SF123', false)).toBe('SF123')
    expect(waybill('sf1234567890123', false)).toBe('SF1234567890123')
    expect(waybill('No:', false)).toBeUndefined()
  })
})

describe('an amount', () => {
  it.each([
    ['99.00元', 9900],
    ['¥1,234.50', 123_450],
    ['￥ 12', 1200],
    ['0', 0],
  ])('%s is %i fen', (text, fen) => {
    expect(amount(text, false)).toBe(fen)
    expect(amount(text, false)).toBe(fen)
  })

  it('may carry the noise of a number cell', () => {
    expect(amount('24.9', true)).toBe(2490)
    expect(amount('12.340000000000002', true)).toBe(1234)
  })

  it('is not less than zero unless the column says so', () => {
    expect(reasonOf(amount('(12.00)', false))).toBe('金额不能是负数')
    expect(signedAmount('(12.00)', false)).toBe(-1200)
  })

  it.each(['abc', '12.345', '1e3', '99999999999'])('%s is none', (text) => {
    expect(amount(text, false)).toBeInstanceOf(Fault)
  })
})

describe('a count', () => {
  it.each([
    ['2', 2],
    ['2.0', 2],
    ['1,200', 1200],
    ['１２', 12],
  ])('%s is %i', (text, count) => {
    expect(pieces(1)(text, false)).toBe(count)
  })

  it.each([
    ['0', '数量至少是 1'],
    ['-1', '数量不能是负数'],
    ['1.5', '不是整数'],
    ['1,20', '不是整数'],
    ['1000001', '数量超过了 1,000,000'],
  ])('%s is refused: %s', (text, reason) => {
    expect(reasonOf(pieces(1)(text, false))).toBe(reason)
  })
})

describe('other cells', () => {
  it.each([
    '2026-11-20 01:11:00',
    '2026/11/20 1:11',
    '2026-11-20T01:11:00',
    '20261120011100',
    '46346.0493055556',
  ])('%s is a moment of Beijing time', (text) => {
    expect((time(text, false) as Date).toISOString()).toBe('2026-11-19T17:11:00.000Z')
  })

  it('say why they are no moment', () => {
    expect(reasonOf(time('2026-13-01', false))).toBe('这个时间不存在')
    expect(reasonOf(time('昨天', false))).toBe('不是认识的时间格式')
  })

  it.each([
    ['12.34%', 0.1234],
    ['99.71%', 0.9971],
    ['1,234%', 12.34],
    ['0.0786', 0.0786],
    ['１００％', 1],
    ['-5%', -0.05],
  ])('%s is the share %d: divided only with a percent sign', (text, value) => {
    expect(share(text, false)).toBe(value)
  })

  it('are yes or no', () => {
    expect([yesNo('是', false), yesNo('否', false), yesNo('TRUE', false)]).toEqual([true, false, true])
    expect(yesNo('也许', false)).toBeInstanceOf(Fault)
  })
})
