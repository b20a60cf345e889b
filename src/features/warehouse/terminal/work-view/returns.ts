import { DEFECTS } from '../../returns/verdicts.ts'
import type { InHand } from '../in-hand.ts'
import type { ReturnedRow } from '../in-hand/returned.ts'
import { unjudgedIn } from '../interpret/context.ts'
import type { Waiting } from '../queries.ts'
import type { Choice, LineView } from './parts.ts'
import { lineView } from './parts.ts'

/** The returns desk. */
export interface ReturnsView {
  view: 'returns'
  waiting: string
  choices: Choice[]
  returned: null | ReturnedView
  unknown: string
}

interface ReturnedView {
  number: string
  shop: string
  reason: string
  note: string
  left: string
  complete: boolean
  others: string
  lines: (LineView & { verdict: string })[]
}

export function returnsView({ hand, returned, unknown }: InHand, { returns }: Waiting): ReturnsView {
  return {
    view: 'returns',
    waiting: returns > 0 ? `有 ${returns} 个退货待验收` : '没有待验收的退货',
    choices: hand.asked?.kind === 'judge' ? choices : [],
    returned: returned && returnedView(returned),
    unknown: unknown ?? '',
  }
}

const choices: Choice[] = [
  { number: '1', label: '良品', note: '也可以按确认（F2）' },
  ...DEFECTS.map((label, i) => ({ number: String(i + 2), label, note: '次品' })),
]

function returnedView(returned: ReturnedRow): ReturnedView {
  const left = unjudgedIn(returned)
  return {
    number: returned.number,
    shop: returned.shop,
    reason: returned.reason ?? '',
    note: returned.note ?? '',
    left: String(left),
    complete: left === 0,
    others: returned.others > 0 ? `错件、多退 ${returned.others} 件` : '',
    lines: returned.lines.map((line) => ({
      ...lineView(line, line.good + line.defective),
      verdict: [
        line.good > 0 ? `良品 ${line.good} 件${line.place ? `，放 ${line.place}` : ''}` : '',
        line.defective > 0 ? `次品 ${line.defective} 件，进隔离区` : '',
      ]
        .filter(Boolean)
        .join('；'),
    })),
  }
}
