import { crc32 } from 'node:zlib'
import { orientationBlock, orientationOf } from './picture-orientation.ts'

/**
 * Pictures without what a camera or a program wrote into them: place, time, device, owner, thumbnails, whole second pictures
 * behind the end. Kept is what is needed to be seen as it was taken: pixels, color profile, orientation. Everything is kept by
 * name, so that what nobody thought of goes.
 *
 * Written here because the libraries that do it decode and encode anew, which costs quality and a binary, or know one format.
 */

/** What isn't a whole picture of its kind. */
export class BrokenPicture extends Error {}

const strippers = { 'image/jpeg': bareJpeg, 'image/png': barePng, 'image/webp': bareWebp } as const
/** The media types of pictures that we keep. */
export type PictureType = keyof typeof strippers

/** @throws BrokenPicture */
export function barePicture(picture: Buffer, type: PictureType): Buffer {
  try {
    return strippers[type](picture)
  } catch (error) {
    // Whatever ends before it said that it would.
    if (error instanceof RangeError) throw new BrokenPicture('ends too early')
    throw error
  }
}

const EXIF = Buffer.from('Exif\0\0', 'latin1')
const [SOI, EOI, SOS, APP0, APP1, APP2, APP14, APP15, COMMENT] = [
  0xd8, 0xd9, 0xda, 0xe0, 0xe1, 0xe2, 0xee, 0xef, 0xfe,
] as const

function bareJpeg(picture: Buffer): Buffer {
  const kept: Buffer[] = []
  let orientation = 1
  let at = 2
  for (;;) {
    if (picture.readUInt8(at) !== 0xff) throw new BrokenPicture('no marker where one should be')
    while (picture.readUInt8(at + 1) === 0xff) at += 1
    const marker = picture.readUInt8(at + 1)
    if (marker === EOI) break
    const end = at + 2 + picture.readUInt16BE(at + 2)
    if (end > picture.length) throw new BrokenPicture('ends within a segment')
    const content = picture.subarray(at + 4, end)
    if (marker === APP1 && content.subarray(0, EXIF.length).equals(EXIF)) {
      orientation = orientationOf(content.subarray(EXIF.length))
    }
    const next = marker === SOS ? endOfScan(picture, end) : end
    if (isOfTheJpeg(marker, content)) kept.push(picture.subarray(at, next))
    at = next
  }
  const camera =
    orientation === 1 ? [] : [segment(APP1, Buffer.concat([EXIF, orientationBlock(orientation)]))]
  return Buffer.concat([Buffer.from([0xff, SOI]), ...camera, ...kept, Buffer.from([0xff, EOI])])
}

/** Its format, its colors and how they are encoded; no other application's words. */
function isOfTheJpeg(marker: number, content: Buffer): boolean {
  if (marker === APP2) return content.toString('latin1', 0, 12) === 'ICC_PROFILE\0'
  if (marker === APP0) return content.toString('latin1', 0, 5) === 'JFIF\0'
  if (marker >= APP0 && marker <= APP15) return marker === APP14
  return marker !== COMMENT
}

/** Where the next marker stands: within a scan, 0xff is followed by 0 or by the number of a restart. */
function endOfScan(picture: Buffer, from: number): number {
  for (let at = picture.indexOf(0xff, from); at !== -1; at = picture.indexOf(0xff, at + 1)) {
    const next = picture.readUInt8(at + 1)
    if (next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at
  }
  throw new BrokenPicture('ends within a scan')
}

function segment(marker: number, content: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0])
  head.writeUInt16BE(content.length + 2, 2)
  return Buffer.concat([head, content])
}

const PNG_HEAD = 8
/** Beside the critical ones: colors, transparency, measure, animation. */
const PNG_KEPT = new Set('tRNS gAMA cHRM sRGB iCCP sBIT bKGD pHYs cICP mDCV cLLI acTL fcTL fdAT'.split(' '))

function barePng(picture: Buffer): Buffer {
  const kept = [picture.subarray(0, PNG_HEAD)]
  let orientation = 1
  for (let at = PNG_HEAD; ;) {
    const end = at + 12 + picture.readUInt32BE(at)
    if (end > picture.length) throw new BrokenPicture('ends within a chunk')
    const name = picture.toString('latin1', at + 4, at + 8)
    if (name === 'eXIf') orientation = orientationOf(picture.subarray(at + 8, end - 4))
    if (name === 'IEND' && orientation !== 1) kept.push(pngChunk('eXIf', orientationBlock(orientation)))
    if (/^[A-Z]/.test(name) || PNG_KEPT.has(name)) kept.push(picture.subarray(at, end))
    if (name === 'IEND') return Buffer.concat(kept)
    at = end
  }
}

function pngChunk(name: string, content: Buffer): Buffer {
  const chunk = Buffer.alloc(content.length + 12)
  chunk.writeUInt32BE(content.length, 0)
  chunk.write(name, 4, 'latin1')
  content.copy(chunk, 8)
  chunk.writeUInt32BE(crc32(chunk.subarray(4, content.length + 8)), content.length + 8)
  return chunk
}

const RIFF_HEAD = 12
const WEBP_KEPT = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM', 'ANMF', 'ICCP'])
/** Bits of the first byte of `VP8X`: which chunks follow. */
const [HAS_EXIF, HAS_XMP] = [0x08, 0x04] as const

function bareWebp(picture: Buffer): Buffer {
  const whole = picture.readUInt32LE(4) + 8
  if (whole > picture.length) throw new BrokenPicture('ends before its size')
  const chunks: { name: string; content: Buffer }[] = []
  let orientation = 1
  for (let at = RIFF_HEAD; at + 8 <= whole;) {
    const [name, size] = [picture.toString('latin1', at, at + 4), picture.readUInt32LE(at + 4)]
    if (at + 8 + size > whole) throw new BrokenPicture('ends within a chunk')
    const content = picture.subarray(at + 8, at + 8 + size)
    if (name === 'EXIF') orientation = orientationOf(withoutPrefix(content))
    if (WEBP_KEPT.has(name)) chunks.push({ name, content: Buffer.from(content) })
    at += 8 + size + (size % 2)
  }
  if (chunks.length === 0) throw new BrokenPicture('holds no picture')
  const extended = chunks.find(({ name }) => name === 'VP8X')?.content
  if (extended) {
    const flags = extended.readUInt8(0) & ~(HAS_EXIF | HAS_XMP)
    extended.writeUInt8(orientation === 1 ? flags : flags | HAS_EXIF, 0)
    if (orientation !== 1) chunks.push({ name: 'EXIF', content: orientationBlock(orientation) })
  }
  const body = Buffer.concat(chunks.map(({ name, content }) => riffChunk(name, content)))
  const head = Buffer.from('RIFF0000WEBP', 'latin1')
  head.writeUInt32LE(body.length + 4, 4)
  return Buffer.concat([head, body])
}

/** Some programs write EXIF into WebP as they do into JPEG. */
function withoutPrefix(content: Buffer): Buffer {
  return content.subarray(0, EXIF.length).equals(EXIF) ? content.subarray(EXIF.length) : content
}

function riffChunk(name: string, content: Buffer): Buffer {
  const chunk = Buffer.alloc(8 + content.length + (content.length % 2))
  chunk.write(name, 'latin1')
  chunk.writeUInt32LE(content.length, 4)
  content.copy(chunk, 8)
  return chunk
}
