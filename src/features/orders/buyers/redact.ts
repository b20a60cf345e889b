import { isMasked, maskAddress, maskName, maskNick, maskPhone, regionOf } from './masks.ts'

/** What a file says of the person behind an order. `message` and `memo` are what was written by and about them. */
export interface Contact {
  readonly nick?: string
  readonly name?: string
  readonly phone?: string
  readonly address?: string
  readonly message?: string
  readonly memo?: string
}

const MOBILE = String.raw`(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)`
const PHONES = new RegExp(String.raw`(?<!\d)(?:${MOBILE}|0\d{2,3}[- ]?\d{7,8}(?!\d))`, 'g')
/** A word of two to four characters set off before a phone number is most likely a name. */
const NAME_BEFORE_PHONE = new RegExp(
  String.raw`(?<![\p{Script=Han}])(?!电话|手机|号码|微信|联系)([\p{Script=Han}·]{2,4})(?=[\s,，;；:：/]+(?:${MOBILE}))`,
  'gu',
)
const NAMED = /((?:收件人|收货人|联系人|姓名)(?:改为|改成|是|为)?[\s:：]*)([\p{Script=Han}·]{2,4})/gu
const STREETS =
  /[\p{Script=Han}A-Za-z0-9]{0,12}(?:路|大街|街道|大道|巷|弄|小区|花园|大厦)[\p{Script=Han}A-Za-z0-9-]{0,8}?\d+\s*(?:号|栋|幢|座|单元|室)[\p{Script=Han}A-Za-z0-9-]{0,24}/gu

/**
 * A free text without the buyer's name, nick, phone and address as far as `contact` tells them, and without what
 * looks like a phone number, a street with a number, or a name beside one. The rest stays readable, because
 * somebody must act on it; the whole text is sealed with the contact.
 */
export function redact(text: string, contact: Contact = {}): string {
  let clean = text
  for (const [part, mask] of literals(contact)) clean = clean.replaceAll(part, mask)
  return clean
    .replace(NAME_BEFORE_PHONE, (name) => maskName(name))
    .replace(NAMED, (_all, label: string, name: string) => label + maskName(name))
    .replace(PHONES, (phone) => maskPhone(phone.replace(/[- ]/g, '')))
    .replace(STREETS, '***')
}

/** The parts to look for, longest first; those that the platform has hidden already tell nothing. */
function literals({ nick, name, phone, address }: Contact): [string, string][] {
  const found: [string, string][] = []
  const add = (part: string | undefined, least: number, mask: (text: string) => string): void => {
    if (part && !isMasked(part) && [...part].length >= least) found.push([part, mask(part)])
  }
  add(address, 4, maskAddress)
  add(address && address.trim().slice(regionOf(address).length).trim(), 4, () => '***')
  add(phone, 5, maskPhone)
  add(name, 2, maskName)
  add(nick, 3, maskNick)
  return found.sort(([a], [b]) => b.length - a.length)
}
