import { reportProblem } from '../../quarantines/actions.ts'
import type { Draft } from '../hand.ts'
import type { Decision } from '../interpret/decision.ts'
import { NO_DRAFT } from '../interpret/problem.ts'
import { stageOf } from '../interpret/context.ts'
import { answer } from '../words.ts'
import type { Performed, Scene } from './performed.ts'

type Deed<Do extends Decision['do']> = Extract<Decision, { do: Do }>

/** What is known when the clerk turns to the screen: what he scanned last while picking, and where. */
export function firstDraft({ inHand: { hand, wave } }: Scene): Draft {
  return wave ? { ...NO_DRAFT, skuId: hand.goods, locationId: hand.place } : NO_DRAFT
}

const steps = {
  goods: '请扫问题货品的条码',
  place: '请扫货品所在的库位',
  quantity: '请输入问题件数',
  reason: '请输入原因的编号',
  confirm: '请核对，按确认（F2）提交',
} as const

export function noteDraft({ inHand: { parcel }, reading }: Scene, { draft }: Deed<'draft'>): Performed {
  const title = steps[stageOf(draft, parcel)]
  return { outcome: answer('ok', 'draft', reading.code, title), hand: { problem: draft } }
}

/** Sets the goods apart, and leads back to the work from which they came. */
export async function report({ act, inHand, reading }: Scene, { draft }: Deed<'report'>): Promise<Performed> {
  const { parcel, wave } = inHand
  const { skuId, quantity, reason, locationId } = draft
  if (skuId === null || quantity === null || reason === null)
    throw new Error('reported before it was complete')
  const own = parcel?.lines.some((line) => line.skuId === skuId) ? parcel : null
  const { number, outOfStock, replacement } = await reportProblem(act, {
    skuId,
    quantity,
    reason,
    ...(locationId === null ? {} : { locationId }),
    ...(own ? { shipmentId: own.id } : {}),
  })
  const lost = parcel !== null && outOfStock.includes(parcel.id)
  const places = replacement.map((one) => `${one.location} ${one.quantity} 件`).join('、')
  const text = lost
    ? `${number}。没有可替换的货，包裹 ${parcel.number} 已转缺货，请把其余货品放回货架。`
    : `${number}。${places ? `请到 ${places} 取货替换。` : '货品请送到隔离区。'}`
  const back = parcel && !lost ? 'pack' : wave ? 'pick' : 'menu'
  return {
    outcome: answer(
      lost ? 'wrong' : 'done',
      'report',
      reading.code,
      `已登记 ${quantity} 件：${reason}`,
      text,
    ),
    hand: { problem: null, screen: back },
    ...(lost ? { open: { pack: null } } : {}),
  }
}
