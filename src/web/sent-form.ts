import type { Request } from 'express'

/** A form as it was sent, to be sent again. */
export interface SentForm {
  readonly action: string
  readonly fields: readonly (readonly [name: string, value: string])[]
}

/**
 * Fields of passwords, PINs, codes and tokens that open something: a form in which one of them was filled in is never
 * sent back.
 */
export const SECRETS: readonly string[] = [
  'password',
  'current',
  'repeat',
  'pin',
  'again',
  'proof',
  'setupToken',
]

/**
 * What was typed into the form of a request, with its tokens, so that sending it again is the same deed and not a second
 * one; undefined where there is none, where it holds a secret, and for files, which browsers don't let anybody fill in.
 */
export function sentForm(request: Request): SentForm | undefined {
  if (request.method !== 'POST' || !request.is('urlencoded')) return undefined
  const body = (request.body ?? {}) as Readonly<Record<string, string | string[]>>
  const names = Object.keys(body)
  if (names.length === 0 || SECRETS.some((name) => (body[name] ?? '') !== '')) return undefined
  const fields = Object.entries(body).flatMap(([name, value]) =>
    [value].flat().map((one) => [name, one] as const),
  )
  return { action: request.originalUrl, fields }
}
