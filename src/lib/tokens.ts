import { createHash, randomBytes, randomInt } from 'node:crypto'

/** A secret for a cookie: 256 random bits, base64url. */
export function randomToken(): string {
  return randomBytes(32).toString('base64url')
}

/** A secret that can be printed and scanned: `length` random digits, which barcodes hold closest. */
export function randomDigits(length: number): string {
  return Array.from({ length }, () => String(randomInt(10))).join('')
}

/**
 * What is stored of a random secret. Without salt and quickly made, which is right for secrets that nobody can guess,
 * and for those only.
 */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
