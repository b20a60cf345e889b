import type { PrintedField } from '../setup/printed-forms.ts'

/** What a browser would never send, or a person only by mistake or on purpose: one field at a time is given each. */
export interface Hostile {
  readonly what: string
  /** The field's part of the body, percent-encoded as it goes over the wire; empty for a field that is missing. */
  readonly pairs: (name: string, valid: readonly string[]) => string
  /** What the server may take it for; null where it's no text to keep. */
  readonly text: string | null
}

/** Would be seen if it were ever printed as it is; short enough for names. */
export const MARKUP = '<script>hostile()</script>'

const encode = encodeURIComponent
const one = (what: string, text: string): Hostile => ({
  what,
  pairs: (name) => `${encode(name)}=${encode(text)}`,
  text,
})
const raw = (what: string, pairs: Hostile['pairs']): Hostile => ({ what, pairs, text: null })

/** For whatever takes text. */
export const texts: readonly Hostile[] = [
  one('10,000 characters', '长'.repeat(10_000)),
  one('signs of four bytes, joined and turned around', '👩‍👩‍👧‍👦𠮷𝒳\u202eabc\u200b\u2066'),
  one('HTML', `"'>${MARKUP}&amp;`),
  one('a formula, SQL and a template', "=1+1';--<%=7*7%>${7*7}{{7}}"),
  one('NUL', 'a\u0000b'),
  one('other control characters', 'a\u0001\u001b[31m\u007fb'),
  one('a name of JavaScript', '__proto__'),
  one('spaces alone', '   \t '),
  raw('half of a surrogate pair and bytes that are no UTF-8', (name) => `${encode(name)}=a%ED%A0%80b%ff%fe`),
]

/** For numbers, days and moments, and choices. */
const figures: readonly Hostile[] = [
  one('nothing', ''),
  one('a negative number', '-1'),
  one('a number beyond the database', '99999999999999999999'),
  one('a number just beyond it', '2147483648'),
  one('a decimal', '1.5'),
  one('full-width digits', '１２'),
  one('not a number', 'NaN'),
  one('a day that does not exist', '2026-02-30'),
  one('a moment beyond all', '275760-09-13T00:00'),
  one('NUL', '1\u0000'),
  one('a name of JavaScript', 'constructor'),
]

/** Of the wrong kind altogether. */
const kinds: readonly Hostile[] = [
  raw('missing, but for lists and objects by its name', (name) =>
    [name, `${name}[]`, `${name}[__proto__][x]`, `__proto__[${name}]`]
      .map((one) => `${encode(one)}=x`)
      .slice(1)
      .join('&'),
  ),
  raw('repeated', (name, valid) => `${encode(name)}=${encode(valid[0] ?? 'x')}&${encode(name)}=y`),
]

const TEXT_TYPES = new Set(['text', 'textarea', 'search', 'password', 'hidden'])

/** What a field is given: choices are given what isn't offered, text everything. */
export function hostileFor(field: PrintedField): readonly Hostile[] {
  const text = TEXT_TYPES.has(field.type) && !field.numeric
  return text ? [...texts, ...kinds] : [...figures, ...kinds]
}

/** A body in JSON holds what a form can't: each replaces all fields. */
export const unspeakable: readonly (readonly [what: string, value: unknown])[] = [
  ['an object', { constructor: { name: 'x' } }],
  ['null', null],
  ['a number', 12],
  ['half of a surrogate pair', 'a\ud800b'],
]

/** Addresses of records that aren't there. */
export const ids: readonly string[] = [
  '0',
  '2147483648',
  'constructor',
  '%00',
  '-1',
  '1e9',
  '99999999999999',
  '1.5',
  'abc',
  '%F0%A0%AE%B7',
  '%ff',
]

/** For each part of a list's address. */
export const queries: readonly string[] = [
  encode(`"'>${MARKUP}`),
  encode("' OR 1=1 --"),
  encode('%_\\'),
  encode('𠮷👩‍👩‍👧‍👦'),
  '%00',
  '%ED%A0%80',
  '%',
  '-1',
  '99999999999999999999',
  'constructor',
  encode('长'.repeat(201)),
  encode('2026-02-30'),
  // Cursors: of another list, cut off, and with values that the database doesn't take.
  Buffer.from('["after",9007199254740991]').toString('base64url'),
  Buffer.from('["before","x","2026-01-01T00:00:00.000Z",1,null]').toString('base64url'),
  Buffer.from('["after","\\ud800",-1]').toString('base64url'),
  Buffer.from('["after","+275760-09-13T00:00:00.000Z",1]').toString('base64url'),
]
