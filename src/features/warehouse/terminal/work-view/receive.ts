import { proposalWords } from '../../stock/place-words.ts'
import { FAULTS, faultLabels } from '../../deliveries/faults.ts'
import type { InHand } from '../in-hand.ts'
import type { DeliveryLineRow, DeliveryRow } from '../in-hand/delivery.ts'
import { missingOf } from '../interpret/receive.ts'
import type { Waiting } from '../queries.ts'
import type { Choice, LineView } from './parts.ts'
import { lineView } from './parts.ts'

/** Goods at the door. */
export interface ReceiveView {
  view: 'receive'
  waiting: string
  choices: Choice[]
  delivery: null | DeliveryView
}

interface DeliveryView {
  number: string
  supplier: string
  left: string
  complete: boolean
  note: string
  lines: (LineView & { current: boolean; place: string; bad: string })[]
}

export function receiveView({ hand, delivery }: InHand, { deliveries }: Waiting): ReceiveView {
  return {
    view: 'receive',
    waiting:
      deliveries > 0
        ? `${deliveries} 张到货单待验收。单号印在到货单顶部。`
        : '扫到货单就登记到货；没有到货单的货，按下一单（F8）。',
    choices:
      hand.asked?.kind === 'fault'
        ? FAULTS.map((fault, i) => ({ number: String(i + 1), label: faultLabels[fault], note: '' }))
        : [],
    delivery: delivery && deliveryView(delivery, hand.counted?.skuId ?? null),
  }
}

function deliveryView(delivery: DeliveryRow, last: number | null): DeliveryView {
  const left = delivery.lines.reduce((sum, line) => sum + missingOf(line), 0)
  return {
    number: delivery.number,
    supplier: delivery.supplier ?? '未知供应商',
    left: String(left),
    complete: left === 0,
    note: delivery.note ?? '',
    lines: [...delivery.lines]
      .sort((a, b) => rank(a, last) - rank(b, last))
      .map((line) => ({
        ...lineView(
          { name: line.name, color: null, size: null, code: line.code, quantity: line.announced },
          line.received + line.counted + line.countedBad,
        ),
        current: line.skuId === last,
        place: placeWords(line),
        bad: badWords(line),
      })),
  }
}

/** What was counted last stands first, then what is still to come. */
function rank(line: DeliveryLineRow, last: number | null): number {
  if (line.skuId === last) return 0
  return missingOf(line) > 0 ? 1 : 2
}

function placeWords({ counts, proposed }: DeliveryLineRow): string {
  const said = counts.find(({ location }) => location)?.location
  if (said) return `放到 ${said}`
  return proposed ? `放到 ${proposalWords(proposed)}` : '没有常用库位，请扫库位'
}

function badWords({ counts }: DeliveryLineRow): string {
  return counts
    .flatMap(({ fault, quantity }) => (fault ? [`${faultLabels[fault]} ${quantity} 件`] : []))
    .join('、')
}
