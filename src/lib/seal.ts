import type { KeyObject } from 'node:crypto'
import { createCipheriv, createDecipheriv } from 'node:crypto'

/** How secrets are kept in the database: AES-256-GCM with a key that isn't in it. */
const VERSION = 1
/** Bytes of a nonce. */
export const NONCE = 12
const TAG = 16

/**
 * Seals bytes or text: one byte version, nonce, tag, AES-256-GCM.
 * @param nonce `NONCE` bytes that no other content is ever sealed with under the same key
 * @param binding what the content belongs to; it can't be opened as another's
 */
export function seal(key: KeyObject, nonce: Uint8Array, plain: Uint8Array | string, binding: string): Buffer {
  const sealing = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(binding))
  const body = Buffer.concat([sealing.update(Buffer.from(plain)), sealing.final()])
  return Buffer.concat([Buffer.of(VERSION), nonce, sealing.getAuthTag(), body])
}

/**
 * Opens what `seal` made.
 * @throws Error when it was sealed with another key, belongs to something else or was changed
 */
export function open(key: KeyObject, sealed: Uint8Array, binding: string): Buffer {
  const bytes = Buffer.from(sealed)
  if (bytes[0] !== VERSION) throw new Error('sealed in a way that this version does not know')
  const nonce = bytes.subarray(1, 1 + NONCE)
  const opening = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG })
    .setAAD(Buffer.from(binding))
    .setAuthTag(bytes.subarray(1 + NONCE, 1 + NONCE + TAG))
  return Buffer.concat([opening.update(bytes.subarray(1 + NONCE + TAG)), opening.final()])
}
