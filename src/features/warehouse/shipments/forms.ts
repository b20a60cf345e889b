import { z } from 'zod'
import { optionalText, reference, several, text, whole } from '../../../web/fields.ts'
import type { Part } from './actions.ts'

/** Parcels selected in a list one by one, or carried along in one field. */
const chosen = { ids: several(reference('发货单')), list: optionalText('发货单', 12_000) }

/** All ids of a selection, however they were sent. */
function idsOf({ ids, list }: { ids: readonly number[]; list: string | null }): number[] {
  const more = (list ?? '').split(',').flatMap((text) => (/^[1-9]\d{0,8}$/.test(text) ? [Number(text)] : []))
  return [...new Set([...ids, ...more])]
}

export const SelectionForm = z.object(chosen).transform((input) => ({ ids: idsOf(input) }))

/** The same with a reason. */
export const CancelForm = z
  .object({ ...chosen, remark: text('备注', 1000) })
  .transform((input) => ({ ids: idsOf(input), remark: input.remark }))

export const GiftForm = z.object({ sku: text('货品', 200), quantity: whole('数量', 1, 99) })

export const RemarkForm = z.object({ remark: text('备注', 1000) })

/** The field of the pieces to split off the line at a position, counted from 1. */
export function quantityField(position: number): string {
  return `quantity${position}`
}

/** How many pieces of each line to split off: a field per line, so the parcel's lines make the schema. */
export function splitForm(
  lines: readonly { id: number; quantity: number }[],
): z.ZodType<{ parts: Part[]; remark: string | null }> {
  const shape = Object.fromEntries(
    lines.map(({ quantity }, i) => [quantityField(i + 1), whole('件数', 0, quantity)]),
  )
  return z.object({ ...shape, remark: optionalText('备注', 200) }).transform(({ remark, ...quantities }) => ({
    remark,
    parts: lines.map(({ id }, i) => ({
      lineId: id,
      quantity: (quantities as Record<string, number>)[quantityField(i + 1)] ?? 0,
    })),
  }))
}
