import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  maskAddress,
  maskName,
  maskNick,
  maskPhone,
  regionOf,
} from '../../../../src/features/orders/buyers/masks.ts'

const han = fc.string({
  unit: fc.constantFrom(...'张王李赵欧阳诸葛小明建国雪梅丽华云'),
  minLength: 2,
  maxLength: 6,
})
const mobile = fc
  .tuple(fc.constantFrom('13', '15', '17', '18', '19'), fc.integer({ min: 0, max: 999_999_999 }))
  .map(([head, rest]) => head + String(rest).padStart(9, '0'))

describe('a masked name', () => {
  it.each([
    ['张三', '张*'],
    ['欧阳小明', '欧**'],
    ['李', '*'],
    ['', ''],
    ['测**', '测**'],
    ['Anna Smith', 'A**'],
  ])('%s is shown as %s', (name, shown) => {
    expect(maskName(name)).toBe(shown)
  })

  it('tells the first character at most, and nothing more when masked again', () => {
    fc.assert(
      fc.property(han, (name) => {
        const shown = maskName(name)
        expect(shown.replaceAll('*', '')).toBe([...name][0])
        expect(maskName(shown)).toBe(shown)
      }),
    )
  })
})

describe('a masked nick', () => {
  it.each([
    ['tb示例一', 't***一'],
    ['ab', 'a***'],
    ['', ''],
  ])('%s is shown as %s', (nick, shown) => {
    expect(maskNick(nick)).toBe(shown)
  })

  it('has the same length whatever the nick, so that not even that is told', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 3, maxLength: 30, unit: 'grapheme' }), (nick) => {
        fc.pre(nick.trim().length === nick.length)
        expect([...maskNick(nick)].length).toBeLessThanOrEqual(5)
      }),
    )
  })
})

describe('a masked phone', () => {
  it.each([
    ['13800001234', '138****1234'],
    ['１３８００００１２３４', '138****1234'],
    ['0571-88886666', '057****6666'],
    ['1*********8', '1*********8'],
    ['8888666', '****66'],
    ['12345', '****'],
    ['', ''],
  ])('%s is shown as %s', (phone, shown) => {
    expect(maskPhone(phone)).toBe(shown)
  })

  it('hides at least four characters of any number', () => {
    fc.assert(
      fc.property(mobile, (phone) => {
        const shown = maskPhone(phone)
        expect(shown.slice(3, -4)).toBe('****')
        expect(shown.replaceAll('*', '').length).toBeLessThanOrEqual(phone.length - 4)
      }),
    )
  })
})

describe('a masked address', () => {
  it.each([
    ['浙江省 杭州市 余杭区 文一西路969号3幢', '浙江省 杭州市 余杭区 ***'],
    ['浙江省 杭州市 余杭区 **街道 1***(310000)', '浙江省 杭州市 余杭区 ***'],
    ['上海 上海市 浦东新区 世纪大道100号', '上海 上海市 浦东新区 ***'],
    ['北京市朝阳区建国路88号', '北京市 ***'],
    ['广西壮族自治区 南宁市 青秀区 民族大道1号', '广西壮族自治区 南宁市 青秀区 ***'],
    ['金丝雀路99号', '***'],
    ['3栋501室 金丝雀花园', '***'],
    ['', ''],
  ])('%s is shown as %s', (address, shown) => {
    expect(maskAddress(address)).toBe(shown)
  })

  it('keeps neither street nor door, whatever they are', () => {
    const street = fc
      .tuple(han, fc.constantFrom('路', '街', '巷', '弄'), fc.integer({ min: 1, max: 9999 }))
      .map(([name, kind, number]) => `${name}${kind}${number}号`)
    fc.assert(
      fc.property(fc.constantFrom('', '浙江省 杭州市 余杭区 ', '江苏 苏州市 '), street, (region, street) => {
        const shown = maskAddress(region + street)
        expect(shown).not.toMatch(/\d/)
        expect(shown).not.toContain(street)
        expect(shown.endsWith('***')).toBe(true)
        expect(maskAddress(shown)).toBe(shown)
      }),
    )
  })

  it('begins with the region, and only with that', () => {
    expect(regionOf('浙江省 杭州市 余杭区 文一西路969号')).toBe('浙江省 杭州市 余杭区')
    expect(regionOf('文一西路969号')).toBe('')
  })
})
