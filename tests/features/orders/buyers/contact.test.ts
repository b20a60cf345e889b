import { beforeAll, describe, expect, it } from 'vitest'
import { addressDoubtOf, keepContact } from '../../../../src/features/orders/buyers/contact.ts'
import { bindingOf, openContact, setBuyerKey } from '../../../../src/features/orders/buyers/seal.ts'

beforeAll(() => setBuyerKey(Buffer.alloc(32, 1)))

describe('the doubt about an address', () => {
  it.each([
    [{ address: '浙江省 杭州市 余杭区 文一西路969号', hasAddress: true }, null],
    [{ address: '浙江省 杭州市 余杭区 **街道 1***(310000)', hasAddress: true }, null],
    [{ address: '浙江省 杭州市 余杭区 3号', hasAddress: true }, 'SHORT'],
    [{ address: '浙江省 杭州市 余杭区', hasAddress: true }, 'SHORT'],
    [{ hasAddress: true }, 'MISSING'],
    [{ hasAddress: false }, null],
    [
      { address: '浙江省 杭州市 余杭区 文一西路969号', changedAddress: '上海市 1号', hasAddress: true },
      'CHANGED',
    ],
  ] as const)('of %j is %s', (given, doubt) => {
    expect(addressDoubtOf(given)).toBe(doubt)
  })
})

describe('a kept contact', () => {
  const given = {
    nick: 'tb一',
    name: '张三',
    phone: '13800001234',
    address: '浙江省 杭州市 西湖区 灵隐路1号',
    hasAddress: true,
  }

  it('is masked and sealed', () => {
    const kept = keepContact(1, '461', given)
    expect(kept).toMatchObject({
      maskedNick: 't***一',
      maskedName: '张*',
      maskedPhone: '138****1234',
      maskedAddress: '浙江省 杭州市 西湖区 ***',
    })
    expect(openContact(kept?.sealed ?? Buffer.of(), bindingOf(1, '461'))).toMatchObject({ name: '张三' })
  })

  it('keeps the whole of a message only where the order’s own has something left out', () => {
    const open = (message: string): unknown => {
      const kept = keepContact(1, '461', { ...given, message })
      return openContact(kept?.sealed ?? Buffer.of(), bindingOf(1, '461')).message
    }
    expect(open('请发顺丰')).toBeUndefined()
    expect(open('打13800001234')).toBe('打13800001234')
  })

  it('is richer the more is given, and much richer the less the platform has hidden', () => {
    const richness = (more: object): number => keepContact(1, '461', { ...given, ...more })?.richness ?? 0
    expect(richness({})).toBeGreaterThan(richness({ name: '张*' }))
    expect(richness({ name: '张*' })).toBeGreaterThan(richness({ name: undefined }))
  })

  it('is nothing when the file tells nothing of the person', () => {
    expect(keepContact(1, '461', { hasAddress: false })).toBeNull()
    expect(keepContact(1, '461', { hasAddress: false, message: '请发顺丰' })).toBeNull()
  })

  it('goes to the address that the platform’s file says is the new one', () => {
    const kept = keepContact(1, '461', { ...given, changedAddress: '上海市 浦东新区 世纪大道100号' })
    expect(kept?.maskedAddress).toBe('上海市 浦东新区 ***')
    expect(kept?.joinHash).not.toBe(keepContact(1, '461', given)?.joinHash)
  })
})
