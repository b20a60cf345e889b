/**
 * How a camera was held, in EXIF's block of tags (TIFF 6.0, tag 0x0112): the only one of them that a picture needs to be seen
 * upright.
 */

const TAG = 0x0112
const ENTRY_BYTES = 12

/** Of an EXIF block; 1 (upright) where it tells nothing that can be read. */
export function orientationOf(tiff: Buffer): number {
  const little = tiff.toString('latin1', 0, 2) === 'II'
  if (!little && tiff.toString('latin1', 0, 2) !== 'MM') return 1
  const short = (at: number): number => (little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at))
  if (tiff.length < 8) return 1
  const first = little ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4)
  if (first + 2 > tiff.length) return 1
  for (let i = 0; i < short(first); i += 1) {
    const at = first + 2 + i * ENTRY_BYTES
    if (at + ENTRY_BYTES > tiff.length) return 1
    if (short(at) !== TAG) continue
    const value = short(at + 8)
    return value >= 1 && value <= 8 ? value : 1
  }
  return 1
}

/** An EXIF block that tells nothing else. */
export function orientationBlock(orientation: number): Buffer {
  const tiff = Buffer.alloc(26)
  tiff.write('II*\0', 'latin1')
  tiff.writeUInt32LE(8, 4)
  tiff.writeUInt16LE(1, 8)
  tiff.writeUInt16LE(TAG, 10)
  tiff.writeUInt16LE(3, 12)
  tiff.writeUInt32LE(1, 14)
  tiff.writeUInt16LE(orientation, 18)
  return tiff
}
