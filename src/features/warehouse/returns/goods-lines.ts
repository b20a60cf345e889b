import { optionalText } from '../../../web/fields.ts'

/** Goods as somebody names them: a SKU's code or barcode, and pieces. */
export interface NamedPieces {
  readonly sku: string
  readonly quantity: number
}

/** Goods typed line by line: a SKU's code or barcode, a blank, pieces; one piece where none are said. */
export const goodsLines = optionalText('货品', 5000).transform((value, context): NamedPieces[] => {
  const found: NamedPieces[] = []
  for (const [i, line] of (value ?? '').split('\n').entries()) {
    const [sku, pieces = '1', ...rest] = line.normalize('NFKC').trim().split(/\s+/)
    if (!sku) continue
    const quantity = /^\d{1,4}$/.test(pieces) ? Number(pieces) : 0
    if (quantity < 1 || rest.length > 0)
      context.addIssue({ code: 'custom', message: `第 ${i + 1} 行：写 SKU 编码、空一格、件数` })
    else found.push({ sku, quantity })
  }
  return found
})
