import { checkPiece, packShipment, uncheckPiece } from '../../shipments/actions.ts'
import type { CheckRefusal, Checked } from '../../shipments/actions.ts'
import { shipments } from '../../shipments/noun.ts'
import type { Decision, Refusal } from '../interpret/decision.ts'
import type { Outcome } from '../outcome.ts'
import { answer, refusal } from '../words.ts'
import type { Performed, Scene } from './performed.ts'
import { putAsideElsewhere } from './elsewhere.ts'
import { lastOf } from './undo.ts'

type Deed<Do extends Decision['do']> = Extract<Decision, { do: Do }>

const refusals: Record<CheckRefusal, Refusal> = {
  'not-in-parcel': 'not-this-order',
  surplus: 'complete',
  'none-checked': 'nothing-to-undo',
  'not-picked': 'not-picked',
  'out-of-stock': 'out-of-stock',
  packed: 'packed',
  shipped: 'shipped',
  stopped: 'stopped',
  cancelled: 'cancelled',
  gone: 'gone',
}

/** The parcel lies on the table: here, and at no other terminal any more. */
export async function openParcel(
  { act, session, reading }: Scene,
  { shipmentId }: Deed<'open-parcel'>,
): Promise<Performed> {
  const { number } = await act.tx.shipment.findUniqueOrThrow({
    where: { id: shipmentId },
    select: { number: true },
  })
  await putAsideElsewhere(act.tx, session.id, 'pack', shipmentId)
  return {
    outcome: answer('ok', 'open-parcel', reading.code, `包裹 ${number}`, '请逐件扫商品条码。'),
    open: { pack: shipmentId },
    hand: { screen: 'pack' },
  }
}

/** Puts the open parcel aside; what was checked stays checked. */
export function closeParcel({ inHand: { parcel }, reading }: Scene): Performed {
  const text = `${parcel?.number ?? ''} 已验的数量保留，下次扫发货单继续。`
  return { outcome: answer('info', 'close-parcel', reading.code, '已放下包裹', text), open: { pack: null } }
}

export async function check(scene: Scene, { skuId, quantity, name }: Deed<'check'>): Promise<Performed> {
  const parcel = parcelOf(scene)
  const checked = await checkPiece(scene.act, parcel.id, skuId, quantity)
  if (!checked.ok) return refused(scene, checked)
  const goods = { skuId, quantity }
  if (checked.left === 0) {
    const total = checked.lines.reduce((sum, line) => sum + line.quantity, 0)
    const next = parcel.expected.length > 0 ? `应为 ${parcel.expected.join('、')}` : '扫面单后即完成打包。'
    return done(scene, 'done', 'check', `已验齐 ${total} 件，请扫快递面单`, `${name}。${next}`, { goods })
  }
  const own = checked.lines.filter((line) => line.skuId === skuId)
  const [seen, wanted] = own.reduce(([a, b], line) => [a + line.checked, b + line.quantity], [0, 0])
  return done(scene, 'ok', 'check', `${seen} / ${wanted} ${name}`, `本单还差 ${checked.left} 件`, { goods })
}

/** Takes the last counted pieces back. */
export async function uncheck(scene: Scene): Promise<Performed> {
  const parcel = parcelOf(scene)
  const last = await lastOf(scene.act.tx, 'check', { noun: shipments.key, subjectId: parcel.id })
  if (!last) return { outcome: refusal('nothing-to-undo', scene.reading.code) }
  const { skuId, quantity } = last.goods
  const checked = await uncheckPiece(scene.act, parcel.id, skuId, quantity)
  if (!checked.ok) return refused(scene, checked)
  const name = parcel.lines.find((line) => line.skuId === skuId)?.name ?? ''
  return done(scene, 'info', 'uncheck', `已撤销 ${quantity} 件`, `${name}。本单还差 ${checked.left} 件`, {
    goods: { skuId, quantity: -quantity },
    undoes: last.id,
  })
}

/** Binds the waybill: the parcel is packed, and the table is free for the next. */
export async function pack(scene: Scene, { trackingNumber, carrier }: Deed<'pack'>): Promise<Performed> {
  const { act, reading } = scene
  const parcel = parcelOf(scene)
  const shipment = await act.tx.shipment.findUniqueOrThrow({ where: { id: parcel.id } })
  const packed = await packShipment(act, shipment, { trackingNumber, carrier })
  return {
    outcome: answer(
      'done',
      'pack',
      reading.code,
      `已打包 ${carrier}`,
      `${packed.number} · ${packed.trackingNumber ?? ''}。请扫下一张发货单。`,
    ),
    open: { pack: null },
  }
}

function refused({ reading, inHand }: Scene, { why, left }: Extract<Checked, { ok: false }>): Performed {
  const about = why === 'surplus' ? `本单还差 ${left} 件` : (inHand.parcel?.number ?? '')
  const gone = why === 'gone' || why === 'cancelled' || why === 'packed' || why === 'shipped'
  return { outcome: refusal(refusals[why], reading.code, about), ...(gone ? { open: { pack: null } } : {}) }
}

function done(
  { reading }: Scene,
  tone: Outcome['tone'],
  did: string,
  title: string,
  text: string,
  more: Pick<Outcome, 'goods' | 'undoes'>,
): Performed {
  return { outcome: answer(tone, did, reading.code, title, text, more) }
}

function parcelOf({ inHand: { parcel } }: Scene): NonNullable<Scene['inHand']['parcel']> {
  if (!parcel) throw new Error('decided about a parcel without one in hand')
  return parcel
}
