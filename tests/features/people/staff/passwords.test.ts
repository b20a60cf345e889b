import { describe, expect, it } from 'vitest'
import { faultOf } from '../../../../src/features/people/staff/passwords.ts'
import { pinyinOf } from '../../../../src/features/people/staff/pinyin.ts'
import { generatePassword } from '../../../../src/lib/passwords.ts'

const owner = { employeeNumber: 'E1024', name: '周敏', pinyin: pinyinOf('周敏') }

describe('a password', () => {
  it.each([
    'correct horse battery',
    '紫色的云喜欢喝豆浆呀',
    'aaaabbbbccccdddd',
    'ALLCAPITALS LETTERS',
    '        x',
    '😀😁😂🤣😃😄😅😆',
    `${'长'.repeat(127)}短`,
    'zhoumin likes tofu',
  ])('may be %j: no kinds of signs are demanded', (password) => {
    expect(faultOf(password, owner)).toBeNull()
  })

  it.each([
    ['short7!', '至少要 8 个字符'],
    ['密码密码密码密', '至少要 8 个字符'],
    ['x'.repeat(129), '不能超过 128 个字符'],
  ])('has 8 to 128 signs: %j', (password, reason) => {
    expect(faultOf(password, owner)).toContain(reason)
  })

  it.each([
    'password',
    'Password1',
    '12345678',
    '1qaz2wsx',
    'iloveyou',
    'qq123456',
    'a123456789',
    'woaini1314',
    'woaini520',
    'WoAiNi5201314',
    '5201314a',
    '52013141314520',
    'zxcvbnm123456',
    'asdfghjkl.123',
    '１２３４５６７８',
    '87654321',
    'abcdefghij',
    '88888888',
    'abcabcabcabc',
    'wodemima123',
  ])('is not one that everybody tries first: %j', (password) => {
    expect(faultOf(password, owner)).toContain('太常见')
  })

  it.each([
    'e1024e1024',
    'xxE1024xx',
    'zhoumin2026',
    'Zhoumin!!',
    '周敏123456',
    'ZHOUMINzhoumin1',
    'dianwutai2026',
    'taobao888!',
    '运营主管2026',
    'warehouse-1',
  ])('is not made of the number, the name or words of the trade: %j', (password) => {
    expect(faultOf(password, owner)).not.toBeNull()
  })

  it('is checked against thousands of leaked ones that are long enough', async () => {
    const { dictionary } = await import('@zxcvbn-ts/language-common')
    const long = dictionary['passwords-common'].filter((word) => word.length >= 8)
    expect(long.length).toBeGreaterThan(3000)
    for (const word of long.slice(0, 3000)) expect(faultOf(word, owner), word).not.toBeNull()
  })

  it('is always right when generated', () => {
    for (let i = 0; i < 200; i += 1) expect(faultOf(generatePassword(), owner)).toBeNull()
  })
})

describe('the pinyin of a name', () => {
  it.each([
    ['周敏', 'zhoumin zm'],
    ['欧阳 娜娜', 'ouyangnana oynn'],
    ['单雄信', 'shanxiongxin sxx'],
    ['Anna 王', 'annawang annaw'],
  ])('of %s is %s', (name, pinyin) => {
    expect(pinyinOf(name)).toBe(pinyin)
  })
})
