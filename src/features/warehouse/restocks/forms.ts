import { z } from 'zod'
import type { Day } from '../../../lib/dates.ts'
import { day, optionalText, reference, whole } from '../../../web/fields.ts'

/** Names of a proposal's fields: its id stands in them. */
export const fieldsOf = (id: number): Record<'take' | 'quantity' | 'reason', string> => ({
  take: `take${id}`,
  quantity: `quantity${id}`,
  reason: `reason${id}`,
})

/** What somebody orders of the proposals on the form. */
export interface OrderInput {
  supplierId: number
  expectedOn: Day
  lines: { id: number; quantity: number; reason: string | null }[]
}

const head = z.object({ supplierId: reference('供应商'), expectedOn: day('预计到货日') })
const line = z.object({
  quantity: whole('数量', 1, 999_999),
  reason: optionalText('原因', 200),
})

/** The form of an order: supplier and day, and each proposal that is ticked with its quantity. */
export const OrderForm: z.ZodType<OrderInput> = z
  .record(z.string(), z.unknown())
  .transform((body, context): OrderInput => {
    const about = head.safeParse(body)
    for (const { path, message } of about.error?.issues ?? [])
      context.addIssue({ code: 'custom', path, message })
    const lines = takenIn(body).map((id) => {
      const names = fieldsOf(id)
      const parsed = line.safeParse({ quantity: body[names.quantity], reason: body[names.reason] })
      for (const { path, message } of parsed.error?.issues ?? []) {
        const name = path[0] === 'reason' ? names.reason : names.quantity
        context.addIssue({ code: 'custom', path: [name], message })
      }
      return { id, quantity: parsed.data?.quantity ?? 0, reason: parsed.data?.reason ?? null }
    })
    if (lines.length === 0)
      context.addIssue({ code: 'custom', path: [''], message: '请至少勾选一条补货建议' })
    return {
      supplierId: about.data?.supplierId ?? 0,
      expectedOn: about.data?.expectedOn ?? '',
      lines,
    }
  })

function takenIn(body: Readonly<Record<string, unknown>>): number[] {
  return Object.keys(body).flatMap((name) => {
    const id = /^take([1-9]\d{0,8})$/.exec(name)?.[1]
    return id !== undefined && body[name] === 'on' ? [Number(id)] : []
  })
}
