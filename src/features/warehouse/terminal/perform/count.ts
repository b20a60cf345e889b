import { abandonTurn, beginTurn, finishTurn, tally } from '../../counts/actions.ts'
import type { Decision } from '../interpret/decision.ts'
import type { Outcome } from '../outcome.ts'
import { TURNS } from '../turns.ts'
import { answer, refusal } from '../words.ts'
import type { Performed, Scene } from './performed.ts'
import { lastOf } from './undo.ts'

type Deed<Do extends Decision['do']> = Extract<Decision, { do: Do }>

/** Stands at a location; from now on pieces count for it. */
export async function beginPlace(
  { act, reading }: Scene,
  { locationId, takeOver }: Deed<'begin-place'>,
): Promise<Performed> {
  const { turnId, location, round } = await beginTurn(act, locationId, takeOver)
  const text = round > 1 ? '复盘：只盘屏幕上列出的货品。' : '逐件扫描；扫一件后也可以输入总件数。'
  return {
    outcome: answer('ok', 'begin-place', reading.code, `库位 ${location}`, text),
    open: { count: turnId },
    hand: { screen: 'count', tallied: null },
  }
}

export function count(scene: Scene, { skuId, quantity, name }: Deed<'count'>): Promise<Performed> {
  return add(scene, skuId, quantity, name)
}

/** A typed number is all pieces of what was scanned last. */
export function countAs(scene: Scene, { skuId, quantity }: Deed<'count-as'>): Promise<Performed> | Performed {
  const known = turnOf(scene).tallies.find((one) => one.skuId === skuId)
  const more = quantity - (known?.quantity ?? 0)
  if (more !== 0) return add(scene, skuId, more, known?.name ?? '')
  const outcome = answer('info', 'same-number', scene.reading.code, `已经是 ${quantity} 件`, known?.name)
  return { outcome }
}

async function add(scene: Scene, skuId: number, pieces: number, name: string): Promise<Performed> {
  const { locationId } = turnOf(scene)
  const now = await tally(scene.act, locationId, skuId, pieces)
  const goods = { skuId, quantity: pieces, locationId }
  return {
    outcome: answer('ok', 'count', scene.reading.code, `${now} 件`, name, { goods }),
    hand: { tallied: skuId },
  }
}

/** Takes back what was counted last. */
export async function uncount(scene: Scene): Promise<Performed> {
  const { act, reading } = scene
  const turn = turnOf(scene)
  const last = await lastOf(act.tx, 'count', { noun: TURNS, subjectId: turn.id })
  if (!last) return { outcome: refusal('nothing-to-undo', reading.code) }
  const { skuId, quantity } = last.goods
  const now = await tally(act, turn.locationId, skuId, -quantity)
  const name = turn.tallies.find((one) => one.skuId === skuId)?.name
  return {
    outcome: answer('info', 'uncount', reading.code, `已撤销，现在 ${now} 件`, name, {
      goods: { skuId, quantity: -quantity, locationId: turn.locationId },
      undoes: last.id,
    }),
    hand: { tallied: skuId },
  }
}

/** All of the location is counted. */
export async function finishPlace(scene: Scene): Promise<Performed> {
  return {
    outcome: await finished(scene),
    open: { count: null },
    hand: { tallied: null },
  }
}

/** All of the location is counted, and the clerk stands at the next. */
export async function nextPlace(scene: Scene, { locationId }: Deed<'next-place'>): Promise<Performed> {
  const { title } = await finished(scene)
  const begun = await beginPlace(scene, { do: 'begin-place', locationId, takeOver: false })
  return { ...begun, outcome: { ...begun.outcome, text: `${title}。${begun.outcome.text}` } }
}

async function finished(scene: Scene): Promise<Outcome> {
  const { code } = scene.reading
  const { location, number } = turnOf(scene)
  const { recount, last } = await finishTurn(scene.act, turnOf(scene).locationId)
  if (last)
    return answer('done', 'finish-place', code, `${location} 盘完`, `${number} 全部盘完，等主管复核。`)
  const text = recount ? '这个库位要换人复盘。请扫下一个库位。' : '请扫下一个库位。'
  return answer('done', 'finish-place', code, `${location} 盘完`, text)
}

/** What was counted here is dropped; the location waits for whoever begins anew. */
export async function leavePlace(scene: Scene): Promise<Performed> {
  const { location, locationId } = turnOf(scene)
  await abandonTurn(scene.act, locationId)
  return {
    outcome: answer('info', 'leave-place', scene.reading.code, `已放下 ${location}`, '这个库位要重新盘。'),
    open: { count: null },
    hand: { tallied: null },
  }
}

function turnOf({ inHand: { turn } }: Scene): NonNullable<Scene['inHand']['turn']> {
  if (!turn) throw new Error('decided about a location without one in hand')
  return turn
}
