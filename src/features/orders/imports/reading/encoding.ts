import { HEAD_BYTES, type Source, readRange } from './source.ts'
import type { Encoding } from './table.ts'
import { utf16Of } from './utf-16.ts'

const GB18030_MARK = Buffer.from([0x84, 0x31, 0x95, 0x33])
/** So many Chinese characters of UTF-8 come by chance in no text of another encoding. */
const CONVINCING = 60
/** So many are enough where the whole file is valid UTF-8, against a page that says it's Chinese. */
const ENOUGH = 12

/**
 * The encoding of a text file: its mark if it has one, else UTF-16 if it begins with that, else UTF-8 if the whole
 * file is that, else GB18030, which contains GBK and GB2312. A UTF-8 file with a damaged byte is still called UTF-8:
 * Chinese text in GB18030 never looks like long stretches of it. Pages that say `gb2312` of themselves are often
 * wrong, so that decides only about few characters.
 */
export async function encodingOf(source: Source, saysChinese = false): Promise<Encoding> {
  const wide = utf16Of(await readRange(source, 0, HEAD_BYTES))
  if (wide) return wide
  const strict = new TextDecoder('utf-8', { fatal: true })
  let convincing = 0
  let plain = true
  let first = true
  for await (const chunk of source.open()) {
    const piece = chunk as Buffer
    if (first && piece.subarray(0, 4).equals(GB18030_MARK)) return 'gb18030'
    if (first && piece.subarray(0, 3).toString('hex') === 'efbbbf') return 'utf-8'
    first = false
    try {
      const text = strict.decode(piece, { stream: true })
      convincing += chinese(text)
      plain &&= !/\P{ASCII}/u.test(text)
    } catch {
      const text = new TextDecoder('utf-8').decode(piece)
      const broken = text.split('\uFFFD').length - 1
      convincing += chinese(text)
      return convincing >= CONVINCING && broken < convincing / 20 ? 'utf-8' : 'gb18030'
    }
  }
  try {
    strict.decode()
    return saysChinese && !plain && convincing < ENOUGH ? 'gb18030' : 'utf-8'
  } catch {
    return convincing >= CONVINCING ? 'utf-8' : 'gb18030'
  }
}

/** Chinese characters and punctuation. Others aren't counted: pairs of GBK bytes such as 圆通 make Armenian in UTF-8. */
function chinese(text: string): number {
  return text.match(/[\p{Script=Han}\u3000-\u303f\uff00-\uffef]/gu)?.length ?? 0
}

/**
 * The text of a file, piece by piece; a character is never cut in two and a byte-order mark is dropped. Bytes that
 * aren't characters become U+FFFD. The decoder is the one built into Node: three times as fast as `iconv-lite`.
 */
export async function* decoded(source: Source, encoding: Encoding): AsyncGenerator<string, void> {
  const decoder = new TextDecoder(encoding)
  let first = true
  for await (const piece of source.open()) {
    const text = decoder.decode(piece as Buffer, { stream: true })
    // For UTF-8 and UTF-16 the decoder drops the mark itself.
    yield first && text.startsWith('\uFEFF') ? text.slice(1) : text
    first &&= text === ''
  }
  yield decoder.decode()
}
