import bwip from 'bwip-js'

/** A Code 128 barcode as an SVG path: one unit is one module wide, the whole is `height` units high. */
export interface Code128 {
  readonly path: string
  readonly width: number
  readonly height: number
}

const HEIGHT = 30
/** Modules of white that a gun needs on both sides. */
const QUIET = 10
const PRINTABLE = /^[\x20-\x7e]{1,64}$/

/** A text as a barcode, or null for one that Code 128 can't say or that no label is wide enough for. */
export function code128(text: string): Code128 | null {
  if (!PRINTABLE.test(text)) return null
  const [symbol] = bwip.raw({ bcid: 'code128', text })
  if (!symbol || !('sbs' in symbol)) return null
  let x = QUIET
  let path = ''
  // Widths of bars and spaces in turn, a bar first.
  for (const [i, width] of symbol.sbs.entries()) {
    if (i % 2 === 0) path += `M${x} 0h${width}v${HEIGHT}h-${width}z`
    x += width
  }
  return { path, width: x + QUIET, height: HEIGHT }
}
