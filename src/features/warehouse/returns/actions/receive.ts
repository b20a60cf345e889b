import type { ReturnState } from '../../../../generated/prisma/enums.ts'
import type { Act, OpenAct } from '../../../../work/act.ts'
import { deed } from '../../../../work/act.ts'
import { FieldError } from '../../../../errors.ts'
import { skusBehind } from '../../../catalog/skus/queries.ts'
import { locationsBehind } from '../../locations/queries.ts'
import type { Sendback, SendbackRef } from '../find.ts'
import { findSendback } from '../find.ts'
import type { Return } from '../policy.ts'
import { stillOutBehind } from '../sent.ts'
import type { Judgement } from './inspect.ts'
import { arrive, judgePieces } from './inspect.ts'
import { openForRefund, returnOrder, returnParcel } from './open.ts'

/** What the code on a parcel at the desk led to. */
export type Received =
  | {
      readonly id: number
      readonly number: string
      readonly state: ReturnState
      /** False where it got its return only now. */
      readonly announced: boolean
    }
  /** Nobody expects it. */
  | null

/**
 * What a code on a parcel that is here says of it.
 * @throws FieldError for a parcel that hasn't left
 */
export async function findToReceive(act: OpenAct, code: string): Promise<Sendback | null> {
  const plain = code.normalize('NFKC').trim()
  const found = await findSendback(act.tx, act.actor, [...new Set([plain, plain.toUpperCase()])])
  if (found?.kind === 'parcel' && found.state !== 'SHIPPED')
    throw new FieldError({ code: `发货单 ${found.number} 还没有发出` })
  return found
}

/**
 * Receives a parcel that came back by any code on it: what is expected has arrived, what only the platform knows of or
 * nobody has announced gets a return first. A return that is settled is only found, unless something is still out.
 * @throws FieldError for a parcel that hasn't left, and without a remark for a further one of a settled return and outside
 * the inbound hours
 */
export function returnBehindCode(act: Act, code: string, remark: string | null = null): Promise<Received> {
  return deed(act, async (act) => {
    const found = await findToReceive(act, code)
    // The label of a parcel that is done is easily scanned again.
    if (found?.kind === 'return' && found.more && remark === null)
      throw new FieldError({
        remark: `${found.number} 已经验收过。确实又来了一个包裹的，请写明是补寄的什么，再登记到货`,
      })
    return found && receive(act, found, remark)
  })
}

/** The same for what a code was found to say. */
export function receive(
  act: Act,
  found: SendbackRef,
  remark: string | null = null,
): Promise<NonNullable<Received>> {
  return deed(act, async (act) => {
    const id = await returnBehind(act, found)
    const row = await act.tx.return.findUniqueOrThrow({ where: { id } })
    if (row.state === 'EXPECTED') await arrive(act, row, remark)
    return {
      id,
      number: row.number,
      state: row.state === 'EXPECTED' ? 'ARRIVED' : row.state,
      announced: (found.kind === 'return' && found.id === id) || found.kind === 'refund',
    }
  })
}

/**
 * The return that a parcel belongs to. A new one where there's none, or only one that was called off, or that is settled
 * while something is still out: pieces that were missing, or that nobody has announced.
 */
async function returnBehind(act: OpenAct, found: SendbackRef): Promise<number> {
  if (found.kind === 'refund') return (await openForRefund(act, found.id)).id
  if (found.kind === 'parcel') return (await returnParcel(act, found.id)).id
  if (found.kind === 'order') return (await returnOrder(act, found.id)).id
  const known = await act.tx.return.findUniqueOrThrow({ where: { id: found.id } })
  const more = known.state === 'SETTLED' && (await stillOutBehind(act.tx, known)).length > 0
  if (known.state !== 'CANCELLED' && !more) return known.id
  const { orderId, shipmentId } = known
  const again = orderId === null ? returnParcel(act, shipmentId as number) : returnOrder(act, orderId)
  return (await again).id
}

/** A judgement as it's typed: goods and place by code; a carton's code stands for several pieces. */
export interface TypedJudgement extends Pick<Judgement, 'verdict' | 'quantity' | 'reason'> {
  readonly sku: string | null
  readonly location: string | null
}

/** @throws FieldError for codes that mean nothing, and as `judgePieces` */
export function judgeByCode(
  act: Act,
  row: Return,
  { sku, location, ...said }: TypedJudgement,
): Promise<Return> {
  return deed(act, async (act) => {
    const goods = sku === null ? undefined : (await skusBehind(act.tx, [sku])).get(sku)
    if (sku !== null && !goods) {
      throw new FieldError({ sku: '没有这个货品；不是本店的货品请留空，判定为错件并写明是什么' })
    }
    const place = location === null ? undefined : (await locationsBehind(act.tx, [location])).get(location)
    if (location !== null && place?.kind !== 'STORAGE') throw new FieldError({ location: '没有这个存储库位' })
    return judgePieces(act, row, {
      ...said,
      skuId: goods?.skuId ?? null,
      quantity: said.quantity * (goods?.pieces ?? 1),
      locationId: place?.id ?? null,
    })
  })
}
