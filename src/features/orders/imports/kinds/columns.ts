import { amount, time, words } from '../reading/clean.ts'
import type { Column } from './kind.ts'

/** A column of amounts, in fen. */
export const money = (...headings: string[]): Column<number> => ({ headings, parse: amount })

/** A column of amounts in which words may say that there was no refund. */
export const refunded = (...headings: string[]): Column<number> => ({
  ...money(...headings),
  words: { 无退款申请: 0 },
})

/** A column of moments. */
export const moment = (...headings: string[]): Column<Date> => ({ headings, parse: time })

/** A column of any text. */
export const text = (...headings: string[]): Column<string> => ({ headings, parse: words })

/** Headings in one text, parted by blanks: long lists of them stay readable. Headings are compared without blanks. */
export const names = (list: string): string[] => list.trim().split(/\s+/)

/** Whether one moment is before another, as far as both are known. */
export function before(a: Date | undefined, b: Date | undefined): boolean {
  return a !== undefined && b !== undefined && a < b
}
