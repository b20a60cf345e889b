import fc from 'fast-check'
import iconv from 'iconv-lite'
import { Readable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { decoded, encodingOf } from '../../../../../src/features/orders/imports/reading/encoding.ts'
import type { Source } from '../../../../../src/features/orders/imports/reading/source.ts'
import { gb18030, sourceOf, utf16 } from '../files.ts'

const HEADING = '订单编号,买家会员名,买家实际支付金额,订单状态,收货人姓名,收货地址\r\n'

async function textOf(source: Source): Promise<string> {
  let text = ''
  for await (const piece of decoded(source, await encodingOf(source))) text += piece
  return text
}

/** The same bytes, read in pieces of a few bytes. */
function inPieces(bytes: Buffer, length: number): Source {
  const pieces = Array.from({ length: Math.ceil(bytes.length / length) }, (_, index) =>
    bytes.subarray(index * length, (index + 1) * length),
  )
  return { name: 'x', size: bytes.length, open: () => Readable.from(pieces) }
}

describe('the encoding of a text file', () => {
  it.each([
    ['GB18030', gb18030(HEADING), 'gb18030'],
    ['GBK with characters outside GBK', gb18030(`${HEADING}𠮷野家,㑇,😀`), 'gb18030'],
    ['UTF-8', Buffer.from(HEADING), 'utf-8'],
    ['UTF-8 with a mark', Buffer.from(`\uFEFF${HEADING}`), 'utf-8'],
    ['GB18030 with a mark', Buffer.concat([Buffer.from('84319533', 'hex'), gb18030('a,b')]), 'gb18030'],
    ['ASCII', Buffer.from('a,b\n1,2\n'), 'utf-8'],
    ['UTF-16 with a mark', utf16(`\uFEFF${HEADING}`), 'utf-16le'],
    ['UTF-16 with a mark, big end first', utf16(`\uFEFF${HEADING}`, true), 'utf-16be'],
    ['UTF-16 without a mark', utf16(HEADING), 'utf-16le'],
    ['UTF-16 without a mark, big end first', utf16(HEADING, true), 'utf-16be'],
    ['UTF-16 of ASCII, which read the other way is Chinese', utf16('name,code\n'), 'utf-16le'],
    ['UTF-16 of ASCII, big end first', utf16('name,code\n', true), 'utf-16be'],
    [
      'UTF-16 with 一, which has a NUL on the other side',
      utf16('一,一,一一一\n一,一,二\n', true),
      'utf-16be',
    ],
    ['UTF-16 that is cut within a character', utf16(`\uFEFF${HEADING}`).subarray(0, -1), 'utf-16le'],
    ['a single word that is valid UTF-8 by chance, and more', gb18030('联通,订单编号\n'), 'gb18030'],
    [
      'many words that are valid UTF-8 by chance',
      gb18030(`${HEADING}${'1,圆通\r\n'.repeat(400)}`),
      'gb18030',
    ],
    [
      'UTF-8 with one broken byte',
      Buffer.concat([Buffer.from(HEADING.repeat(5)), Buffer.from([0xff]), Buffer.from(HEADING)]),
      'utf-8',
    ],
    ['UTF-8 cut within its last character', Buffer.from(HEADING.repeat(5) + '店').subarray(0, -1), 'utf-8'],
  ])('is found for %s', async (_, bytes, encoding) => {
    expect(await encodingOf(sourceOf(bytes))).toBe(encoding)
  })

  it('is looked at to the end of the file', async () => {
    const ascii = 'a,b,c\n'.repeat(40_000)
    expect(await encodingOf(sourceOf(Buffer.concat([Buffer.from(ascii), gb18030('订单编号')])))).toBe(
      'gb18030',
    )
  })

  it('drops the mark and nothing else', async () => {
    expect(await textOf(sourceOf(`\uFEFF${HEADING}`))).toBe(HEADING)
    expect(await textOf(sourceOf(utf16(`\uFEFF${HEADING}`)))).toBe(HEADING)
    expect(await textOf(sourceOf(utf16(`\uFEFF${HEADING}`, true)))).toBe(HEADING)
    expect(await textOf(sourceOf(Buffer.concat([Buffer.from('84319533', 'hex'), gb18030(HEADING)])))).toBe(
      HEADING,
    )
  })

  it('never cuts a character where the pieces of the file meet', async () => {
    const text = `${HEADING}𠮷野家,㑇,😀,ABC,é\r\n`
    for (const length of [1, 2, 3, 5]) {
      expect(await textOf(inPieces(gb18030(text), length))).toBe(text)
      expect(await textOf(inPieces(Buffer.from(text.repeat(3)), length))).toBe(text.repeat(3))
      for (const bigEnd of [false, true]) {
        expect(await textOf(inPieces(utf16(`\uFEFF${text}`, bigEnd), length))).toBe(text)
      }
    }
  })

  it('shows where UTF-16 is broken: half a character at the end, half a pair within', async () => {
    const lone = utf16(`\uFEFFa,b\n加送\uD83D,c\n`)
    expect(await textOf(sourceOf(lone))).toBe('a,b\n加送\uFFFD,c\n')
    expect(await textOf(sourceOf(lone.subarray(0, -1)))).toBe('a,b\n加送\uFFFD,c\uFFFD')
  })

  it('reads every character that iconv-lite can write in GB18030', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', minLength: 1 }), async (text) => {
        const bytes = Buffer.concat([gb18030(HEADING), iconv.encode(text, 'gb18030')])
        expect(await textOf(sourceOf(bytes))).toBe(
          HEADING + iconv.decode(iconv.encode(text, 'gb18030'), 'gb18030'),
        )
      }),
    )
  })
})
