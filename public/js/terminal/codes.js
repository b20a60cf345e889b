/** What keys mean and where a scan begins: pure, without the page. */

/** Which sign a physical key has on the usual layout, without and with shift; an input method can't change it. */
const SIGNS = {
  Minus: '-_',
  Equal: '=+',
  BracketLeft: '[{',
  BracketRight: ']}',
  Backslash: '\\|',
  Semicolon: ';:',
  Quote: '\'"',
  Backquote: '`~',
  Comma: ',<',
  Period: '.>',
  Slash: '/?',
  Space: '  ',
  NumpadAdd: '++',
  NumpadSubtract: '--',
  NumpadMultiply: '**',
  NumpadDivide: '//',
  NumpadDecimal: '..',
}
const SHIFTED_DIGITS = ')!@#$%^&*('

/** The sign of a physical key (`KeyA`, `Digit1`, `Minus`), or '' for one that has none. */
export function signOf(code, shift, caps) {
  const letter = /^Key([A-Z])$/.exec(code)
  if (letter) return shift === caps ? letter[1].toLowerCase() : letter[1]
  const digit = /^(Digit|Numpad)(\d)$/.exec(code)
  if (digit) return shift && digit[1] === 'Digit' ? SHIFTED_DIGITS[Number(digit[2])] : digit[2]
  return SIGNS[code]?.[shift ? 1 : 0] ?? ''
}

/** Between the signs of a gun pass a few milliseconds; nobody types as fast for long. */
const GUN_MS = 45
const PAUSE_MS = 200
const SHORTEST_SCAN = 6

/**
 * The code in what was keyed: all of it, unless a gun's burst ends it and a pause stands before the burst. Then only
 * the burst counts, because what came before is a key that somebody leaned on.
 * @param {{ sign: string, at: number }[]} keyed with milliseconds of the page's clock
 */
export function scanIn(keyed) {
  let start = keyed.length - 1
  while (start > 0 && keyed[start].at - keyed[start - 1].at <= GUN_MS) start -= 1
  const burst = keyed.length - start >= SHORTEST_SCAN
  const apart = start > 0 && keyed[start].at - keyed[start - 1].at >= PAUSE_MS
  return (burst && apart ? keyed.slice(start) : keyed).map(({ sign }) => sign).join('')
}

/** A code as people compare it: half-width capitals, no controls, no blanks around. The server has the last word. */
export function plain(code) {
  return code
    .normalize('NFKC')
    .replace(/[\u0000-\u001f\u007f\u200b-\u200f\ufeff]/g, '')
    .trim()
    .toUpperCase()
}

/** A badge begins like no other code. */
export function isBadge(code) {
  return /^GP\d{24}$/.test(plain(code))
}

/**
 * An id that sorts by time (UUID version 7). `crypto.randomUUID` exists behind https only, and a warehouse may do
 * without.
 */
export function timeId(at) {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  for (let i = 0; i < 6; i += 1) bytes[i] = Math.floor(at / 256 ** (5 - i)) % 256
  bytes[6] = (bytes[6] & 0x0f) | 0x70
  bytes[8] = (bytes[8] & 0x3f) | 0x80
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
