/**
 * How personal data of buyers is shown: enough to tell two orders apart, not enough to find the person. What the
 * platform has already hidden (`*`) stays hidden; masking what is masked changes nothing.
 */

/** Whether the platform has hidden a part of the text. */
export function isMasked(text: string): boolean {
  return text.includes('*')
}

/** The first character, and one or two stars for the rest: 张三 → 张*, 欧阳小明 → 欧**. */
export function maskName(name: string): string {
  const characters = [...name.trim()]
  if (characters.length <= 1) return characters.length === 0 ? '' : '*'
  return (characters[0] ?? '') + '*'.repeat(Math.min(characters.length - 1, 2))
}

/** First and last character, three stars between, whatever the length: tb示例一 → t***一. */
export function maskNick(nick: string): string {
  const characters = [...nick.trim()]
  if (characters.length === 0) return ''
  const last = characters.length > 2 ? (characters.at(-1) ?? '') : ''
  return `${characters[0] ?? ''}***${last}`
}

/** The first three and the last four of eleven characters or more: 138****0000; of shorter ones at most two. */
export function maskPhone(phone: string): string {
  const text = phone.normalize('NFKC').replace(/\s/g, '')
  if (text === '') return ''
  if (text.length >= 11) return `${text.slice(0, 3)}****${text.slice(-4)}`
  return `****${text.length >= 7 ? text.slice(-2) : ''}`
}

/** Provinces that addresses name without 省, 市 or 自治区. */
const SHORT_PROVINCES =
  '北京 天津 上海 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 四川 贵州 云南 陕西 甘肃 青海 内蒙古 广西 西藏 宁夏 新疆 香港 澳门 台湾'
const PROVINCE = `[\\p{Script=Han}]{2,8}?(?:省|自治区|特别行政区)|${SHORT_PROVINCES.replaceAll(' ', '|')}`
const CITY = '[\\p{Script=Han}]{1,11}?(?:市|自治州|地区|盟)'
const DISTRICT = '[\\p{Script=Han}]{1,11}?(?:自治县|区|县|旗|市)'
const REGION = new RegExp(`^\\s*(?:${PROVINCE})?(?:省|市)?\\s*(?:${CITY})?\\s*(?:${DISTRICT}(?=\\s|$))?`, 'u')

/**
 * The province, city and district at the beginning of an address, parted by blanks as platforms export them; empty
 * where it doesn't begin with one of them.
 */
export function regionOf(address: string): string {
  const found = REGION.exec(address.trim())?.[0].trim() ?? ''
  // A region is of several characters and names no number; anything else is already somebody's door.
  return /\d|\*/.test(found) || found.length < 2 ? '' : found.replace(/\s+/g, ' ')
}

/** Province, city and district; street and door are hidden: 浙江省 杭州市 余杭区 ***. */
export function maskAddress(address: string): string {
  if (address.trim() === '') return ''
  const region = regionOf(address)
  return region === '' ? '***' : `${region} ***`
}
