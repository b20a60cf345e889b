import { z } from 'zod'
import { choice, optionalText, text, whole } from '../../../web/fields.ts'
import { MOST_PIECES, textLines } from './text-lines.ts'

export const KINDS = ['PURCHASE', 'OPENING'] as const
/** Where the goods come from, in words. */
export const kindLabels = { PURCHASE: '采购入库', OPENING: '期初库存' } as const

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

const lines = optionalText('明细', 50_000).transform((value, context): LineInput[] =>
  textLines(value, context, { third: '库位' }).map(({ third, ...line }) => ({ ...line, location: third })),
)

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
