import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  bindingOf,
  hashAddress,
  hashJoin,
  hashNick,
  openContact,
  sealContact,
  setBuyerKey,
} from '../../../../src/features/orders/buyers/seal.ts'

const binding = bindingOf(1, '461000000000001001')
const contact = {
  nick: 'tb一',
  name: '张三',
  phone: '13800001234',
  address: '浙江省 杭州市 西湖区 灵隐路1号',
}

beforeAll(() => setBuyerKey(Buffer.alloc(32, 1)))

describe('a sealed contact', () => {
  it('opens to what was sealed', () => {
    const text = fc.option(fc.string({ unit: 'binary' }), { nil: undefined })
    fc.assert(
      fc.property(
        fc.record({ nick: text, name: text, phone: text, address: text, message: text }),
        (given) => {
          const opened = openContact(sealContact(given, binding), binding)
          expect(opened).toEqual(JSON.parse(JSON.stringify(given)))
        },
      ),
    )
  })

  it('shows nothing of it', () => {
    const bytes = sealContact(contact, binding).toString('latin1')
    for (const part of Object.values(contact))
      expect(bytes).not.toContain(Buffer.from(part).toString('latin1'))
  })

  it('is the same for the same contact of the same order, and another for any other', () => {
    expect(sealContact(contact, binding)).toEqual(sealContact({ ...contact }, binding))
    expect(sealContact(contact, binding)).not.toEqual(
      sealContact(contact, bindingOf(1, '461000000000001002')),
    )
    expect(sealContact(contact, binding)).not.toEqual(sealContact({ ...contact, name: '张四' }, binding))
  })

  it('can’t be opened as another order’s, when changed, or with another key', () => {
    const sealed = sealContact(contact, binding)
    expect(() => openContact(sealed, bindingOf(2, '461000000000001001'))).toThrow()
    for (const at of [1, 15, 40]) {
      const changed = Buffer.from(sealed)
      changed[at] = (changed[at] ?? 0) ^ 1
      expect(() => openContact(changed, binding)).toThrow()
    }
    setBuyerKey(Buffer.alloc(32, 2))
    expect(() => openContact(sealed, binding)).toThrow()
    setBuyerKey(Buffer.alloc(32, 1))
    expect(openContact(sealed, binding)).toEqual(contact)
  })

  it('needs a key of 32 bytes', () => {
    expect(() => setBuyerKey(Buffer.alloc(16))).toThrow(RangeError)
  })
})

describe('the hash of a nick', () => {
  it('is there for readable ones only', () => {
    expect(hashNick('tb一')).toBe(hashNick(' tb一 '))
    expect(hashNick('tb一')).not.toBe(hashNick('tb二'))
    for (const nick of [undefined, '', 't**']) expect(hashNick(nick)).toBeNull()
  })

  it('is keyed: another house has another', () => {
    const ours = hashNick('tb一')
    setBuyerKey(Buffer.alloc(32, 2))
    expect(hashNick('tb一')).not.toBe(ours)
    setBuyerKey(Buffer.alloc(32, 1))
  })
})

describe('the hash by which orders travel together', () => {
  const hidden = { nick: 'tb一', name: '张*', phone: '1*********8', address: '浙江省 杭州市 ***' }

  it('joins the same nick with identical texts, hidden in part or not', () => {
    expect(hashJoin(1, hidden)).toBe(hashJoin(1, { ...hidden }))
    expect(hashJoin(1, contact)).toBe(hashJoin(1, { ...contact, address: `${contact.address} ` }))
  })

  it.each(['nick', 'name', 'phone', 'address'] as const)('parts another %s', (field) => {
    expect(hashJoin(1, { ...hidden, [field]: 'x不同' })).not.toBe(hashJoin(1, hidden))
  })

  it('parts shops, and a hidden text from the one it hides', () => {
    expect(hashJoin(2, contact)).not.toBe(hashJoin(1, contact))
    expect(hashJoin(1, hidden)).not.toBe(hashJoin(1, contact))
  })

  it('is absent without a readable nick, because hidden people look alike, and without an address', () => {
    for (const nick of [undefined, '', 't**']) expect(hashJoin(1, { ...hidden, nick })).toBeNull()
    expect(hashJoin(1, { nick: 'tb一', name: '张三', phone: '13800001234' })).toBeNull()
  })
})

describe('the hash by which a change of address is noticed', () => {
  it('says whether a part was hidden', () => {
    expect(hashAddress(contact)).toMatch(/^c/)
    expect(hashAddress({ ...contact, name: '张*' })).toMatch(/^m/)
    expect(hashAddress({ nick: 'tb一' })).toBeNull()
  })
})
