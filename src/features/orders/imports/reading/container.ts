import { HEAD_BYTES, type Source, readRange } from './source.ts'
import { utf16Of } from './utf-16.ts'

/** What a file is by its first bytes. Names and extensions lie: platforms call HTML and CSV files `.xls`. */
export type Container =
  'empty' | 'zip' | 'packed' | 'xls' | 'encrypted' | 'html' | 'picture' | 'binary' | 'text'

const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex')
const MAGIC: readonly (readonly [Buffer, Container])[] = [
  [hex('50 4B 03 04'), 'zip'],
  // One without any file.
  [hex('50 4B 05 06'), 'zip'],
  [hex('D0 CF 11 E0 A1 B1 1A E1'), 'xls'],
  // A binary workbook without its container.
  [hex('09 08 08 00'), 'xls'],
  [hex('09 08 10 00'), 'xls'],
  [hex('89 50 4E 47'), 'picture'],
  [hex('FF D8 FF'), 'picture'],
  [Buffer.from('GIF8'), 'picture'],
  [Buffer.from('Rar!'), 'packed'],
  [hex('37 7A BC AF 27 1C'), 'packed'],
  [hex('1F 8B'), 'packed'],
  [Buffer.from('BZh'), 'packed'],
  [hex('FD 37 7A 58 5A 00'), 'packed'],
  [Buffer.from('%PDF'), 'binary'],
]
// Comments are matched so that there is only one way to do it: many of them mustn't take exponential time.
const COMMENTS = /(?:<!--(?:(?!-->)[\s\S])*-->\s*)*/
const TAG = /<(?:!doctype html|html|head|meta|title|style|body|table)\b/
const HTML = new RegExp(`^\\s*(?:<\\?xml[^>]*>\\s*)?${COMMENTS.source}${TAG.source}`, 'i')
const BLANK = /^\s*$/

/** Looks at the content; reads the first bytes, and all of an OLE file to see whether it's an encrypted workbook. */
export async function sniff(source: Source): Promise<Container> {
  const head = await readRange(source, 0, HEAD_BYTES)
  const found = MAGIC.find(([magic]) => head.subarray(0, magic.length).equals(magic))?.[1]
  if (found === 'xls') return (await holdsEncryptedPackage(source)) ? 'encrypted' : 'xls'
  if (found) return found
  if (isWebp(head)) return 'picture'
  const wide = utf16Of(head)
  // Markup is ASCII, whatever the encoding of the words in it.
  const text = wide
    ? new TextDecoder(wide).decode(head)
    : head.toString('latin1').replace(/^\xEF\xBB\xBF/, '')
  if (source.size <= head.length && BLANK.test(text)) return 'empty'
  if (HTML.test(text)) return 'html'
  return wide || !head.includes(0) ? 'text' : 'binary'
}

function isWebp(head: Buffer): boolean {
  return head.toString('latin1', 0, 4) === 'RIFF' && head.toString('latin1', 8, 12) === 'WEBP'
}

const ENTRY_BYTES = 128
const PACKAGE_NAME = Buffer.from('EncryptedPackage\0', 'utf16le')

/**
 * Password-protected workbooks are OLE files with a stream of this name. Its directory entry is found by its
 * shape (128-byte grid, length of the name at byte 64) instead of following the file's allocation chains, which
 * works with damaged ones too. [MS-CFB] 2.6.1, [MS-OFFCRYPTO] 2.3.4.
 */
async function holdsEncryptedPackage(source: Source): Promise<boolean> {
  let rest: Buffer = Buffer.alloc(0)
  for await (const piece of source.open()) {
    const bytes: Buffer = Buffer.concat([rest, piece as Buffer])
    for (let at = 0; at + ENTRY_BYTES <= bytes.length; at += ENTRY_BYTES) {
      const named = bytes.subarray(at, at + PACKAGE_NAME.length).equals(PACKAGE_NAME)
      if (named && bytes.readUInt16LE(at + 64) === PACKAGE_NAME.length) return true
    }
    rest = bytes.subarray(bytes.length - (bytes.length % ENTRY_BYTES))
  }
  return false
}
