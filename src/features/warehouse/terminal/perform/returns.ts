import { judgePieces, lockReturn, putLast, receive, settleReturn, takeBack } from '../../returns/actions.ts'
import type { Return } from '../../returns/policy.ts'
import { findingWords, verdicts } from '../../returns/verdicts.ts'
import { addPiece, registerUnknown, removePiece } from '../../unknown-parcels/actions.ts'
import { unknownParcels } from '../../unknown-parcels/noun.ts'
import type { Decision } from '../interpret/decision.ts'
import { unjudgedIn } from '../interpret/context.ts'
import { answer, refusal } from '../words.ts'
import { putAsideElsewhere } from './elsewhere.ts'
import type { Performed, Scene } from './performed.ts'
import { lastOf } from './undo.ts'

type Deed<Do extends Decision['do']> = Extract<Decision, { do: Do }>

/** The parcel lies on the desk: its return has arrived, and is open here and at no other terminal. */
export async function openReturn(
  { act, session, reading }: Scene,
  { sendback }: Deed<'open-return'>,
): Promise<Performed> {
  const { id, number, announced, state } = await receive(act, sendback)
  if (state !== 'ARRIVED') return { outcome: refusal('return-settled', reading.code, number) }
  await putAsideElsewhere(act.tx, session.id, 'returns', id)
  const text = announced ? '请逐件扫退回的商品。' : '事先没有登记，已新建退货单。请逐件扫退回的商品。'
  return {
    outcome: answer('ok', 'open-return', reading.code, `退货 ${number}`, text),
    open: { returns: id },
    hand: { screen: 'returns', unknown: null },
  }
}

/** Puts the open return aside; what was judged stays judged. */
export function closeReturn({ inHand: { returned }, reading }: Scene): Performed {
  const text = `${returned?.number ?? ''} 已判定的保留，下次扫运单继续。`
  return {
    outcome: answer('info', 'close-return', reading.code, '已放下退货', text),
    open: { returns: null },
  }
}

export async function judge(scene: Scene, { do: _do, ...said }: Deed<'judge'>): Promise<Performed> {
  const { act, inHand, reading } = scene
  const row = await rowOf(scene)
  await judgePieces(act, row, { ...said, locationId: null })
  const line = inHand.returned?.lines.find(({ skuId }) => skuId === said.skuId)
  const counts = said.verdict === 'GOOD' || said.verdict === 'DEFECTIVE'
  const left = unjudgedIn(inHand.returned ?? { lines: [] }) - (counts ? said.quantity : 0)
  const where = said.verdict === 'GOOD' ? (line?.place ? `放到 ${line.place}。` : '') : '放到隔离区。'
  const next = left > 0 ? `还有 ${left} 件没有判定。` : '已全部判定，按确认（F2）完成验收。'
  const title = `${verdicts[said.verdict].label} ${said.quantity} 件${said.reason ? `：${said.reason}` : ''}`
  const tone = left > 0 ? 'ok' : 'done'
  const goods = said.skuId === null ? {} : { goods: { skuId: said.skuId, quantity: said.quantity } }
  return {
    outcome: answer(tone, 'judge', reading.code, title, `${line?.name ?? ''} ${where}${next}`.trim(), goods),
  }
}

/** Takes the last verdict back. */
export async function takeBackLast(scene: Scene): Promise<Performed> {
  const { act, inHand, reading } = scene
  if (inHand.returned?.judged === 0) return { outcome: refusal('nothing-to-undo', reading.code) }
  const finding = await takeBack(act, await rowOf(scene))
  const code = inHand.returned?.lines.find(({ skuId }) => skuId === finding.skuId)?.code ?? null
  return { outcome: answer('info', 'take-back', reading.code, '已撤销判定', findingWords(code, finding)) }
}

/** The good pieces judged last go to another place than the proposed one. */
export async function putReturned(scene: Scene, { locationId }: Deed<'put-returned'>): Promise<Performed> {
  const { code } = await putLast(scene.act, await rowOf(scene), locationId)
  return { outcome: answer('ok', 'put-returned', scene.reading.code, `放到 ${code}`, '请继续扫退回的商品。') }
}

/** Everything is judged: goods go where they belong in one act. */
export async function settle(scene: Scene): Promise<Performed> {
  const { act, reading, inHand } = scene
  const { good, quarantined, missing, refilled } = await settleReturn(act, await rowOf(scene), null)
  const parts = [
    `良品 ${good} 件入库`,
    ...(quarantined > 0 ? [`${quarantined} 件进隔离区`] : []),
    ...(missing > 0 ? [`缺 ${missing} 件`] : []),
  ]
  const more = refilled.length > 0 ? `${refilled.length} 个缺货的包裹已配齐。` : ''
  return {
    outcome: answer(
      'done',
      'settle-return',
      reading.code,
      `已验收 ${inHand.returned?.number ?? ''}`,
      `${parts.join('，')}。${more}请扫下一个退回包裹。`,
    ),
    open: { returns: null },
  }
}

/** A parcel that nobody expects is registered; what is in it may be scanned after it. */
export async function registerParcel(
  { act, reading }: Scene,
  { trackingNumber }: Deed<'register-unknown'>,
): Promise<Performed> {
  const { id, number } = await registerUnknown(act, { trackingNumber, carrier: null, note: null, goods: [] })
  return {
    outcome: answer(
      'ok',
      'register-unknown',
      reading.code,
      `无主包裹 ${number}`,
      '里面是本店商品就逐件扫，扫完按确认（F2）；包裹放到无主区。',
    ),
    hand: { screen: 'returns', unknown: id },
  }
}

export async function noteUnknown(
  { act, inHand, reading }: Scene,
  { skuId, quantity, name }: Deed<'note-unknown'>,
): Promise<Performed> {
  const one = await act.tx.unknownParcel.findUniqueOrThrow({ where: { id: inHand.hand.unknown ?? 0 } })
  await addPiece(act, one, skuId, quantity)
  const text = `已记在 ${one.number}。`
  return {
    outcome: answer('ok', 'note-unknown', reading.code, `${quantity} 件 ${name}`, text, {
      goods: { skuId, quantity },
    }),
  }
}

/** Takes the clerk's own last piece back out of the parcel that nobody expects. */
export async function unnoteUnknown({ act, inHand, reading }: Scene): Promise<Performed> {
  const one = await act.tx.unknownParcel.findUniqueOrThrow({ where: { id: inHand.hand.unknown ?? 0 } })
  const subject = { noun: unknownParcels.key, subjectId: one.id }
  const last = await lastOf(act.tx, 'note-unknown', subject, act.actor.personId)
  if (!last) return { outcome: refusal('nothing-to-undo', reading.code) }
  const { skuId, quantity } = last.goods
  await removePiece(act, one, skuId, quantity)
  const { code } = await act.tx.sku.findUniqueOrThrow({ where: { id: skuId }, select: { code: true } })
  return {
    outcome: answer('info', 'unnote-unknown', reading.code, `已撤销 ${quantity} 件`, code, {
      goods: { skuId, quantity: -quantity },
      undoes: last.id,
    }),
  }
}

export function closeUnknown({ reading }: Scene): Performed {
  return {
    outcome: answer('done', 'close-unknown', reading.code, '已登记无主包裹', '请扫下一个退回包裹。'),
    hand: { unknown: null },
  }
}

function rowOf({ act, inHand: { returned } }: Scene): Promise<Return> {
  if (!returned) throw new Error('decided about a return without one in hand')
  return lockReturn(act, returned.id)
}
