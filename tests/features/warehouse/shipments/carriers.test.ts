import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  carrierOf,
  isSameCarrier,
  waybill,
  waybillsIn,
} from '../../../../src/features/warehouse/shipments/carriers.ts'

describe('waybill numbers', () => {
  it.each([
    [' yt8800000000001\r\n', 'YT8800000000001'],
    ['ＹＴ８８０００００００００１', 'YT880000000001'],
    ['SF 1234 5678 9012 3', 'SF1234567890123'],
    ['773123456789012', '773123456789012'],
  ])('%j is %s', (text, number) => expect(waybill(text)).toBe(number))

  it.each(['', '1234567', '你好', 'ABCDEFGH', 'YT88000000/00001', 'x'.repeat(41)])('%j is none', (text) =>
    expect(waybill(text)).toBeNull(),
  )

  it('are found in whatever the platform writes into a cell', () => {
    expect(waybillsIn('圆通速递 No:YT8800000000001;中通 73123456789012、YT8800000000001')).toEqual([
      'YT8800000000001',
      '73123456789012',
    ])
    expect(waybillsIn(null)).toEqual([])
  })

  it('stay what they are when they are read again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const once = waybill(text)
        if (once !== null) expect(waybill(once)).toBe(once)
      }),
    )
  })
})

describe('carriers', () => {
  it.each([
    ['SF1234567890123', '顺丰速运'],
    ['YT8800000000001', '圆通速递'],
    ['JT3000000000001', '极兔速递'],
    ['123456789', null],
  ])('%s looks like %s', (number, carrier) => expect(carrierOf(number)).toBe(carrier))

  it('are the same under their several names', () => {
    expect(isSameCarrier('圆通', '圆通速递')).toBe(true)
    expect(isSameCarrier('圆通快递', '圆通速递')).toBe(true)
    expect(isSameCarrier('中通快递', '申通快递')).toBe(false)
  })
})
