import { dictionary } from '@zxcvbn-ts/language-common'
import { dutyLabels } from '../../../actor.ts'

/**
 * What a password may be: long enough and not one that everybody tries first. No demand for kinds of signs and no
 * expiry, because both lead to worse passwords (NIST SP 800-63B 5.1.1.2).
 */
export const SHORTEST = 8
export const LONGEST = 128

/** What a password shouldn't be made of, besides the person's own names: ours and those of our trade. */
const CONTEXT = [
  'dianwutai',
  '店务台',
  'taobao',
  'tmall',
  'tianmao',
  'jingdong',
  'alibaba',
  'dianpu',
  'yunying',
  'kefu',
  'meigong',
  'cangku',
  'cangguan',
  'admin',
  'administrator',
  'owner',
  'operations',
  'service',
  'designer',
  'warehouse',
  'mima',
  'password',
  ...Object.values(dutyLabels),
]

/** Words of Chinese lists of leaked passwords that the international list has only in part. */
const CHINESE = [
  'woaini',
  'woaiwojia',
  'woaizhongguo',
  'aini',
  'nihao',
  'wodemima',
  'zhangwei',
  'wangwei',
  'liwei',
  'wangfang',
  'lina',
  'zhanghao',
  'zhongguo',
  'beijing',
  'shanghai',
  'qwerty',
  'qweasd',
  'qazwsx',
  'zxcvbn',
  'zxcvbnm',
  'asdfgh',
  'asdfghjkl',
  'qq',
  'abc',
  'abcd',
  'iloveyou',
]
/** The endings people hang on. */
const ENDINGS =
  '(?:[0-9]{0,4}|520|521|1314|5201314|7758521|123456(?:7(?:8(?:9(?:0)?)?)?)?|456852|147258(?:369)?)'
const LUCKY = /^[a-z]{0,2}(?:520|521|1314|5201314|7758521|7758258|147258|147258369|789456|159357)+[a-z]{0,2}$/

const leaked = new Set(dictionary['passwords-common'].filter((word) => word.length >= SHORTEST))
const chinese = new RegExp(`^(?:${CHINESE.join('|')})[._@-]?${ENDINGS}[.!@#]?$`)

/** Whose password it is: no word of these may carry it. */
export interface Owner {
  readonly employeeNumber: string
  readonly name: string
  /** Full pinyin and initials, as `pinyinOf` writes them. */
  readonly pinyin: string
}

/** The Chinese sentence why a password won't do, or null. */
export function faultOf(password: string, owner: Owner): string | null {
  const length = [...password].length
  if (length < SHORTEST) return `密码至少要 ${SHORTEST} 个字符，建议 15 个以上`
  if (length > LONGEST) return `密码不能超过 ${LONGEST} 个字符`
  const plain = password.normalize('NFKC').toLowerCase()
  if (isCommon(plain)) return '这个密码太常见，容易被猜到，请换一个'
  const word = ownWord(plain, owner)
  if (word !== null) return `密码不能由工号、姓名或“${word}”这样的词拼成，请换一个`
  return null
}

function isCommon(plain: string): boolean {
  return leaked.has(plain) || chinese.test(plain) || LUCKY.test(plain) || isRepetition(plain) || isRun(plain)
}

/** One piece of at most four signs again and again. */
function isRepetition(plain: string): boolean {
  return /^(.{1,4})\1+$/u.test(plain)
}

/** Signs that follow each other, up or down: 23456789, hgfedcba. */
function isRun(plain: string): boolean {
  const codes = [...plain].map((sign) => sign.codePointAt(0) ?? 0)
  const step = (codes[1] ?? 0) - (codes[0] ?? 0)
  return Math.abs(step) <= 1 && codes.every((code, i) => i === 0 || code - (codes[i - 1] ?? 0) === step)
}

/** The word that makes up a password once the digits and signs that people hang on are gone. */
function ownWord(plain: string, owner: Owner): string | null {
  const bare = plain.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '')
  const number = owner.employeeNumber.toLowerCase()
  if (plain.replace(/[^\p{L}\p{N}-]/gu, '') === number || (number.length >= 4 && plain.includes(number))) {
    return owner.employeeNumber
  }
  const names = [owner.name.toLowerCase(), ...owner.pinyin.split(' ')].filter((name) => name !== '')
  const words = [...names, ...names.map((name) => name + name), ...CONTEXT.map((word) => word.toLowerCase())]
  return words.find((word) => bare === word) ?? null
}
