import { moneyProblems, parseYuan } from '../../../../lib/money.ts'
import { momentProblems, parsePlatformMoment } from '../../../../lib/platform-dates.ts'

/** Why a cell can't be taken; a short Chinese phrase shown beside its column and value. */
export class Fault {
  readonly reason: string
  constructor(reason: string) {
    this.reason = reason
  }
}

/**
 * Turns a cell's text, cleaned and not empty, into a value. `undefined` says that the cell holds nothing after all.
 * `numeric` tells that the workbook held a number.
 */
export type Parser<T> = (text: string, numeric: boolean) => T | Fault | undefined

/** Control characters but tab and line feed (the database refuses NUL), and byte-order marks. */
const UNWANTED = /[^\P{Cc}\t\n]|\uFEFF/u
const UNWANTED_ALL = new RegExp(UNWANTED.source, 'gu')

/**
 * A cell without the wrappers that platforms and spreadsheets put around it: `="123"`, a leading `'`, blanks, tabs
 * and byte-order marks at the ends, control characters. Line breaks within stay, as LF.
 */
export function unwrap(raw: string): string {
  let text = UNWANTED.test(raw) ? raw.replace(/\r\n?/g, '\n').replace(UNWANTED_ALL, '') : raw
  text = text.trim()
  if (text.startsWith('="') && text.length > 2 && text.endsWith('"')) {
    text = text.slice(2, -1).replaceAll('""', '"').trim()
  }
  return text.startsWith("'") ? text.slice(1).trim() : text
}

const NOTHING = new Set(['', '-', '--', 'null', 'nan', '\\n', '无', '无退款申请'])

/** Whether an unwrapped cell says that there is nothing: empty, `null`, `-`, `\N`, `无` and their like. */
export function isNothing(text: string): boolean {
  return (
    text.length <= 5 && NOTHING.has(text.length > 0 && text.charCodeAt(0) < 128 ? text.toLowerCase() : text)
  )
}

/** Spreadsheets keep 15 digits of a number; the others are gone and show as zeros. */
const KEPT_DIGITS = 15
const SCIENTIFIC = /^\d(\.\d+)?E\+?\d+$/i
const ruined = new Fault('已被 Excel 改成数字，后几位丢失；请用平台导出的原始文件')

/** Whether a spreadsheet has turned a long number into a shortened one, such as 3.30E+18. */
export function isRuined(text: string, numeric: boolean): boolean {
  return (numeric && text.length > KEPT_DIGITS) || SCIENTIFIC.test(text)
}

/**
 * How many digits of a text are zeros where a spreadsheet would have lost them, 0 if one of them isn't. One such
 * number may be chance (1 in 10,000 for an order number of 19 digits), a whole column of them isn't.
 */
export function lostLookingDigits(text: string): number {
  const end = text.slice(KEPT_DIGITS)
  return /^\d{16,}$/.test(text) && /^0+$/.test(end) ? end.length : 0
}

/** An order, line or item number: digits only, kept as text because it exceeds what numbers can hold. */
export const longId: Parser<string> = (text, numeric) => {
  if (isRuined(text, numeric)) return ruined
  return /^\d{8,32}$/.test(text) ? text : new Fault('不是编号，应为 8 到 32 位数字')
}

/** A number or code given by somebody else (payment, waybill), of any form. */
export const code: Parser<string> = (text, numeric) =>
  (numeric && text.length > KEPT_DIGITS) || /^\d\.\d+E\+\d+$/i.test(text) ? ruined : text

/** A waybill number in capitals, because buyers type theirs: `No:789…` in files of older orders. */
export const waybill: Parser<string> = (text, numeric) =>
  code(text.replace(/^No[:：]\s*/i, '').toUpperCase(), numeric) || undefined

/** Any text as it is. */
export const words: Parser<string> = (text) => text

/** A file has the same amounts over and over (0.00, the prices); so many different ones are remembered. */
const REMEMBERED = 5000
const remembered = new Map<string, number>()

/** Fen, negative ones too. A numeric cell may carry binary noise, which `parseYuan` takes off. */
export const signedAmount: Parser<number> = (text, numeric) => {
  const known = numeric ? undefined : remembered.get(text)
  if (known !== undefined) return known
  const parsed = parseYuan(numeric ? Number(text) : text)
  if (!parsed.ok) return new Fault(moneyProblems[parsed.problem])
  // Longer texts could be slices that keep a piece of the file in memory.
  if (!numeric && text.length < 13 && remembered.size < REMEMBERED) remembered.set(text, parsed.fen)
  return parsed.fen
}

/** Fen, not less than zero. */
export const amount: Parser<number> = (text, numeric) => {
  const fen = signedAmount(text, numeric)
  return typeof fen === 'number' && fen < 0 ? new Fault('金额不能是负数') : fen
}

/** More pieces of one thing nobody orders; it also keeps the number within the database's integers. */
const MOST_PIECES = 1_000_000

/** A count of at least `least` pieces: `2`, `2.0`, `1,200`. */
export function pieces(least: number): Parser<number> {
  return (text) => {
    const found = /^(-?\d{1,3}(?:,\d{3})+|-?\d+)(?:\.0+)?$/.exec(text.normalize('NFKC'))
    if (!found?.[1]) return new Fault('不是整数')
    const count = Number(found[1].replaceAll(',', ''))
    if (count < least) return new Fault(count < 0 ? '数量不能是负数' : `数量至少是 ${least}`)
    return count > MOST_PIECES ? new Fault(`数量超过了 ${MOST_PIECES.toLocaleString('en-US')}`) : count
  }
}

/** A moment of naive Beijing time; a day without time of day is its midnight in Shanghai. */
export const time: Parser<Date> = (text) => {
  const parsed = parsePlatformMoment(text)
  return parsed.ok ? parsed.at : new Fault(momentProblems[parsed.problem])
}

/** A share: `12.34%` is 0.1234, a number without the sign is taken as it is. Never decided for a whole file. */
export const share: Parser<number> = (text) => {
  const found = /^(-?\d{1,3}(?:,\d{3})+|-?\d+)(\.\d+)?(%?)$/.exec(text.normalize('NFKC').replace(/\s/g, ''))
  if (!found) return new Fault('不是百分比或小数')
  // Moving the exponent instead of dividing keeps 12.34 % from becoming 0.12340000000000001.
  return Number(`${found[1]!.replaceAll(',', '')}${found[2] ?? ''}${found[3] ? 'e-2' : ''}`)
}

const YES = new Set(['是', 'true', 'y', 'yes', '1'])
const NO = new Set(['否', 'false', 'n', 'no', '0'])

/** 是 or 否. */
export const yesNo: Parser<boolean> = (text) => {
  const answer = text.toLowerCase()
  if (YES.has(answer)) return true
  return NO.has(answer) ? false : new Fault('应为“是”或“否”')
}
