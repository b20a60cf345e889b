import { crc32 } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PictureType } from '../../src/lib/bare-picture.ts'
import { BrokenPicture, barePicture } from '../../src/lib/bare-picture.ts'
import { orientationBlock, orientationOf } from '../../src/lib/picture-orientation.ts'
import { PICTURE } from '../setup/picture.ts'

/** What nobody but the photographer should know. */
const SECRET = 'N39.9042 E116.4074'
const secret = Buffer.from(SECRET, 'latin1')
const EXIF = Buffer.from('Exif\0\0', 'latin1')
/** An EXIF block in big-endian order that tells how the camera was held, and where. */
const tagged = (orientation: number): Buffer => {
  const head = Buffer.from('4d4d002a000000080002', 'hex')
  const place = Buffer.from('882500040000000100000026', 'hex')
  const held = Buffer.from('01120003000000010000' + '0000', 'hex')
  held.writeUInt16BE(orientation, 8)
  return Buffer.concat([head, place, held, Buffer.alloc(4), secret])
}

const segment = (marker: number, content: Buffer): Buffer => {
  const head = Buffer.from([0xff, marker, 0, 0])
  head.writeUInt16BE(content.length + 2, 2)
  return Buffer.concat([head, content])
}
const text = (words: string): Buffer => Buffer.from(words, 'latin1')
const scan = Buffer.concat([segment(0xda, Buffer.alloc(10)), Buffer.from([1, 0xff, 0, 2, 0xff, 0xd3, 3])])
const color = segment(0xe2, text('ICC_PROFILE\0profile'))
const frame = [segment(0xdb, Buffer.alloc(65)), segment(0xc0, Buffer.alloc(15))]
const jpeg = (...more: Buffer[]): Buffer =>
  Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    ...more,
    ...frame,
    scan,
    segment(0xc4, Buffer.alloc(20)),
    scan,
    Buffer.from([0xff, 0xd9]),
  ])

const chunk = (name: string, content: Buffer): Buffer => {
  const [size, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  size.writeUInt32BE(content.length)
  const named = Buffer.concat([text(name), content])
  sum.writeUInt32BE(crc32(named))
  return Buffer.concat([size, named, sum])
}
const IEND = PICTURE.indexOf('IEND') - 4
const png = (...more: Buffer[]): Buffer =>
  Buffer.concat([PICTURE.subarray(0, IEND), ...more, PICTURE.subarray(IEND)])

const riff = (name: string, content: Buffer): Buffer => {
  const size = Buffer.alloc(4)
  size.writeUInt32LE(content.length)
  return Buffer.concat([text(name), size, content, Buffer.alloc(content.length % 2)])
}
const webp = (flags: number, ...more: Buffer[]): Buffer => {
  const extended = Buffer.alloc(10)
  extended.writeUInt8(flags)
  const body = Buffer.concat([riff('VP8X', extended), riff('VP8 ', text('pixel')), ...more])
  const head = text('RIFF0000WEBP')
  head.writeUInt32LE(body.length + 4, 4)
  return Buffer.concat([head, body])
}

describe('a picture as it is kept', () => {
  it.each<[string, PictureType, Buffer, Buffer]>([
    [
      'JPEG with EXIF, XMP, IPTC, a comment and a second picture behind its end',
      'image/jpeg',
      Buffer.concat([
        jpeg(
          segment(0xe1, Buffer.concat([EXIF, tagged(1)])),
          segment(0xe1, text(`http://ns.adobe.com/xap/1.0/\0${SECRET}`)),
          segment(0xe2, text(`MPF\0${SECRET}`)),
          color,
          segment(0xed, text(`Photoshop 3.0\0${SECRET}`)),
          segment(0xfe, secret),
        ),
        jpeg(segment(0xe1, Buffer.concat([EXIF, tagged(1)]))),
      ]),
      jpeg(color),
    ],
    [
      'PNG with texts, EXIF and a time',
      'image/png',
      Buffer.concat([
        png(
          chunk('tEXt', text(`Comment\0${SECRET}`)),
          chunk('iTXt', secret),
          chunk('zTXt', secret),
          chunk('eXIf', tagged(1)),
          chunk('tIME', Buffer.alloc(7)),
          chunk('gAMA', Buffer.alloc(4)),
        ),
        secret,
      ]),
      png(chunk('gAMA', Buffer.alloc(4))),
    ],
    [
      'WebP with EXIF and XMP',
      'image/webp',
      webp(0x0c, riff('EXIF', tagged(1)), riff('XMP ', secret)),
      webp(0),
    ],
  ])('%s has pixels and colors only', (_words, type, taken, kept) => {
    expect(taken.includes(SECRET)).toBe(true)
    expect(barePicture(taken, type)).toEqual(kept)
  })

  it.each<[PictureType, (held: number) => Buffer, (held: number) => Buffer]>([
    [
      'image/jpeg',
      (held) => jpeg(segment(0xe1, Buffer.concat([EXIF, tagged(held)]))),
      (held) => jpeg(segment(0xe1, Buffer.concat([EXIF, orientationBlock(held)]))),
    ],
    [
      'image/png',
      (held) => png(chunk('eXIf', tagged(held))),
      (held) => png(chunk('eXIf', orientationBlock(held))),
    ],
    [
      'image/webp',
      (held) => webp(0x08, riff('EXIF', tagged(held))),
      (held) => webp(0x08, riff('EXIF', orientationBlock(held))),
    ],
  ])('as %s stays upright, however the camera was held', (type, taken, kept) => {
    for (const held of [2, 3, 6, 8]) expect(barePicture(taken(held), type)).toEqual(kept(held))
  })

  it('is the same when it’s made bare again', () => {
    const once = barePicture(jpeg(segment(0xe1, Buffer.concat([EXIF, tagged(6)])), color), 'image/jpeg')
    expect(barePicture(once, 'image/jpeg')).toEqual(once)
  })

  it('is refused where it ends before its end, and whatever follows the first bytes, nothing else happens', () => {
    const whole: [PictureType, Buffer][] = [
      ['image/jpeg', jpeg(color)],
      ['image/png', png()],
      ['image/webp', webp(0)],
    ]
    for (const [type, picture] of whole) {
      for (let end = 12; end < picture.length; end += 1)
        expect(() => barePicture(picture.subarray(0, end), type), `${type} ${end}`).toThrow(BrokenPicture)
      const head = picture.subarray(0, 16)
      fc.assert(
        fc.property(fc.uint8Array({ maxLength: 300 }), (rest) => {
          try {
            barePicture(Buffer.concat([head, rest]), type)
          } catch (error) {
            expect(error).toBeInstanceOf(BrokenPicture)
          }
        }),
      )
    }
  })
})

describe('how a camera was held', () => {
  it('is read in either order of bytes, and is upright where nothing is told', () => {
    for (let held = 1; held <= 8; held += 1) {
      expect([orientationOf(tagged(held)), orientationOf(orientationBlock(held))]).toEqual([held, held])
    }
    for (const told of [tagged(0), tagged(9), text('II'), text('nothing'), tagged(6).subarray(0, 30)])
      expect(orientationOf(told)).toBe(1)
  })
})
