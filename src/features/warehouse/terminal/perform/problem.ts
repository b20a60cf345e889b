import type { Reported } from '../../quarantines/actions.ts'
import { reportProblem } from '../../quarantines/actions.ts'
import type { Draft } from '../hand.ts'
import type { PickTaskRow, WaveRow } from '../in-hand/wave.ts'
import { readCart, readWave } from '../in-hand/wave.ts'
import type { Decision } from '../interpret/decision.ts'
import { NO_DRAFT } from '../interpret/problem.ts'
import { leftOf, stageOf } from '../interpret/context.ts'
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
export async function report(scene: Scene, { draft }: Deed<'report'>): Promise<Performed> {
  const { parcel, wave } = scene.inHand
  const { skuId, quantity, reason, locationId } = draft
  if (skuId === null || quantity === null || reason === null)
    throw new Error('reported before it was complete')
  const own = parcel?.lines.some((line) => line.skuId === skuId) ? parcel : null
  const reported = await reportProblem(scene.act, {
    skuId,
    quantity,
    reason,
    ...(locationId === null ? {} : { locationId }),
    ...(own ? { shipmentId: own.id } : {}),
  })
  const said = { skuId, quantity, reason, locationId }
  return own || !wave ? backToTable(scene, reported, said) : await backToWalk(scene, wave, reported, said)
}

interface Said {
  readonly skuId: number
  readonly quantity: number
  readonly reason: string
  readonly locationId: number | null
}

function backToTable(
  { inHand: { parcel, wave }, reading }: Scene,
  { number, outOfStock, replacement }: Reported,
  { quantity, reason }: Said,
): Performed {
  const lost = parcel !== null && outOfStock.includes(parcel.id)
  const places = replacement.map((one) => `${one.location} ${one.quantity} 件`).join('、')
  const text = lost
    ? `${number}。没有可替换的货，包裹 ${parcel.number} 已转缺货，请把其余货品放回货架。`
    : `${number}。${places ? `请到 ${places} 取货替换。` : '货品请送到隔离区。'}`
  const title = `已登记 ${quantity} 件：${reason}`
  return {
    outcome: answer(lost ? 'wrong' : 'done', 'report', reading.code, title, text),
    hand: { problem: null, screen: parcel && !lost ? 'pack' : wave ? 'pick' : 'menu' },
    ...(lost ? { open: { pack: null } } : {}),
  }
}

/** Back to the walk: what was scanned of the goods before they were found bad doesn't lie in the cart any more. */
async function backToWalk(
  { act, reading }: Scene,
  wave: WaveRow,
  { number }: Reported,
  { skuId, quantity, reason, locationId }: Said,
): Promise<Performed> {
  const isIt = (task: PickTaskRow): boolean => task.skuId === skuId && task.locationId === locationId
  const unpicked = Math.min(quantity, (await readCart(act.tx, wave.id, { skuId, locationId })).quantity)
  const after = await readWave(act.tx, wave.id)
  const places = (after?.tasks ?? [])
    .filter((task) => task.skuId === skuId)
    .map((task) => ({ ...task, left: leftOf(task) + (isIt(task) ? unpicked : 0) }))
    .filter(({ left }) => left > 0)
    .map(({ location, left }) => `${location} ${left} 件`)
    .join('、')
  const text = `${number}。货品请送到隔离区。${places ? `这款还要拣：${places}。` : ''}`
  const goods =
    locationId === null || unpicked === 0 ? {} : { goods: { skuId, quantity: -unpicked, locationId } }
  return {
    outcome: answer('done', 'report', reading.code, `已登记 ${quantity} 件：${reason}`, text, goods),
    hand: { problem: null, screen: 'pick' },
    open: { pick: wave.id },
  }
}
