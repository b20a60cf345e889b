import { z } from 'zod'
import { optionalText, optionalWhole, reference, text } from '../../../web/fields.ts'

/** How many different SKUs a bundle may have. */
export const MOST_COMPONENTS = 8

/** What is typed as one part of a bundle: a SKU's code or barcode, and how many. */
export interface ComponentInput {
  /** The form's field, for the sentence beside it. */
  field: string
  sku: string
  quantity: number
}

const positions = Array.from({ length: MOST_COMPONENTS }, (_, i) => i + 1)
const fields = Object.fromEntries(
  positions.flatMap((i) => [
    [`sku${i}`, optionalText(`SKU ${i}`, 200)],
    [`quantity${i}`, optionalWhole(`数量 ${i}`, 1, 999)],
  ]),
) as Record<`sku${number}`, z.ZodType<string | null>> & Record<`quantity${number}`, z.ZodType<number | null>>

type Parts = Record<`sku${number}`, string | null> & Record<`quantity${number}`, number | null>

/** The filled lines; one without a number means one piece. */
function componentsOf(parts: Parts, context: z.RefinementCtx): ComponentInput[] {
  const filled = positions.flatMap((i) => {
    const sku = parts[`sku${i}`]
    return sku ? [{ field: `sku${i}`, sku, quantity: parts[`quantity${i}`] ?? 1 }] : []
  })
  if (filled.length === 0) {
    context.addIssue({ code: 'custom', path: ['sku1'], message: '请至少填写一个 SKU' })
  }
  return filled
}

export const NewCodeForm = z
  .object({ shopId: reference('店铺'), code: text('商家编码', 120), ...fields })
  .transform((input, context) => ({
    shopId: input.shopId,
    code: input.code,
    components: componentsOf(input, context),
  }))

export const CodeForm = z
  .object(fields)
  .transform((input, context) => ({ components: componentsOf(input as Parts, context) }))
