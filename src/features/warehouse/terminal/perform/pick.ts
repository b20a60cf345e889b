import { finishPicking } from '../../shipments/actions.ts'
import { takeOverWave } from '../../waves/actions.ts'
import { waves } from '../../waves/noun.ts'
import { readCart } from '../in-hand/wave.ts'
import type { Decision } from '../interpret/decision.ts'
import { leftOf, leftToPick } from '../interpret/context.ts'
import { answer, refusal } from '../words.ts'
import type { Performed, Scene } from './performed.ts'
import { lastOf } from './undo.ts'

type Deed<Do extends Decision['do']> = Extract<Decision, { do: Do }>

/** The clerk takes the walk; from now on the wave is his. */
export async function openWave({ act, reading }: Scene, { waveId }: Deed<'open-wave'>): Promise<Performed> {
  const wave = await act.tx.wave.findUniqueOrThrow({ where: { id: waveId } })
  if (wave.pickerId !== act.actor.personId) await takeOverWave(act, wave)
  return {
    outcome: answer('ok', 'open-wave', reading.code, `波次 ${wave.number}`, '请走到第一个库位，扫库位码。'),
    open: { pick: waveId },
    hand: { screen: 'pick', place: null, goods: null },
  }
}

/** Puts the wave aside; what was scanned stays picked. */
export function closeWave({ inHand: { wave }, reading }: Scene): Performed {
  const text = `${wave?.number ?? ''} 已扫的数量保留，下次扫波次号继续。`
  return {
    outcome: answer('info', 'close-wave', reading.code, '已放下波次', text),
    open: { pick: null },
    hand: { place: null, goods: null },
  }
}

export function stand(scene: Scene, { locationId, code }: Deed<'stand'>): Performed {
  const open = waveOf(scene).tasks.filter((task) => task.locationId === locationId && leftOf(task) > 0)
  const text = open.map((task) => `${task.name} ${leftOf(task)} 件`).join('、')
  return {
    outcome: answer('ok', 'stand', scene.reading.code, `库位 ${code}`, text),
    hand: { place: locationId, goods: null },
  }
}

export function pick(scene: Scene, { locationId, skuId, quantity }: Deed<'pick'>): Performed {
  const wave = waveOf(scene)
  const task = wave.tasks.find((one) => one.locationId === locationId && one.skuId === skuId)
  const left = leftToPick(wave) - quantity
  const name = [task?.name, task?.color, task?.size].filter(Boolean).join(' ')
  const { code } = scene.reading
  const goods = { skuId, quantity, locationId }
  const hand = { goods: skuId }
  if (left === 0) {
    const outcome = answer('done', 'pick', code, '全部拣齐', '按确认（F2）完成，货品送到验货台。', { goods })
    return { outcome, hand: { ...hand, asked: { kind: 'finish-wave', waveId: wave.id } } }
  }
  const seen = `${(task?.picked ?? 0) + quantity} / ${task?.quantity ?? quantity} ${name}`
  const here = wave.tasks.filter((one) => one.locationId === locationId)
  const leftHere = here.reduce((sum, one) => sum + leftOf(one), 0) - quantity
  const next = wave.tasks.find((one) => one.locationId !== locationId && leftOf(one) > 0)?.location
  const text = leftHere > 0 ? `这个库位还差 ${leftHere} 件` : `这个库位已拣完，下一个 ${next ?? ''}`
  return { outcome: answer('ok', 'pick', code, seen, text, { goods }), hand }
}

/** Takes the last picked pieces back. */
export async function unpick(scene: Scene): Promise<Performed> {
  const wave = waveOf(scene)
  const last = await lastOf(scene.act.tx, 'pick', { noun: waves.key, subjectId: wave.id })
  const { code } = scene.reading
  if (!last) return { outcome: refusal('nothing-to-undo', code) }
  const { skuId, locationId } = last.goods
  const inCart = await readCart(scene.act.tx, wave.id, last.goods)
  // Of what was scanned together some may have been found bad since.
  const quantity = Math.min(last.goods.quantity, inCart.quantity)
  return {
    outcome: answer(
      'info',
      'unpick',
      code,
      `已撤销 ${quantity} 件`,
      `${inCart.name} 库位 ${inCart.location}`,
      {
        goods: { skuId, quantity: -quantity, ...(locationId === undefined ? {} : { locationId }) },
        undoes: last.id,
      },
    ),
    hand: { place: locationId ?? null, goods: skuId },
  }
}

/** The goods are at the packing table. */
export async function finishWave(
  { act, reading }: Scene,
  { waveId }: Deed<'finish-wave'>,
): Promise<Performed> {
  const wave = await act.tx.wave.findUniqueOrThrow({ where: { id: waveId } })
  const parcels = await finishPicking(act, wave)
  return {
    outcome: answer(
      'done',
      'finish-wave',
      reading.code,
      `波次拣货完成`,
      `${wave.number}：${parcels} 个包裹等待验货打包。`,
    ),
    open: { pick: null },
    hand: { place: null, goods: null },
  }
}

function waveOf({ inHand: { wave } }: Scene): NonNullable<Scene['inHand']['wave']> {
  if (!wave) throw new Error('decided about a wave without one in hand')
  return wave
}
