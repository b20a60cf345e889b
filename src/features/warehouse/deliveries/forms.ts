import { z } from 'zod'
import { checkbox, day, optionalReference, optionalText, reference } from '../../../web/fields.ts'
import type { DeliveryFault } from '../../../generated/prisma/enums.ts'
import { MOST_PIECES, textLines } from '../receipts/text-lines.ts'
import { FAULTS, faultLabels } from './faults.ts'

const lines = optionalText('明细', 50_000).transform((value, context) => textLines(value, context, {}))
const supplierId = optionalReference('供应商')
const note = optionalText('备注', 500)

/** Goods that should come. */
export const AnnouncedForm = z
  .object({ supplierId: reference('供应商'), expectedOn: day('预计到货日'), note, lines })
  .superRefine((input, context) => {
    if (input.lines.length === 0)
      context.addIssue({ code: 'custom', path: ['lines'], message: '请填写明细：每行一个 SKU 和件数' })
  })

/** Goods that are at the door though nobody announced them. */
export const UnannouncedForm = z.object({ supplierId, note })

export const SupplierForm = z.object({ supplierId: reference('供应商') })

/** What somebody at a desk has found of one SKU. */
export interface FoundText {
  /** Its line in the text of further goods; null for an announced line, whose SKU is known. */
  readonly row: number | null
  readonly sku: string
  readonly quantity: number
  readonly fault: DeliveryFault | null
  /** A location's code; null: the proposed one. */
  readonly location: string | null
}

/** Names of an announced line's fields: its SKU stands in them, so that lines may come in any order. */
export const fieldsOfLine = (skuId: number): Record<'good' | 'place' | 'bad' | 'fault', string> => ({
  good: `good${skuId}`,
  place: `place${skuId}`,
  bad: `bad${skuId}`,
  fault: `fault${skuId}`,
})

/** A line's code as the form needs it. */
export interface FormLine {
  readonly skuId: number
  readonly sku: string
}

/** What the form of an inspection says. */
export interface InspectionText {
  readonly found: FoundText[]
  /** Good pieces also to places for goods of another class. */
  readonly despiteClass: boolean
  readonly remark: string | null
}

const Around = z.object({ despiteClass: checkbox, remark: optionalText('备注', 500) })

/** The form of an inspection: the announced lines' fields, and further goods as text. */
export function inspectionForm(known: readonly FormLine[]): z.ZodType<InspectionText> {
  return z.record(z.string(), z.unknown()).transform((body, context) => {
    const found = [
      ...known.flatMap((line) => foundOf(line, body, context)),
      ...furtherOf(body['further'], context),
    ]
    const around = Around.safeParse(body)
    if (around.success) return { found, ...around.data }
    for (const { path, message } of around.error.issues) context.addIssue({ code: 'custom', path, message })
    return z.NEVER
  })
}

function foundOf(
  { skuId, sku }: FormLine,
  body: Readonly<Record<string, unknown>>,
  context: z.RefinementCtx,
): FoundText[] {
  const names = fieldsOfLine(skuId)
  const good = pieces(body[names.good], names.good, context)
  const bad = pieces(body[names.bad], names.bad, context)
  const fault = FAULTS.find((key) => key === body[names.fault])
  if (bad > 0 && !fault) context.addIssue({ code: 'custom', path: [names.fault], message: '请选择问题' })
  const place = plain(body[names.place])
  return [
    ...(good > 0 ? [{ row: null, sku, quantity: good, fault: null, location: place || null }] : []),
    ...(bad > 0 && fault ? [{ row: null, sku, quantity: bad, fault, location: null }] : []),
  ]
}

/** Goods that weren't announced, and second faults of those that were: the third word is a fault or a location. */
function furtherOf(value: unknown, context: z.RefinementCtx): FoundText[] {
  const parsed = optionalText('其他货品', 20_000).safeParse(value)
  const problem = parsed.error?.issues[0]?.message
  if (problem) context.addIssue({ code: 'custom', path: ['further'], message: problem })
  const telling = { ...context, addIssue: context.addIssue.bind(context) }
  telling.addIssue = (issue) =>
    context.addIssue(typeof issue === 'string' ? issue : { ...issue, path: ['further'] })
  return textLines(parsed.data ?? null, telling, { third: '库位或问题' }).map(({ third, ...line }) => {
    const fault = FAULTS.find((key) => faultLabels[key] === third) ?? null
    return { ...line, fault, location: fault ? null : third }
  })
}

const plain = (value: unknown): string => (typeof value === 'string' ? value.normalize('NFKC').trim() : '')

function pieces(value: unknown, name: string, context: z.RefinementCtx): number {
  const text = plain(value)
  if (text === '') return 0
  if (/^\d{1,5}$/.test(text)) return Number(text)
  context.addIssue({ code: 'custom', path: [name], message: `件数要是 0 到 ${MOST_PIECES} 的整数` })
  return 0
}
