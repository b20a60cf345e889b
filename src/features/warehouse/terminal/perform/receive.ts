import type { Tx } from '../../../../database/client.ts'
import {
  countPieces,
  createDelivery,
  moveDelivery,
  placeCounted,
  postCounted,
  rejectCounted,
  uncountPieces,
} from '../../deliveries/actions.ts'
import type { Counted, CountRefusal } from '../../deliveries/actions.ts'
import { faultLabels } from '../../deliveries/faults.ts'
import { deliveries } from '../../deliveries/noun.ts'
import { noticeOf } from '../../deliveries/words.ts'
import type { DeliveryLineRow, DeliveryRow } from '../in-hand/delivery.ts'
import type { Decision, Refusal } from '../interpret/decision.ts'
import { missingOf } from '../interpret/receive.ts'
import type { Outcome } from '../outcome.ts'
import { answer, refusal } from '../words.ts'
import type { Performed, Scene } from './performed.ts'
import { lastOf } from './undo.ts'

type Deed<Do extends Decision['do']> = Extract<Decision, { do: Do }>

const refusals: Record<CountRefusal, Refusal> = {
  'too-few': 'nothing-to-undo',
  'not-arrived': 'delivery-ended',
  received: 'delivery-ended',
  cancelled: 'delivery-cancelled',
  gone: 'delivery-ended',
}

/** The goods are at the door; a delivery that was on its way has arrived with this scan. */
export async function openDelivery(
  { act, reading }: Scene,
  { deliveryId }: Deed<'open-delivery'>,
): Promise<Performed> {
  const delivery = await act.tx.delivery.findUniqueOrThrow({ where: { id: deliveryId } })
  if (delivery.state !== 'ARRIVED') await moveDelivery(act, delivery, 'arrive', null)
  return opened(reading.code, deliveryId, delivery.number)
}

/** Goods that nobody announced get a delivery of their own; from whom they are is told at a desk. */
export async function beginUnannounced({ act, reading }: Scene): Promise<Performed> {
  const input = { supplierId: null, expectedOn: null, note: null, lines: [] }
  const { id, number } = await createDelivery(act, input)
  return opened(reading.code, id, number)
}

function opened(code: string, id: number, number: string): Performed {
  return {
    outcome: answer('ok', 'open-delivery', code, `到货单 ${number}`, '请逐件扫货品，或扫整箱条码。'),
    open: { receive: id },
    hand: { screen: 'receive', counted: null },
  }
}

/** Puts the delivery aside; what was counted stays. */
export function closeDelivery({ inHand: { delivery }, reading }: Scene): Performed {
  const text = `${delivery?.number ?? ''} 已清点的件数保留，下次扫到货单继续。`
  return {
    outcome: answer('info', 'close-delivery', reading.code, '已放下到货单', text),
    open: { receive: null },
    hand: { counted: null },
  }
}

export async function receive(scene: Scene, { skuId, quantity }: Deed<'receive'>): Promise<Performed> {
  const { act, reading } = scene
  const { id, lines } = deliveryOf(scene)
  const counted = await countPieces(act, id, { skuId, quantity, fault: null })
  if (!counted.ok) return refused(scene, counted)
  const line = lines.find((one) => one.skuId === skuId)
  const name = line?.name ?? (await nameOf(act.tx, skuId))
  const seen = (line ? line.counted + line.countedBad + line.received : 0) + quantity
  const missing = lines.reduce((sum, one) => sum + missingOf(one), 0)
  const left = missing - (line ? Math.min(quantity, missingOf(line)) : 0)
  const title = `${seen}${line && line.announced > 0 ? ` / ${line.announced}` : ''} ${name}`
  const next = left > 0 ? `还差 ${left} 件` : '已点齐，按确认（F2）提交验收'
  return {
    outcome: answer(left > 0 ? 'ok' : 'done', 'receive', reading.code, title, placeOf(line) + next, {
      goods: { skuId, quantity },
    }),
    hand: { counted: { skuId, quantity } },
  }
}

