import { system } from '../../../actor.ts'
import { Conflict, FieldError } from '../../../errors.ts'
import type { Act, OpenAct } from '../../../work/act.ts'
import { deed } from '../../../work/act.ts'
import * as door from '../../../work/door.ts'
import type { Reaction } from '../../../work/house.ts'
import type { Subject } from '../../../work/nouns.ts'
import { nextNumber } from '../../../work/numbers.ts'
import { skusBehind } from '../../catalog/skus/queries.ts'
import { findToReceive, receive } from '../returns/actions.ts'
import type { NamedPieces } from '../returns/goods-lines.ts'
import { returns } from '../returns/noun.ts'
import { waybill } from '../shipments/carriers.ts'
import { unknownParcels } from './noun.ts'
import type { UnknownParcel } from './policy.ts'

/** A parcel as it's registered. */
export interface UnknownInput {
  readonly trackingNumber: string | null
  readonly carrier: string | null
  readonly note: string | null
  /** Goods of ours in it, by code or barcode. */
  readonly goods: readonly NamedPieces[]
}

/** @throws FieldError for codes that mean nothing */
export function registerUnknown(act: Act, input: UnknownInput): Promise<{ id: number; number: string }> {
  return deed(act, async (act) => {
    const { goods, ...said } = spelled(input)
    const pieces = await resolve(act, goods)
    const { id, number } = await door.create(
      unknownParcels,
      act,
      { ...said, number: await nextNumber(act, 'WZ'), createdAt: act.at },
      pieces.size > 0 ? { changes: { lines: [null, words(pieces)] } } : {},
    )
    await writeLines(act, id, pieces)
    return { id, number }
  })
}

/** @throws FieldError for codes that mean nothing */
export function editUnknown(act: Act, one: UnknownParcel, input: UnknownInput): Promise<void> {
  return deed(act, async (act) => {
    const { goods, ...said } = spelled(input)
    const pieces = await resolve(act, goods)
    await door.edit(unknownParcels, act, one, said, { changes: { lines: [null, words(pieces)] } })
    await act.tx.unknownParcelLine.deleteMany({ where: { unknownParcelId: one.id } })
    await writeLines(act, one.id, pieces)
  })
}

/** One more piece out of the parcel, from the gun. */
export function addPiece(act: Act, one: UnknownParcel, skuId: number, quantity: number): Promise<void> {
  return deed(act, async (act) => {
    const sku = await act.tx.sku.findUniqueOrThrow({ where: { id: skuId } })
    await door.edit(unknownParcels, act, one, {}, { changes: { lines: [null, `${sku.code} × ${quantity}`] } })
    await act.tx.$executeRaw`
      INSERT INTO unknown_parcel_lines AS l (unknown_parcel_id, sku_id, quantity)
      VALUES (${one.id}, ${skuId}, ${quantity})
      ON CONFLICT (unknown_parcel_id, sku_id) DO UPDATE SET quantity = l.quantity + ${quantity}::int`
  })
}

/** A piece that was noted by mistake. @throws Conflict when not as many are noted any more */
export function removePiece(act: Act, one: UnknownParcel, skuId: number, quantity: number): Promise<void> {
  return deed(act, async (act) => {
    const sku = await act.tx.sku.findUniqueOrThrow({ where: { id: skuId } })
    await door.edit(unknownParcels, act, one, {}, { changes: { lines: [`${sku.code} × ${quantity}`, null] } })
    const line = { unknownParcelId: one.id, skuId }
    const { count } = await act.tx.unknownParcelLine.updateMany({
      where: { ...line, quantity: { gt: quantity } },
      data: { quantity: { decrement: quantity } },
    })
    if (count === 1) return
    const { count: gone } = await act.tx.unknownParcelLine.deleteMany({ where: { ...line, quantity } })
    if (gone === 0) throw new Conflict('这些货品刚刚被别人改过，请看清后再撤销。')
  })
}

/**
 * It was found out whose the parcel is: its return has arrived, and is inspected like any other.
 * @param code a return's, order's or refund's number, or the waybill of either way
 * @throws FieldError for a code that leads to no return and no order, to a parcel that hasn't left, or to a return of which
 * everything is back
 */
export function tieUnknown(
  act: Act,
  one: UnknownParcel,
  code: string,
  remark: string | null,
): Promise<number> {
  return deed(act, async (act) => {
    const found = await findToReceive(act, code)
    if (!found) throw new FieldError({ code: '没有找到退货单或订单，请核对号码' })
    if (found.kind === 'return' && found.state === 'SETTLED' && !found.more)
      throw new FieldError({ code: `${found.number} 已经验收完，没有还能退回的货品，请核对号码` })
    // Whoever finds out whose it is needn't be who receives goods: the parcel has been here all the time.
    const { id } = await receive({ ...act, actor: system('returns') }, found)
    await door.move(unknownParcels, act, one, 'tie', { returnId: id }, { remark })
    return id
  })
}

/** Returns turned out not to be here, so a parcel that was tied to one is somebody else's. */
async function afterWithdrawal(act: OpenAct, rows: readonly Subject[]): Promise<void> {
  const tied = await act.tx.unknownParcel.findMany({
    where: { returnId: { in: rows.map(({ id }) => id) }, state: 'TIED' },
  })
  const program = { ...act, actor: system('returns') }
  await door.moveAll(unknownParcels, program, tied, 'untie', { returnId: null }, { remark: '退货单撤销到货' })
}

/** What becomes of a parcel when its return turns out to be another. */
export const unknownParcelReactions: readonly Reaction[] = [
  { noun: returns.key, deed: 'withdraw-arrival', run: afterWithdrawal },
]

/** Any move that asks no more than a remark. */
export function moveUnknown(
  act: Act,
  one: UnknownParcel,
  move: string,
  remark: string | null,
): Promise<UnknownParcel> {
  return door.move(unknownParcels, act, one, move, {}, { remark })
}

function spelled(input: UnknownInput): UnknownInput {
  const { trackingNumber } = input
  return { ...input, trackingNumber: trackingNumber && (waybill(trackingNumber) ?? trackingNumber.trim()) }
}

type Resolved = Map<number, { code: string; quantity: number }>

async function resolve(act: OpenAct, goods: UnknownInput['goods']): Promise<Resolved> {
  const found = await skusBehind(
    act.tx,
    goods.map(({ sku }) => sku),
  )
  const unknown = goods.filter(({ sku }) => !found.has(sku)).map(({ sku }) => sku)
  if (unknown.length > 0)
    throw new FieldError({ goods: `没有货品 ${unknown.join('、')}；不是本店的货品写在说明里` })
  const pieces: Resolved = new Map()
  for (const { sku, quantity } of goods) {
    const { skuId, code, pieces: each } = found.get(sku) as { skuId: number; code: string; pieces: number }
    pieces.set(skuId, { code, quantity: (pieces.get(skuId)?.quantity ?? 0) + quantity * each })
  }
  return pieces
}

const words = (pieces: Resolved): string =>
  [...pieces.values()].map(({ code, quantity }) => `${code} × ${quantity}`).join('；')

async function writeLines(act: OpenAct, unknownParcelId: number, pieces: Resolved): Promise<void> {
  await act.tx.unknownParcelLine.createMany({
    data: [...pieces].map(([skuId, { quantity }]) => ({ unknownParcelId, skuId, quantity })),
  })
}
