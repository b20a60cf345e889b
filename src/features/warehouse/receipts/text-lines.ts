import type { z } from 'zod'

/** Pieces on one line. */
export const MOST_PIECES = 99_999
/** Lines of one paper. */
export const MOST_LINES = 500

/** A line of goods as people type it or paste it from a table: SKU, pieces and at most one thing more. */
export interface TextLine {
  /** Its number in the text, from 1. */
  readonly row: number
  readonly sku: string
  readonly quantity: number
  readonly third: string | null
}

/**
 * Reads a text line by line and tells what is wrong in each. `third` is what a third word is called; without it there
 * must be none.
 */
export function textLines(
  text: string | null,
  context: z.RefinementCtx,
  { third: name }: { third?: string },
): TextLine[] {
  const found: TextLine[] = []
  for (const [i, line] of (text ?? '').split('\n').entries()) {
    const [sku, pieces = '', third = null, ...rest] = line.normalize('NFKC').trim().split(/\s+/)
    if (!sku) continue
    const quantity = /^\d{1,5}$/.test(pieces) ? Number(pieces) : 0
    const wrong =
      quantity < 1
        ? `在 SKU 后面空一格写件数（1 到 ${MOST_PIECES}）`
        : rest.length > 0 || (third !== null && name === undefined)
          ? name === undefined
            ? '只写 SKU 和件数两项'
            : `只写 SKU、件数和${name}三项`
          : null
    if (wrong) context.addIssue({ code: 'custom', message: `第 ${i + 1} 行：${wrong}` })
    found.push({ row: i + 1, sku, quantity, third })
  }
  if (found.length > MOST_LINES)
    context.addIssue({ code: 'custom', message: `一张单据最多 ${MOST_LINES} 行` })
  return found
}
