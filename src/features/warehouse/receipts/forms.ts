import { z } from 'zod'
import { choice, optionalText, text, whole } from '../../../web/fields.ts'

export const KINDS = ['PURCHASE', 'OPENING'] as const
/** Where the goods come from, in words. */
export const kindLabels = { PURCHASE: '采购入库', OPENING: '期初库存' } as const

/** Pieces on one line. */
const MOST_PIECES = 99_999
const MOST_LINES = 500

/** One line as it was typed, pasted or scanned. */
export interface LineInput {
  /** Where the sentence about a mistake goes: a line of the text, or the field itself. */
  row: number | null
  /** A SKU's code or barcode. */
  sku: string
  quantity: number
  /** Null: where the SKU usually lies. */
  location: string | null
}

const lines = optionalText('明细', 50_000).transform((value, context): LineInput[] => {
  const found: LineInput[] = []
  for (const [i, line] of (value ?? '').split('\n').entries()) {
    const [sku, pieces = '', location = null, ...rest] = line.normalize('NFKC').trim().split(/\s+/)
    if (!sku) continue
    const quantity = /^\d{1,5}$/.test(pieces) ? Number(pieces) : 0
    const wrong =
      quantity < 1
        ? `在 SKU 后面空一格写件数（1 到 ${MOST_PIECES}）`
        : rest.length > 0
          ? '只写 SKU、件数和库位三项'
          : null
    if (wrong) context.addIssue({ code: 'custom', message: `第 ${i + 1} 行：${wrong}` })
    found.push({ row: i + 1, sku, quantity, location })
  }
  if (found.length > MOST_LINES)
    context.addIssue({ code: 'custom', message: `一张入库单最多 ${MOST_LINES} 行` })
  return found
})

export const ReceiptForm = z.object({
  kind: choice('类型', KINDS),
  source: optionalText('来源', 60),
  note: optionalText('备注', 500),
  lines,
})

/** One more line, from the gun or the keyboard. */
export const LineForm = z
  .object({
    sku: text('SKU', 200),
    quantity: whole('件数', 1, MOST_PIECES),
    location: optionalText('库位', 30),
  })
  .transform((line): LineInput => ({ ...line, row: null }))
