import { handOverShipments } from '../../shipments/actions.ts'
import { carrierOf } from '../../shipments/carriers.ts'
import type { Decision } from '../interpret/decision.ts'
import { answer } from '../words.ts'
import type { Performed, Scene } from './performed.ts'

type Deed<Do extends Decision['do']> = Extract<Decision, { do: Do }>

export function addToBatch(
  { inHand: { hand, batch }, reading }: Scene,
  { shipmentId, number }: Deed<'add-to-batch'>,
): Performed {
  const count = batch.length + 1
  return {
    outcome: answer('ok', 'add-to-batch', reading.code, `第 ${count} 件`, number),
    hand: { screen: 'hand-over', batch: [...hand.batch, shipmentId] },
  }
}

export function dropFromBatch(
  { inHand: { batch }, reading }: Scene,
  { shipmentId }: Deed<'drop-from-batch'>,
): Performed {
  const dropped = batch.find(({ id }) => id === shipmentId)
  const text = dropped?.held ? `${dropped.held}请放到一边，不要交给快递。` : (dropped?.number ?? '')
  return {
    outcome: answer('info', 'drop-from-batch', reading.code, '已移出一件', text),
    hand: { batch: batch.flatMap(({ id }) => (id === shipmentId ? [] : id)) },
  }
}

export function emptyBatch({ reading }: Scene): Performed {
  return {
    outcome: answer('info', 'empty-batch', reading.code, '已清空', '包裹仍在待交接。'),
    hand: { batch: [] },
  }
}

/** The courier takes the parcels; those that can't go stay, and are named. */
export async function handOver({ act, inHand: { batch }, reading }: Scene): Promise<Performed> {
  const carrier = batch.map((one) => one.carrier ?? carrierOf(one.trackingNumber ?? '')).find(Boolean) ?? ''
  const { handOver, shipped, refused } = await handOverShipments(
    act,
    batch.map(({ id }) => id),
    carrier,
  )
  const reasons = refused.map(({ reason }) => reason).join('')
  const hand = { batch: [] }
  if (!handOver) return { outcome: answer('wrong', 'hand-over', reading.code, '没有交接成功', reasons), hand }
  const title = `已交接 ${shipped.length} 件 ${carrier}`
  const text = reasons
    ? `${handOver.number}。留下 ${refused.length} 件：${reasons}`
    : `${handOver.number}，已登记出库。`
  return { outcome: answer(reasons ? 'wrong' : 'done', 'hand-over', reading.code, title, text), hand }
}
