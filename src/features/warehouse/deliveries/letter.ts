import { formatMinute } from '../../../lib/dates.ts'
import type { Tally } from './tally.ts'
import { missingOf, sumsOf, surplusOf } from './tally.ts'

/** A line as the supplier knows it. */
export interface LetterLine extends Tally {
  readonly sku: string
  readonly product: string
  /** Rejected pieces by their fault, in words. */
  readonly faults: readonly { readonly fault: string; readonly quantity: number }[]
}

/** What the letter is about. */
export interface LetterHead {
  readonly number: string
  readonly arrivedAt: Date | null
}

/**
 * What to tell the supplier of a delivery, ready to be sent: line by line what is missing, too much or rejected, and what
 * we ask for. Null when everything is as announced.
 */
export function letterTo({ number, arrivedAt }: LetterHead, lines: readonly LetterLine[]): string | null {
  const wrong = lines.filter((line) => missingOf(line) + surplusOf(line) + line.rejected > 0)
  if (wrong.length === 0) return null
  const { missing, surplus, rejected } = sumsOf(lines)
  const when = arrivedAt ? `（${formatMinute(arrivedAt)} 到货）` : ''
  const wishes = [
    ...(rejected > 0 ? [`不合格的 ${rejected} 件请安排退换`] : []),
    ...(missing > 0 ? [`缺少的 ${missing} 件请告知补送时间或退款`] : []),
    ...(surplus > 0 ? [`多出的 ${surplus} 件请确认是否计入货款`] : []),
  ]
  return [
    `您好，到货单 ${number}${when}验收有以下差异：`,
    ...wrong.map((line, i) => `${i + 1}. ${lineOf(line)}`),
    `${wishes.join('；')}。谢谢！`,
  ].join('\n')
}

function lineOf(line: LetterLine): string {
  const [missing, surplus] = [missingOf(line), surplusOf(line)]
  const faults = line.faults.map(({ fault, quantity }) => `${fault} ${quantity} 件`).join('、')
  return [
    `${line.sku} ${line.product}：${line.announced > 0 ? `应到 ${line.announced} 件` : '未预报'}`,
    `合格 ${line.accepted} 件`,
    ...(line.rejected > 0 ? [`不合格 ${line.rejected} 件${faults ? `（${faults}）` : ''}`] : []),
    ...(missing > 0 ? [`少 ${missing} 件`] : []),
    ...(surplus > 0 ? [`多 ${surplus} 件`] : []),
  ].join('，')
}
