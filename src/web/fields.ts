import { z } from 'zod'
import type { Day } from '../lib/dates.ts'
import { parseDay, parseMinute } from '../lib/dates.ts'
import { parseYuan } from '../lib/money.ts'

/**
 * What the browser's form values may be, with the Chinese sentence shown beside the field. A field that is missing,
 * repeated or of another type gets a sentence as well, never an exception.
 */

const ONE_VALUE = '请填写一个值'
/** The largest value of the database's integers. */
const INT4 = 2_147_483_647

const one = z.string({ error: ONE_VALUE })
/** Control characters other than tab and line breaks: no keyboard makes them, and PostgreSQL refuses NUL. */
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/
const clean = one.refine(
  (text) => !CONTROL.test(text) && text.isWellFormed(),
  '含有无法保存的字符，请重新输入',
)

/** Text that must be given, without the spaces around it. `max` in characters as people count them. */
export function text(label: string, max = 200): z.ZodType<string> {
  return clean
    .transform((value) => value.replaceAll('\r\n', '\n').trim())
    .refine((value) => value !== '', `请填写${label}`)
    .refine((value) => [...value].length <= max, `${label}不能超过 ${max} 个字`)
}

/** Text that may stay empty; null then. */
export function optionalText(label: string, max = 200): z.ZodType<string | null> {
  return z
    .preprocess(
      (value) => value ?? '',
      clean
        .transform((value) => value.replaceAll('\r\n', '\n').trim())
        .refine((value) => [...value].length <= max, `${label}不能超过 ${max} 个字`),
    )
    .transform((value) => (value === '' ? null : value))
}

/** No password of ours is longer, and nothing longer is worth hashing. */
const LONGEST_SECRET = 1000

/** A password, PIN or code, exactly as typed: nothing is trimmed or cut. */
export function secret(label: string): z.ZodType<string> {
  return z
    .string({ error: `请填写${label}` })
    .min(1, `请填写${label}`)
    .max(LONGEST_SECRET, `${label}太长`)
}

/** A secret that is asked for only sometimes; null where it's empty. */
export function optionalSecret(label: string): z.ZodType<string | null> {
  return z.preprocess(
    (value) => (value === undefined || value === '' ? null : value),
    secret(label).nullable(),
  )
}

/** A whole number within bounds; full-width digits are understood. */
export function whole(label: string, from = 0, to = INT4): z.ZodType<number> {
  return one.transform((value, context) => {
    const plain = value.normalize('NFKC').trim()
    const number = /^-?\d{1,10}$/.test(plain) ? Number(plain) : NaN
    if (number >= from && number <= to) return number
    context.addIssue({ code: 'custom', message: plain === '' ? `请填写${label}` : bounds(label, from, to) })
    return z.NEVER
  })
}

/** A whole number that may stay empty; null then. */
export function optionalWhole(label: string, from = 0, to = INT4): z.ZodType<number | null> {
  return z.preprocess(
    (value) => (value === undefined || (typeof value === 'string' && value.trim() === '') ? null : value),
    whole(label, from, to).nullable(),
  )
}

/** An amount in yuan as people type it; fen, or null when empty. */
export function optionalMoney(label: string): z.ZodType<number | null> {
  return z.preprocess(
    (value) => value ?? '',
    one.transform((value, context) => {
      const plain = value.normalize('NFKC').trim()
      if (plain === '') return null
      const parsed = parseYuan(plain)
      if (parsed.ok && parsed.fen >= 0) return parsed.fen
      context.addIssue({ code: 'custom', message: `${label}要写成金额，例如 128.50` })
      return z.NEVER
    }),
  )
}

/** A day that must be given, `yyyy-MM-dd`. */
export function day(label: string): z.ZodType<Day> {
  return one.transform((value, context) => {
    const parsed = parseDay(value.trim())
    if (parsed !== null) return parsed
    context.addIssue({ code: 'custom', message: value.trim() ? `${label}不是有效的日期` : `请填写${label}` })
    return z.NEVER
  })
}

/** A Shanghai moment of a `datetime-local` field. */
export function moment(label: string): z.ZodType<Date> {
  return one.transform((value, context) => {
    const parsed = parseMinute(value.trim())
    if (parsed !== null) return parsed
    context.addIssue({ code: 'custom', message: value.trim() ? `${label}不是有效的时间` : `请填写${label}` })
    return z.NEVER
  })
}

/** One of the given keys. */
export function choice<const Keys extends readonly [string, ...string[]]>(
  label: string,
  keys: Keys,
): z.ZodType<Keys[number]> {
  return z.enum(keys, { error: `请选择${label}` })
}

/** One of the given keys, or null when nothing was chosen. */
export function optionalChoice<const Keys extends readonly [string, ...string[]]>(
  label: string,
  keys: Keys,
): z.ZodType<Keys[number] | null> {
  return z.preprocess(
    (value) => (value === undefined || value === '' ? null : value),
    choice(label, keys).nullable(),
  )
}

/** The id of a record chosen in a list. */
export function reference(label: string): z.ZodType<number> {
  return one.transform((value, context) => {
    const id = /^[1-9]\d{0,9}$/.test(value) ? Number(value) : NaN
    if (id <= INT4) return id
    context.addIssue({ code: 'custom', message: `请选择${label}` })
    return z.NEVER
  })
}

/** The id of a record, or null when nothing was chosen. */
export function optionalReference(label: string): z.ZodType<number | null> {
  return z.preprocess(
    (value) => (value === undefined || value === '' ? null : value),
    reference(label).nullable(),
  )
}

/** Any number of choices: none, one, or a repeated field; duplicates count once. */
export function several<T>(item: z.ZodType<T>): z.ZodType<T[]> {
  return z.preprocess(
    (value): unknown =>
      value === undefined || value === '' ? [] : Array.isArray(value) ? (value as unknown[]) : [value],
    z
      .array(item)
      .max(1000, '一次最多选择 1000 项')
      .transform((values) => [...new Set(values)]),
  )
}

/** A checkbox: on or absent. */
export const checkbox = z.preprocess((value) => value === 'on', z.boolean())

function bounds(label: string, from: number, to: number): string {
  return to === INT4 ? `${label}要是不小于 ${from} 的整数` : `${label}要是 ${from} 到 ${to} 的整数`
}
