import { z } from 'zod'
import { choice, day, moment, optionalText, optionalWhole, reference, text } from '../../../web/fields.ts'
import type { Judgement } from './actions.ts'
import { CAUSES, SCOPES } from './words.ts'

/** How many codes one count names. */
const MOST_CODES = 2000

/** Codes as people paste them: by spaces, commas or lines. */
const codes = (label: string): z.ZodType<string[]> =>
  optionalText(label, 50_000).transform((value, context) => {
    const found = [
      ...new Set(
        (value ?? '')
          .normalize('NFKC')
          .split(/[\s,，;；、]+/)
          .filter(Boolean),
      ),
    ]
    if (found.length > MOST_CODES) context.addIssue({ code: 'custom', message: `一次最多 ${MOST_CODES} 个` })
    return found
  })

/** What a scope can't do without, and the sentence when it's missing. */
const demanded = {
  ZONE: ['zone', '请选择库区'],
  GOODS_CLASS: ['goodsClass', '请选择货品类别'],
  LOCATIONS: ['locations', '请填写库位'],
  SKUS: ['skus', '请填写 SKU'],
  SAMPLE: ['size', '请填写抽盘的库位数'],
} as const

export const PlanForm = z
  .object({
    scope: choice('范围', SCOPES),
    zone: optionalText('库区', 30),
    goodsClass: optionalText('货品类别', 60),
    locations: codes('库位').transform((found) => found.map((code) => code.toUpperCase())),
    skus: codes('SKU'),
    size: optionalWhole('抽盘的库位数', 1, 5000),
    seed: optionalWhole('抽签号', 0, 999_999),
    due: day('截止日'),
    note: optionalText('备注', 500),
  })
  .superRefine((input, context) => {
    if (input.scope === 'ALL') return
    const [name, message] = demanded[input.scope]
    const given = input[name]
    if (given === null || (Array.isArray(given) && given.length === 0)) {
      context.addIssue({ code: 'custom', path: [name], message })
    }
  })
  .transform((input) => ({ ...input, size: input.size ?? 0 }))

/** Pieces on one line of a sheet. */
const MOST_PIECES = 99_999
const MOST_LINES = 500

const sheetLines = optionalText('实盘', 50_000).transform((value, context) => {
  const found: { row: number; sku: string; quantity: number }[] = []
  for (const [i, line] of (value ?? '').split('\n').entries()) {
    const [sku, pieces = '', ...rest] = line.normalize('NFKC').trim().split(/\s+/)
    if (!sku) continue
    const wrong =
      !/^\d{1,5}$/.test(pieces) || Number(pieces) > MOST_PIECES
        ? `在 SKU 后面空一格写实盘件数（0 到 ${MOST_PIECES}）`
        : rest.length > 0
          ? '只写 SKU 和件数两项'
          : null
    if (wrong) context.addIssue({ code: 'custom', message: `第 ${i + 1} 行：${wrong}` })
    found.push({ row: i + 1, sku, quantity: Number(pieces) || 0 })
  }
  if (found.length > MOST_LINES)
    context.addIssue({ code: 'custom', message: `一个库位最多 ${MOST_LINES} 行` })
  return found
})

/** A location as it was counted on paper. Empty lines must be said, or a forgotten sheet would empty a shelf. */
export const PaperForm = z
  .object({
    location: text('库位', 30).transform((code) => code.normalize('NFKC').toUpperCase()),
    counterId: reference('盘点人'),
    startedAt: moment('开始时间'),
    endedAt: moment('结束时间'),
    lines: sheetLines,
    empty: z.preprocess((value) => value === 'on', z.boolean()),
  })
  .superRefine(({ lines, empty }, context) => {
    const message = empty ? '写了货品就不是空库位，请去掉一个' : '请填写实盘；库位里没有货就勾选“空库位”'
    if (empty === lines.length > 0) context.addIssue({ code: 'custom', path: ['lines'], message })
  })

const VERDICTS = ['', 'ACCEPTED', 'REJECTED', 'RECOUNT'] as const

/** Fields of a line on the review form. */
export const verdictField = (lineId: number): string => `verdict-${lineId}`
export const causeField = (lineId: number): string => `cause-${lineId}`

/** What a lead says about lines: those without a verdict are left for later. */
export const ReviewForm = z.record(z.string(), z.unknown()).transform((values, context): Judgement[] => {
  const judgements = Object.keys(values).flatMap((name): Judgement[] => {
    const lineId = Number(/^verdict-([1-9]\d{0,8})$/.exec(name)?.[1])
    if (!lineId) return []
    const verdict = VERDICTS.find((one) => one === values[name])
    if (verdict === undefined) context.addIssue({ code: 'custom', path: [name], message: '请选择' })
    if (!verdict) return []
    if (verdict === 'RECOUNT') return [{ lineId, verdict }]
    const cause = CAUSES.find((one) => one === values[causeField(lineId)])
    if (cause) return [{ lineId, verdict, cause }]
    context.addIssue({ code: 'custom', path: [causeField(lineId)], message: '请选择原因' })
    return []
  })
  if (judgements.length === 0) {
    context.addIssue({ code: 'custom', path: [''], message: '还没有选择任何一行的处理' })
  }
  return judgements
})
