import { system } from '../../../../actor.ts'
import { FieldError } from '../../../../errors.ts'
import type { ReturnFinding, ReturnLine } from '../../../../generated/prisma/client.ts'
import type { Act, OpenAct } from '../../../../work/act.ts'
import { deed } from '../../../../work/act.ts'
import * as door from '../../../../work/door.ts'
import { demand } from '../../../../work/nouns.ts'
import { quarantineReturned } from '../../quarantines/actions.ts'
import { retryOutOfStock } from '../../shipments/actions.ts'
import type { Paper } from '../../stock/ledger.ts'
import { lockPromises, postAll } from '../../stock/ledger.ts'
import { placesFor } from '../../stock/put-away.ts'
import { returns } from '../noun.ts'
import type { Return } from '../policy.ts'
import { verdicts } from '../verdicts.ts'

/** What an inspection came to, in pieces. */
export interface Settled {
  readonly good: number
  readonly quarantined: number
  readonly missing: number
  /** Parcels that waited for the goods and are ready now. */
  readonly refilled: readonly number[]
}

/**
 * Ends an inspection: in one act good pieces go into stock where they were put or belong, all others of ours into
 * quarantine with a case each, what wasn't found is written down as missing, and parcels that wait for the goods get
 * them. What isn't ours is written down and stays out of the ledger.
 * @throws FieldError while nothing is judged or expected, and for good pieces for which nobody knows a place
 * @throws Conflict when somebody was faster
 */
export function settleReturn(act: Act, row: Return, remark: string | null): Promise<Settled> {
  return deed(act, async (act) => {
    demand(returns, act.actor, 'settle', row)
    await lockPromises(act)
    await act.tx.$executeRaw`SELECT 1 FROM returns WHERE id = ${row.id} FOR NO KEY UPDATE`
    const [lines, findings] = await Promise.all([
      act.tx.returnLine.findMany({ where: { returnId: row.id }, orderBy: { id: 'asc' } }),
      act.tx.returnFinding.findMany({ where: { returnId: row.id }, orderBy: { id: 'asc' } }),
    ])
    if (lines.length + findings.length === 0)
      throw new FieldError({ '': '还没有应退的货品，也没有判定；请先逐件判定。' })
    await door.move(returns, act, row, 'settle', { settledAt: act.at }, { remark })
    const missing = await writeMissing(act, row.id, lines, findings)
    await bringIn(act, row, findings)
    const good = findings.filter(({ verdict }) => verdict === 'GOOD')
    const skuIds = good.flatMap(({ skuId }) => skuId ?? [])
    return {
      good: pieces(good),
      quarantined: pieces(findings.filter(isHeld)),
      missing,
      refilled:
        skuIds.length === 0 ? [] : await retryOutOfStock({ ...act, actor: system('shipping') }, skuIds),
    }
  })
}

const pieces = (findings: readonly ReturnFinding[]): number =>
  findings.reduce((sum, { quantity }) => sum + quantity, 0)
const isHeld = ({ verdict, skuId }: ReturnFinding): boolean => verdict !== 'GOOD' && skuId !== null

async function writeMissing(
  act: OpenAct,
  returnId: number,
  lines: readonly ReturnLine[],
  findings: readonly ReturnFinding[],
): Promise<number> {
  const missing = lines.flatMap(({ skuId, quantity }) => {
    const own = findings.filter((one) => one.skuId === skuId && one.verdict !== 'SURPLUS')
    const left = quantity - pieces(own)
    return left > 0 ? [{ returnId, skuId, quantity: left, verdict: 'MISSING' as const, at: act.at }] : []
  })
  await act.tx.returnFinding.createMany({ data: missing })
  return missing.reduce((sum, { quantity }) => sum + quantity, 0)
}

async function bringIn(act: OpenAct, row: Return, findings: readonly ReturnFinding[]): Promise<void> {
  const ours = findings.flatMap((one) => (one.skuId === null ? [] : [{ ...one, skuId: one.skuId }]))
  const places = await placesOf(act, ours)
  const held = ours.filter(isHeld).map((one) => ({
    skuId: one.skuId,
    quantity: one.quantity,
    reason: one.reason ?? `退货${verdicts[one.verdict].label}`,
    locationId: places.get(one.skuId) as number,
  }))
  const papers: Paper[] = [
    {
      document: { noun: returns.key, subjectId: row.id },
      entries: ours
        .filter(({ verdict }) => verdict === 'GOOD')
        .map(({ skuId, quantity, locationId }) => ({
          skuId,
          quantity,
          locationId: locationId ?? (places.get(skuId) as number),
          reason: 'RETURN' as const,
        })),
    },
    ...(await quarantineReturned(act, row.id, held)),
  ]
  await postAll(act, papers)
}

/** Where each SKU belongs. @throws FieldError naming those for which nobody knows */
async function placesOf(
  act: OpenAct,
  found: readonly { skuId: number; locationId: number | null }[],
): Promise<Map<number, number>> {
  const proposed = await placesFor(act.tx, [...new Set(found.map(({ skuId }) => skuId))])
  const places = new Map([...proposed].map(([skuId, { locationId }]) => [skuId, locationId]))
  for (const { skuId, locationId } of found) if (locationId !== null) places.set(skuId, locationId)
  const homeless = [...new Set(found.map(({ skuId }) => skuId))].filter((skuId) => !places.has(skuId))
  if (homeless.length === 0) return places
  const skus = await act.tx.sku.findMany({ where: { id: { in: homeless } }, orderBy: { code: 'asc' } })
  const codes = skus.map(({ code }) => code).join('、')
  throw new FieldError({ '': `${codes} 没有常用库位，也没有可放的空位：请先为它设置常用库位。` })
}
