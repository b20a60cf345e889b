import { z } from 'zod'
import { optionalText, optionalWhole } from '../../../web/fields.ts'

/** How many different SKUs a code can be matched with here; larger bundles are kept in the catalog. */
export const PARTS = [1, 2, 3, 4, 5] as const
type Part = (typeof PARTS)[number]

type Shape = Record<`sku${Part}`, z.ZodType<string | null>> &
  Record<`quantity${Part}`, z.ZodType<number | null>>

const shape = Object.fromEntries(
  PARTS.flatMap((i) => [
    [`sku${i}`, optionalText(`SKU ${i}`, 200)],
    [`quantity${i}`, optionalWhole(`数量 ${i}`, 1, 999)],
  ]),
) as Shape

/** SKUs by code or barcode, and how many of each; one without a number means one piece. */
export const MatchForm = z.object(shape).transform((input, context) => {
  for (const i of PARTS.filter((i) => input[`quantity${i}`] !== null && input[`sku${i}`] === null)) {
    context.addIssue({ code: 'custom', path: [`sku${i}`], message: '填写了数量，请填写是哪个 SKU' })
  }
  const components = PARTS.flatMap((i) => {
    const sku = input[`sku${i}`]
    return sku ? [{ field: `sku${i}`, sku, quantity: input[`quantity${i}`] ?? 1 }] : []
  })
  if (context.issues.length > 0) return z.NEVER
  if (components.length > 0) return { components }
  context.addIssue({ code: 'custom', path: ['sku1'], message: '请至少填写一个 SKU' })
  return z.NEVER
})
