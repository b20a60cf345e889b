import { personOf } from '../../../../actor.ts'
import { Conflict, FieldError } from '../../../../errors.ts'
import type { ReturnFinding } from '../../../../generated/prisma/client.ts'
import { HOUR_MS, plus } from '../../../../lib/dates.ts'
import { sumOf } from '../../../../lib/groups.ts'
import type { Act, OpenAct } from '../../../../work/act.ts'
import { deed } from '../../../../work/act.ts'
import * as door from '../../../../work/door.ts'
import { parameterValue } from '../../../../work/parameters.ts'
import { demandReason } from '../../stock/hours.ts'
import { returns } from '../noun.ts'
import { inspectWithin } from '../parameters.ts'
import type { Return } from '../policy.ts'
import { SAID, findingWords } from '../verdicts.ts'

/** What somebody says of pieces that lie before him. */
export interface Judgement extends Pick<ReturnFinding, 'skuId' | 'quantity' | 'reason' | 'locationId'> {
  readonly verdict: (typeof SAID)[number]
}

/** Locks a return until the transaction ends and reads it as it is now. */
export async function lockReturn(act: OpenAct, id: number): Promise<Return> {
  await act.tx.$executeRaw`SELECT 1 FROM returns WHERE id = ${id} FOR NO KEY UPDATE`
  return act.tx.return.findUniqueOrThrow({ where: { id } })
}

/**
 * The goods are here; the time within which they must be inspected begins.
 * @throws FieldError outside the inbound hours without a reason
 */
export function arrive(act: Act, row: Return, remark: string | null = null): Promise<Return> {
  return deed(act, async (act) => {
    await demandReason(act, 'inbound', remark)
    const hours = await parameterValue(act.tx, inspectWithin)
    const arrival = { arrivedAt: act.at, inspectBy: plus(act.at, hours * HOUR_MS) }
    return door.move(returns, act, row, 'arrive', arrival, { remark })
  })
}

/**
 * Takes an arrival back, because the code was another parcel's and this one isn't here. A parcel that was tied to the return
 * is to be found out about anew.
 * @throws Conflict when pieces are judged already
 */
export function withdrawArrival(act: Act, row: Return, remark: string | null): Promise<Return> {
  return deed(act, async (act) => {
    await lockReturn(act, row.id)
    const judged = await act.tx.returnFinding.count({ where: { returnId: row.id } })
    if (judged > 0) throw new Conflict(`${row.number} 已有判定的货品：请先撤销判定，再撤销到货。`)
    const unarrived = { arrivedAt: null, inspectBy: null }
    return door.move(returns, act, row, 'withdraw-arrival', unarrived, { remark })
  })
}

/**
 * Notes what was found of some pieces. Nothing moves before the inspection is settled.
 * @throws FieldError for more good or defective pieces than should come back: those are surplus, and said so; for goods
 * that the verdict doesn't fit
 * @throws Conflict when somebody else was faster
 */
export function judgePieces(act: Act, row: Return, said: Judgement): Promise<Return> {
  return deed(act, async (act) => {
    await demandFit(act, row.id, said)
    const goods = said.skuId === null ? null : await act.tx.sku.findUnique({ where: { id: said.skuId } })
    const finding = findingWords(goods?.code ?? null, said)
    const changed = await door.edit(
      returns,
      act,
      row,
      {},
      {
        deed: 'inspect',
        changes: { finding: [null, finding] },
      },
    )
    await act.tx.returnFinding.create({
      data: { ...said, returnId: row.id, personId: personOf(act.actor), at: act.at },
    })
    return changed
  })
}

async function demandFit(act: OpenAct, returnId: number, said: Judgement): Promise<void> {
  const { skuId, verdict, quantity, reason, locationId } = said
  if (verdict === 'DEFECTIVE' && !reason) throw new FieldError({ reason: '次品要写明问题' })
  if (verdict !== 'GOOD' && locationId !== null) throw new FieldError({ location: '只有良品要选库位' })
  if (skuId === null) {
    if (verdict !== 'WRONG') throw new FieldError({ sku: '请填写货品' })
    if (!reason) throw new FieldError({ reason: '不是本店的货品，请写明是什么' })
    return
  }
  const [line, found] = await Promise.all([
    act.tx.returnLine.findUnique({ where: { returnId_skuId: { returnId, skuId } } }),
    act.tx.returnFinding.findMany({ where: { returnId, skuId, verdict: { in: ['GOOD', 'DEFECTIVE'] } } }),
  ])
  if (verdict === 'WRONG') {
    if (line) throw new FieldError({ verdict: '这是应退的货品，不是错件' })
    return
  }
  if (!line) throw new FieldError({ verdict: '这张退货单没有这个货品，请判定为错件' })
  const left = line.quantity - sumOf(found, (one) => one.quantity)
  if (verdict === 'SURPLUS') {
    if (left > 0) throw new FieldError({ verdict: `这款还应退 ${left} 件，先判定这些` })
  } else if (quantity > left) {
    throw new FieldError({
      quantity: left > 0 ? `这款只应再退 ${left} 件，多出的请判定为多退` : '这款已经够了，多出的请判定为多退',
    })
  }
}

/**
 * Says where the good pieces judged last will be put, instead of the proposed place.
 * @throws Conflict when no good piece was judged yet, or the place is none for goods on sale
 */
export function putLast(act: Act, row: Return, locationId: number): Promise<{ code: string }> {
  return deed(act, async (act) => {
    const [place, last] = await Promise.all([
      act.tx.location.findUniqueOrThrow({ where: { id: locationId } }),
      act.tx.returnFinding.findFirst({
        where: { returnId: row.id, verdict: 'GOOD' },
        orderBy: { id: 'desc' },
        include: { sku: true },
      }),
    ])
    if (place.kind !== 'STORAGE') throw new Conflict(`${place.code} 不是存储库位，良品不能放在这里。`)
    if (!last) throw new Conflict('还没有良品：先判定，再扫要放的库位。')
    const finding = `${last.sku?.code ?? ''} 放到 ${place.code}`
    await door.edit(returns, act, row, {}, { deed: 'inspect', changes: { finding: [null, finding] } })
    await act.tx.returnFinding.update({ where: { id: last.id }, data: { locationId } })
    return { code: place.code }
  })
}

/** Takes back what was noted last. @throws Conflict when nothing was */
export function takeBack(act: Act, row: Return, findingId?: number): Promise<ReturnFinding> {
  return deed(act, async (act) => {
    const last = await act.tx.returnFinding.findFirst({
      where: { returnId: row.id, ...(findingId === undefined ? {} : { id: findingId }) },
      orderBy: { id: 'desc' },
      include: { sku: true },
    })
    if (!last) throw new Conflict('没有可以撤销的判定。')
    const { sku, ...finding } = last
    const words = findingWords(sku?.code ?? null, finding)
    await door.edit(returns, act, row, {}, { deed: 'inspect', changes: { finding: [words, null] } })
    await act.tx.returnFinding.delete({ where: { id: finding.id } })
    return finding
  })
}
