import type { Encoding } from './table.ts'

/** So much of a text must be characters that tables are made of, for it to be taken for text at all. */
const PLAUSIBLE = 0.9
/** ASCII, punctuation, symbols, Chinese with its punctuation, full-width forms. */
const USUAL = /[\t\n\r\x20-\x7E\xA0-\xFF\u2000-\u27FF\u3000-\u303F\u4E00-\u9FFF\uFF00-\uFFEF]/g

/**
 * Whether a file that begins with these bytes is UTF-16, and which way round; null if it isn't. Without a mark it is
 * only looked at when it contains a NUL: every table has ASCII delimiters. Counting the NULs wouldn't do, because
 * `一` (U+4E00) has one on the other side; so it's read both ways, and the one with more ASCII is right.
 */
export function utf16Of(head: Buffer): Encoding | null {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
  if (!head.includes(0)) return null
  const little = asciiIn(head, 'utf-16le')
  const big = asciiIn(head, 'utf-16be')
  if (little === 0 && big === 0) return null
  return little >= big ? 'utf-16le' : 'utf-16be'
}

/** How many ASCII characters the bytes hold in this encoding; 0 if they aren't text in it. */
function asciiIn(head: Buffer, encoding: Encoding): number {
  let text: string
  try {
    // As a stream, because the bytes may end within a character.
    text = new TextDecoder(encoding, { fatal: true }).decode(head, { stream: true })
  } catch {
    return 0
  }
  const usual = text.match(USUAL)?.length ?? 0
  if (usual < text.length * PLAUSIBLE) return 0
  return text.match(/[\t\n\r\x20-\x7E]/g)?.length ?? 0
}
