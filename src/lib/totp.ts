import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/**
 * One-time codes as authenticator apps make them (RFC 6238 over RFC 4226): HMAC-SHA1, 30 seconds, six digits, which
 * is what every app assumes.
 */
const STEP_SECONDS = 30
const DIGITS = 6
/** Steps by which a phone's clock may be ahead or behind. */
const DRIFT = 1
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** A fresh secret: 160 random bits, as long as the hash. */
export function newTotpSecret(): Buffer {
  return randomBytes(20)
}

/** The number of the time step that a moment lies in, counted from 1970. */
export function stepAt(at: Date): number {
  return Math.floor(at.getTime() / 1000 / STEP_SECONDS)
}

/** The code of a time step. */
export function codeAt(secret: Uint8Array, step: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const hash = createHmac('sha1', secret).update(counter).digest()
  const offset = (hash.at(-1) ?? 0) & 0x0f
  const number = hash.readUInt32BE(offset) & 0x7fffffff
  return String(number % 10 ** DIGITS).padStart(DIGITS, '0')
}

/** The step a typed code belongs to, at most one away from the moment's own; null for a code of no such step. */
export function stepOf(secret: Uint8Array, code: string, at: Date): number | null {
  if (!/^\d{6}$/.test(code)) return null
  const typed = Buffer.from(code)
  const around = Array.from({ length: 2 * DRIFT + 1 }, (_, i) => stepAt(at) - DRIFT + i)
  return around.find((step) => timingSafeEqual(Buffer.from(codeAt(secret, step)), typed)) ?? null
}

/** Base32 (RFC 4648) without padding, as people type secrets into their apps. */
export function base32(bytes: Uint8Array): string {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join('')
  const groups = bits.match(/.{1,5}/g) ?? []
  return groups.map((group) => ALPHABET.charAt(Number.parseInt(group.padEnd(5, '0'), 2))).join('')
}

/** What an app reads from a QR code to know the secret, whose it is and who asks for its codes. */
export function totpAddress(secret: Uint8Array, issuer: string, account: string): string {
  const [by, whose] = [encodeURIComponent(issuer), encodeURIComponent(account)]
  return `otpauth://totp/${by}:${whose}?secret=${base32(secret)}&issuer=${by}`
}
