import { FieldError } from '../../../../errors.ts'
import type { OpenAct } from '../../../../work/act.ts'
import { skusBehind } from '../../../catalog/skus/queries.ts'

/** Pieces of goods as they are typed, pasted or read from a file. */
export interface NamedLine {
  /** Its number in the text. */
  readonly row: number
  /** A SKU's code or barcode. */
  readonly sku: string
  /** Scans: a carton's barcode counts for several pieces. */
  readonly quantity: number
}

/** How many mistakes one answer names. */
const MOST_PROBLEMS = 10

/**
 * Finds what lines mean, in one statement and in their order.
 * @throws FieldError at `lines`, naming line by line what isn't there
 */
export async function resolveSkus<Line extends NamedLine>(
  act: OpenAct,
  lines: readonly Line[],
): Promise<(Omit<Line, 'sku'> & { skuId: number; sku: string })[]> {
  const skus = await skusBehind(
    act.tx,
    lines.map(({ sku }) => sku),
  )
  const problems = lines.flatMap(({ row, sku }) => {
    const found = skus.get(sku)
    if (!found) return [`第 ${row} 行：没有编码或条码为“${sku}”的 SKU`]
    return found.inUse ? [] : [`第 ${row} 行：${found.code} 已停用`]
  })
  if (problems.length > 0) throw new FieldError({ lines: spelled(problems) })
  return lines.flatMap((line) => {
    const found = skus.get(line.sku)
    return found
      ? [{ ...line, skuId: found.skuId, sku: found.code, quantity: line.quantity * found.pieces }]
      : []
  })
}

/** Sentences about lines as one, the first ten of them. */
export function spelled(problems: readonly string[]): string {
  const rest = problems.length - MOST_PROBLEMS
  return problems.slice(0, MOST_PROBLEMS).join('；') + (rest > 0 ? `；另有 ${rest} 行` : '')
}
