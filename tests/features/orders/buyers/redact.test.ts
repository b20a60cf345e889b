import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { redact } from '../../../../src/features/orders/buyers/redact.ts'

const contact = {
  nick: 'tb金丝雀鸟',
  name: '金丝雀',
  phone: '13912345678',
  address: '浙江省 杭州市 余杭区 黄鹂路77号2幢301室',
}

describe('a redacted text', () => {
  it.each([
    ['请发顺丰', '请发顺丰'],
    ['周五前送到，谢谢', '周五前送到，谢谢'],
    ['收件人改为林小鹿', '收件人改为林**'],
    ['改发 林小鹿 13800001111', '改发 林** 138****1111'],
    ['电话改 138 0000 1111，别打错', '电话改 138****1111，别打错'],
    ['座机 0571-88886666', '座机 057****6666'],
    ['改到文一西路969号3幢2单元', '***'],
    ['订单 461000000000001004 一起发', '订单 461000000000001004 一起发'],
    ['尺码 165/88A 不要错', '尺码 165/88A 不要错'],
  ])('%s reads %s', (text, clean) => {
    expect(redact(text)).toBe(clean)
  })

  it('leaves out what is known of the buyer, wherever it stands', () => {
    const clean = redact('金丝雀说送黄鹂路77号2幢301室，旺旺tb金丝雀鸟，打13912345678', contact)
    for (const part of ['金丝雀', '黄鹂路', '77号', '13912345678', '金丝雀鸟'])
      expect(clean).not.toContain(part)
    expect(clean).toContain('旺旺')
  })

  it('ignores parts that the platform has hidden: they would be found everywhere', () => {
    expect(redact('***很急', { name: '*', phone: '1****8', address: '***' })).toBe('***很急')
  })

  it('never contains the contact’s name, phone or door, whatever is around them', () => {
    const around = fc.string({ unit: fc.constantFrom(...'请改发到，。 和快点abc'), maxLength: 12 })
    fc.assert(
      fc.property(
        fc.array(fc.oneof(around, fc.constantFrom(...Object.values(contact))), { maxLength: 8 }),
        (parts) => {
          const clean = redact(parts.join(' '), contact)
          for (const part of [contact.name, contact.phone, '77号', contact.nick])
            expect(clean).not.toContain(part)
        },
      ),
    )
  })
})
