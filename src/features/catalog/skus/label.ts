import { labelOf } from '../../../web/labels.ts'
import type { LabelView } from '../../../web/pages.ts'
import type { SkuRow } from './queries.ts'

/**
 * What is stuck on a piece: the barcode for one piece, or the code where there's none. `copies` is how many are wanted where
 * nobody says a number.
 */
export function skuLabel(
  {
    code,
    productName,
    color,
    size,
    barcodes,
  }: Pick<SkuRow, 'code' | 'productName' | 'color' | 'size' | 'barcodes'>,
  copies = 1,
): LabelView {
  const scanned = barcodes.find(({ quantity }) => quantity === 1)?.code ?? code
  return labelOf(code, [productName, [color, size].filter(Boolean).join(' ')], { scanned, copies })
}