async function nameOf(tx: Tx, skuId: number): Promise<string> {
  const sku = await tx.sku.findUniqueOrThrow({ where: { id: skuId }, include: { product: true } })
  return [sku.product.name, sku.color, sku.size].filter(Boolean).join(' ')
}

function placeOf(line: DeliveryLineRow | undefined): string {
  const said = line?.counts.find(({ location }) => location)?.location ?? line?.proposed?.location
  return said ? `放到 ${said}。` : ''
}

/** The pieces counted last turn out to be bad. */
export async function reject(scene: Scene, { fault }: Deed<'reject'>): Promise<Performed> {
  const [delivery, counted] = [deliveryOf(scene), scene.inHand.hand.counted]
  if (!counted) return { outcome: refusal('need-counted', scene.reading.code) }
  const rejected = await rejectCounted(scene.act, delivery.id, { ...counted, fault })
  if (!rejected.ok) return refused(scene, rejected)
  const name = delivery.lines.find(({ skuId }) => skuId === counted.skuId)?.name ?? ''
  const title = `不合格 ${counted.quantity} 件：${faultLabels[fault]}`
  return {
    outcome: answer('ok', 'reject', scene.reading.code, title, `${name}。请放到一边，提交后进入隔离区。`, {
      goods: { ...counted, fault },
    }),
    hand: { counted: null },
  }
}

/** The counted pieces of a SKU go to a place of their own. */
export async function put(scene: Scene, { skuId, locationId }: Deed<'put'>): Promise<Performed> {
  const delivery = deliveryOf(scene)
  const placed = await placeCounted(scene.act, delivery.id, skuId, locationId)
  if (!placed.ok) return refused(scene, placed)
  const { code } = await scene.act.tx.location.findUniqueOrThrow({ where: { id: locationId } })
  const line = delivery.lines.find((one) => one.skuId === skuId)
  const text = `${line?.name ?? ''} ${line?.counted ?? 0} 件`
  return { outcome: answer('ok', 'put', scene.reading.code, `放到 ${code}`, text) }
}

/** Takes the clerk's own last step back: pieces counted, or pieces rejected. */
export async function unreceive(scene: Scene): Promise<Performed> {
  const { act, reading } = scene
  const delivery = deliveryOf(scene)
  const subject = { noun: deliveries.key, subjectId: delivery.id }
  const last = await lastOf(act.tx, ['receive', 'reject'], subject, act.actor.personId)
  if (!last) return { outcome: refusal('nothing-to-undo', reading.code) }
  const { skuId, quantity, fault = null } = last.goods
  const undone = await uncountPieces(act, delivery.id, { skuId, quantity, fault })
  if (!undone.ok) return refused(scene, undone)
  if (fault) await countPieces(act, delivery.id, { skuId, quantity, fault: null })
  const name = delivery.lines.find((one) => one.skuId === skuId)?.name ?? ''
  const title = fault ? `${quantity} 件改回合格` : `已撤销 ${quantity} 件`
  return {
    outcome: answer('info', 'unreceive', reading.code, title, name, {
      goods: { skuId, quantity: -quantity },
      undoes: last.id,
    }),
    hand: { counted: fault ? { skuId, quantity } : null },
  }
}

/** Good pieces go into stock, bad ones into quarantine, and whoever buys hears of the difference. */
export async function postDelivery(scene: Scene): Promise<Performed> {
  const { act, reading } = scene
  const { id, number } = deliveryOf(scene)
  const inspected = await postCounted(act, await act.tx.delivery.findUniqueOrThrow({ where: { id } }))
  return {
    outcome: answer('done', 'post-delivery', reading.code, '已验收入库', `${number}：${noticeOf(inspected)}`),
    open: { receive: null },
    hand: { counted: null },
  }
}

function refused({ reading, inHand }: Scene, { why }: Extract<Counted, { ok: false }>): Performed {
  const outcome: Outcome = refusal(refusals[why], reading.code, inHand.delivery?.number ?? '')
  return why === 'too-few' ? { outcome } : { outcome, open: { receive: null }, hand: { counted: null } }
}

function deliveryOf({ inHand: { delivery } }: Scene): DeliveryRow {
  if (!delivery) throw new Error('decided about a delivery without one in hand')
  return delivery
}
