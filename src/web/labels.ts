import { code128 } from '../lib/code128.ts'
import type { LabelView, LabelsPage } from './pages.ts'

/** Labels that one sheet may hold; more would be asked for with a narrower filter. */
export const LABEL_LIMIT = 500

/** A label with a barcode of `code`; `scanned` is what the gun reads where that's something else. */
export function labelOf(code: string, lines: readonly (string | null)[], scanned = code): LabelView {
  return { code, barcode: code128(scanned), lines: lines.filter((line): line is string => Boolean(line)) }
}

/** A sheet of labels; `back` is the list they come from. */
export function labelsPage(
  title: string,
  back: { label: string; href: string },
  labels: LabelView[],
): LabelsPage {
  return {
    title,
    layout: 'print',
    breadcrumb: [back, { label: title }],
    labels,
    empty: { title: '没有要打印的标签', text: '请返回列表，换一个筛选条件。' },
  }
}
