import type { KeyObject } from 'node:crypto'
import { createSecretKey, hkdfSync, randomBytes } from 'node:crypto'
import { NONCE, open, seal } from '../../../lib/seal.ts'

/** What the program must be able to read of accounts, but nobody who only has the database: second factors. */
let current: KeyObject | undefined

/**
 * Hands over the key, once per process, before anybody signs in.
 * @param key 32 random bytes: `Buffer.from(secret(dataDir, 'accountKey'), 'base64url')`
 * @throws RangeError for a shorter key
 */
export function setAccountKey(key: Buffer): void {
  if (key.length < 32) throw new RangeError('the key of the accounts has fewer than 32 bytes')
  current = createSecretKey(Buffer.from(hkdfSync('sha256', key, '', 'accounts/second-factor', 32)))
}

function cipher(): KeyObject {
  if (!current) throw new Error('the key of the accounts is missing: call setAccountKey() first')
  return current
}

/** Seals the secret of a person's second factor; it opens as nobody else's. */
export function sealSecondFactor(secret: Uint8Array, personId: number): Buffer {
  return seal(cipher(), randomBytes(NONCE), secret, String(personId))
}

/**
 * Opens what `sealSecondFactor` made.
 * @throws Error when it was sealed with another key, is another person's or was changed
 */
export function openSecondFactor(sealed: Uint8Array, personId: number): Buffer {
  return open(cipher(), sealed, String(personId))
}
