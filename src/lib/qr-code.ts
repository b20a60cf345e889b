import bwip from 'bwip-js'

/** A QR code as an SVG path: one unit is one module, the whole is `size` units wide and high. */
export interface QrCode {
  readonly path: string
  readonly size: number
}

/** Modules of white that a camera needs on all sides. */
const QUIET = 4

/**
 * A text as a QR code.
 * @throws Error for a text that no QR code is large enough for
 */
export function qrCode(text: string): QrCode {
  const [symbol] = bwip.raw({ bcid: 'qrcode', text })
  if (!symbol || !('pixs' in symbol)) throw new Error('no QR code was drawn')
  const { pixs, pixx } = symbol
  const dark = pixs.flatMap((pixel, i) => (pixel === 1 ? [[i % pixx, Math.floor(i / pixx)] as const] : []))
  const path = dark.map(([x, y]) => `M${x + QUIET} ${y + QUIET}h1v1h-1z`).join('')
  return { path, size: pixx + 2 * QUIET }
}
