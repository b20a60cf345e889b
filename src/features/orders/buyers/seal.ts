import type { KeyObject } from 'node:crypto'
import { createHmac, createSecretKey, hkdfSync } from 'node:crypto'
import { NONCE, open, seal } from '../../../lib/seal.ts'
import { isMasked } from './masks.ts'
import type { Contact } from './redact.ts'

/**
 * Buyers' personal data outside the order's facts: sealed with a key that is not in the database, and keyed hashes
 * by which orders of one buyer are found without opening anything. The same contact of the same order always seals to
 * the same bytes, so that a repeated import changes nothing: the nonce is a keyed hash of what is sealed, which
 * keeps it unique per content.
 */

interface Keys {
  readonly cipher: KeyObject
  readonly nonce: KeyObject
  readonly nick: KeyObject
  readonly join: KeyObject
  readonly address: KeyObject
}

let current: Keys | undefined
let given: Buffer | undefined

/**
 * Hands over the key, once per process, before anything is imported or shown.
 * @param key 32 random bytes: `Buffer.from(secret(dataDir, 'buyerKey'), 'base64url')`
 * @throws RangeError for a shorter key
 */
export function setBuyerKey(key: Buffer): void {
  if (key.length < 32) throw new RangeError('the key of the buyers’ data has fewer than 32 bytes')
  given = key
  // As key objects they are made ready once, not for each of a million rows.
  const derive = (purpose: string): KeyObject =>
    createSecretKey(Buffer.from(hkdfSync('sha256', key, '', `buyers/${purpose}`, 32)))
  current = {
    cipher: derive('cipher'),
    nonce: derive('nonce'),
    nick: derive('nick'),
    join: derive('join'),
    address: derive('address'),
  }
}

/** The key that was handed over, for a thread of this process. Throws Error before that. */
export function buyerKey(): Buffer {
  if (!given) throw new Error(MISSING)
  return given
}

const MISSING = 'the key of the buyers’ data is missing: call setBuyerKey() first'

function keys(): Keys {
  if (!current) throw new Error(MISSING)
  return current
}

/**
 * Seals a contact's JSON.
 * @param binding what the contact belongs to; it can't be opened as another's
 */
export function sealContact(contact: Contact, binding: string): Buffer {
  const { cipher, nonce } = keys()
  const plain = JSON.stringify(ordered(contact))
  const iv = createHmac('sha256', nonce).update(`${binding}\0${plain}`).digest().subarray(0, NONCE)
  return seal(cipher, iv, plain, binding)
}

/**
 * Opens what `sealContact` made.
 * @throws Error when it was sealed with another key, belongs to something else or was changed
 */
export function openContact(sealed: Uint8Array, binding: string): Contact {
  return JSON.parse(open(keys().cipher, sealed, binding).toString('utf8')) as Contact
}

/** What an order's contact is bound to. */
export function bindingOf(shopId: number, platformOrderId: string): string {
  return `${shopId}/${platformOrderId}`
}

/** The keyed hash by which a buyer's nick is found; null for none and for one that the platform has hidden. */
export function hashNick(nick: string | undefined): string | null {
  const text = plain(nick)
  return text === '' || isMasked(text) ? null : hash(keys().nick, [text])
}

/**
 * Orders with the same one may travel together: same shop, same nick, and the same texts of name, phone and address,
 * be they hidden in part. Null without a readable nick, because hidden names and phones of different people look
 * alike, and without an address.
 * @param addressHash `hashAddress` of the same, where it's known already
 */
export function hashJoin(
  shopId: number,
  contact: Contact,
  addressHash = hashAddress(contact),
): string | null {
  const nick = plain(contact.nick)
  const rest = plain(contact.address) === '' ? null : addressHash
  return nick === '' || isMasked(nick) || rest === null
    ? null
    : hash(keys().join, [String(shopId), nick, rest])
}

/** To notice that name, phone or address has changed; null when the file tells none of them. */
export function hashAddress(contact: Contact): string | null {
  const parts = [contact.name, contact.phone, contact.address].map(plain)
  if (parts.every((part) => part === '')) return null
  return (parts.some(isMasked) ? 'm' : 'c') + hash(keys().address, parts)
}

function hash(key: KeyObject, parts: readonly string[]): string {
  return createHmac('sha256', key).update(JSON.stringify(parts)).digest('base64url')
}

/** As it's compared: full-width forms made narrow, blanks between words made one. */
function plain(text: string | undefined): string {
  // Letters, digits and Chinese characters of one width are so already.
  if (text === undefined || /^[0-9A-Za-z\u4e00-\u9fa5]*$/.test(text)) return text ?? ''
  return text.normalize('NFKC').replace(/\s+/g, ' ').trim()
}

function ordered({ nick, name, phone, address, message, memo }: Contact): Contact {
  return { nick, name, phone, address, message, memo }
}
