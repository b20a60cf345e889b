import { code128 } from '../lib/code128.ts'
import type { ListQuery } from './list.ts'
import type { LabelView, LabelsPage } from './pages.ts'
import type { Field, Hidden } from './parts.ts'
import { field } from './parts.ts'

/** Records whose labels one sheet may hold; more would be asked for with a narrower filter. */
export const LABEL_LIMIT = 500
/** Labels on one sheet, copies included: a roll has about as many. */
const MOST_LABELS = 2000
const MOST_COPIES = 500

/** Common papers: a page of many labels to cut, or a roll with one label per page, in millimetres. */
export const LABEL_SIZES = ['a4', '40x30', '50x30', '60x40', '100x50'] as const
export type LabelSize = (typeof LABEL_SIZES)[number]

/** On what and how often labels are printed. */
export interface LabelChoice {
  readonly size: LabelSize
  /** Null: as many of each as its record says, usually one. */
  readonly copies: number | null
  /** What else stands in the address: which records. */
  readonly keep: Hidden[]
}

/** What the address says of paper and copies. @param names parameters of the address that choose the records */
export function labelChoice(query: ListQuery, ...names: string[]): LabelChoice {
  const copies = Number(query.get('copies')?.normalize('NFKC'))
  return {
    size: query.oneOf('size', LABEL_SIZES) ?? 'a4',
    copies: Number.isInteger(copies) && copies >= 1 && copies <= MOST_COPIES ? copies : null,
    keep: names.flatMap((name) => {
      const value = query.get(name)
      return value === undefined ? [] : [{ name, value }]
    }),
  }
}

/**
 * A label with a barcode of `code`; `scanned` is what the gun reads where that's something else, `copies` how many are
 * wanted where nobody says a number.
 */
export function labelOf(
  code: string,
  lines: readonly (string | null)[],
  { scanned = code, copies = 1 }: { scanned?: string; copies?: number } = {},
): LabelView {
  return {
    code,
    barcode: code128(scanned),
    lines: lines.filter((line): line is string => Boolean(line)),
    copies,
  }
}

/** A sheet of labels with the choice of paper and copies; `back` is the list or record they come from. */
export function labelsPage(
  title: string,
  back: { label: string; href: string },
  labels: readonly LabelView[],
  choice: LabelChoice,
): LabelsPage {
  const all = labels.flatMap((label) =>
    Array.from({ length: choice.copies ?? label.copies ?? 1 }, () => label),
  )
  return {
    title,
    layout: 'print',
    breadcrumb: [back, { label: title }],
    size: choice.size,
    choice: { fields: fieldsOf(labels, choice), keep: choice.keep, count: countOf(all.length) },
    labels: all.slice(0, MOST_LABELS),
    empty: { title: '没有要打印的标签', text: '请返回，换一个筛选条件。' },
  }
}

function fieldsOf(labels: readonly LabelView[], { size, copies }: LabelChoice): Field[] {
  return [
    field('size', '标签纸', 'select', size, {
      required: true,
      options: LABEL_SIZES.map((value) => ({ value, label: sizeWords(value) })),
    }),
    field('copies', '每种几张', 'number', copies === null ? '' : String(copies), {
      min: '1',
      max: String(MOST_COPIES),
      placeholder: labels.some((label) => (label.copies ?? 1) !== 1) ? '按件数' : '1',
    }),
  ]
}

function countOf(count: number): string {
  return count > MOST_LABELS ? `只打印前 ${MOST_LABELS} 张，共 ${count} 张` : `共 ${count} 张`
}

function sizeWords(size: LabelSize): string {
  return size === 'a4' ? 'A4 纸（裁开）' : `卷纸 ${size.replace('x', ' × ')} 毫米`
}
