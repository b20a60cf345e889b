import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pinFault } from '../../../../src/features/warehouse/badges/pins.ts'

const fault = (pin: string, employeeNumber = 'warehouse-clerk'): string | null =>
  pinFault(pin, employeeNumber)

describe('a PIN', () => {
  it.each(['7294', '4071', '90832', '836405', '5099', '3306'])('%s will do', (pin) => {
    expect(fault(pin)).toBeNull()
  })

  it.each([
    ['', 'PIN 要有 4 到 6 位数字'],
    ['729', 'PIN 要有 4 到 6 位数字'],
    ['7294071', 'PIN 要有 4 到 6 位数字'],
    ['72a4', 'PIN 只能是数字'],
    ['７２９４', 'PIN 只能是数字'],
  ])('%j: %s', (pin, words) => {
    expect(fault(pin)).toBe(words)
  })

  it.each([
    '0000',
    '8888',
    '1234',
    '4321',
    '8901',
    '2109',
    '12345',
    '654321',
    '1212',
    '123123',
    '1221',
    '123321',
    '2580',
    '147258',
    '520131',
    '1314',
  ])('%s is what everybody tries first', (pin) => {
    expect(fault(pin)).toBe('这个 PIN 太容易猜到，请换一个')
  })

  it.each(['1987', '2004', '0412', '3112', '870412', '120487', '198704', '041287'])(
    '%s is a birthday or a year',
    (pin) => {
      expect(fault(pin)).toBe('PIN 不能是生日或年份的样子，请换一个')
    },
  )

  it.each([
    ['7294', 'E7294'],
    ['0799', 'E799'],
    ['5072', 'A-5072'],
  ])('%s is the number of %s', (pin, employeeNumber) => {
    expect(fault(pin, employeeNumber)).toBe('PIN 不能和工号相同，请换一个')
  })

  it('that will do is left in plenty: more than half of all', () => {
    for (const [length, all] of [
      [4, 10_000],
      [6, 1_000_000],
    ] as const) {
      const every = all / 10_000
      let good = 0
      for (let i = 0; i < all; i += every) if (fault(String(i).padStart(length, '0')) === null) good += 1
      expect(good).toBeGreaterThan(5000)
    }
  })

  it('is never all one digit, whatever the length', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 4, max: 6 }), (digit, length) => {
        expect(fault(String(digit).repeat(length))).not.toBeNull()
      }),
    )
  })
})
