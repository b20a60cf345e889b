import { load } from 'cheerio'
import type { Application } from 'express'
import { now } from '../../src/lib/dates.ts'
import { codeAt, stepAt } from '../../src/lib/totp.ts'
import type { Member } from './cast.ts'
import { PASSWORD } from './cast.ts'
import { Visitor, visit } from './web.ts'

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** The bytes of a secret as it's printed for an app. */
export function secretIn(text: string): Buffer {
  const bits = [...text.replaceAll(' ', '')]
    .map((sign) => ALPHABET.indexOf(sign).toString(2).padStart(5, '0'))
    .join('')
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
}

/** The secret that the page of the second factor shows. */
export function shownSecret(html: string): Buffer {
  return secretIn(load(html)('.ho-enrol .ho-mono').first().text().trim())
}

/** The recovery codes of the page that shows them once. */
export function shownCodes(html: string): string[] {
  return load(html)('main .ho-mono')
    .toArray()
    .map((cell) => load(cell).text().trim())
}

/** What an app shows now, or so many steps of 30 seconds later. */
export function codeNow(secret: Buffer, later = 0): string {
  return codeAt(secret, stepAt(now()) + later)
}

/** A member who has just set up a second factor, still signed in. */
export async function enrolled(
  app: Application,
  member: Member,
): Promise<{ visitor: Visitor; secret: Buffer; codes: string[] }> {
  const visitor = await visit(app, member)
  const secret = shownSecret((await visitor.get('/second-factor')).text)
  const answer = await visitor.post('/second-factor', { code: codeNow(secret), current: PASSWORD })
  if (answer.status !== 200) throw new Error(`${member} could not set up a second factor: ${answer.status}`)
  return { visitor: visitor.anew(), secret, codes: shownCodes(answer.text) }
}
