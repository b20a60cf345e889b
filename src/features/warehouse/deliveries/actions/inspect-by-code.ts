import { FieldError } from '../../../../errors.ts'
import type { DeliveryFault } from '../../../../generated/prisma/enums.ts'
import { groupBy, sumOf } from '../../../../lib/groups.ts'
import type { Act, OpenAct } from '../../../../work/act.ts'
import { deed } from '../../../../work/act.ts'
import { skusBehind } from '../../../catalog/skus/queries.ts'
import { locationsBehind } from '../../locations/queries.ts'
import { demandReason } from '../../stock/hours.ts'
import { wrongClassWords, wrongClasses } from '../../stock/put-away.ts'
import type { Delivery } from '../policy.ts'
import type { Finding, Inspected } from './inspect.ts'
import { inspectDelivery } from './inspect.ts'
import { spelled } from './named-lines.ts'

/** Pieces as a desk names them. */
export interface NamedFinding {
  /** Its line in a text; null for a field of its own. */
  readonly row: number | null
  /** A SKU's code or barcode. */
  readonly sku: string
  readonly quantity: number
  readonly fault: DeliveryFault | null
  /** A location's code; null: the proposed one. */
  readonly location: string | null
}

/** An inspection as a desk tells it. */
export interface NamedInspection {
  readonly found: readonly NamedFinding[]
  /** Good pieces also to places for goods of another class. */
  readonly despiteClass: boolean
  readonly remark: string | null
}

/**
 * Inspects a delivery by codes.
 * @throws FieldError for codes that mean nothing and places for goods of another class without `despiteClass`, at
 * `place<SKU id>` or `further`; at `remark` outside the inbound hours without one
 * @throws Conflict when somebody has counted or posted meanwhile
 */
export function inspectByCode(
  act: Act,
  delivery: Delivery,
  { found, despiteClass, remark }: NamedInspection,
): Promise<Inspected> {
  return deed(act, async (act) => {
    const findings = await resolved(act, found)
    if (!despiteClass) await demandClass(act, findings)
    await demandReason(act, 'inbound', remark)
    return inspectDelivery(act, delivery, summed(findings), remark)
  })
}

type Found = Finding & Pick<NamedFinding, 'row'>

async function resolved(act: OpenAct, named: readonly NamedFinding[]): Promise<Found[]> {
  const skus = await skusBehind(
    act.tx,
    named.map(({ sku }) => sku),
  )
  const codes = named.flatMap(({ location }) => location ?? [])
  const locations = await locationsBehind(act.tx, codes)
  const problems: Problem[] = []
  const findings = named.flatMap(({ row, sku: text, quantity, fault, location: code }) => {
    const sku = skus.get(text)
    const place = code === null ? null : locations.get(code)
    const wrong = !sku
      ? `没有编码或条码为“${text}”的 SKU`
      : !sku.inUse
        ? `${sku.code} 已停用`
        : place === undefined
          ? `没有库位 ${code}`
          : place && place.kind !== 'STORAGE'
            ? `${code} 不是存储库位`
            : null
    if (sku && !wrong) {
      const [pieces, locationId] = [quantity * sku.pieces, place?.id ?? null]
      return [{ row, skuId: sku.skuId, quantity: pieces, fault, locationId }]
    }
    problems.push({ row, skuId: sku?.skuId ?? null, wrong: wrong ?? '' })
    return []
  })
  refuse(problems)
  return findings
}

/** Goods that were put where nobody would look for them are as good as lost: the desk says that it means it. */
async function demandClass({ tx }: OpenAct, findings: readonly Found[]): Promise<void> {
  const placed = findings.flatMap(({ row, skuId, locationId, fault }) =>
    locationId !== null && fault === null ? [{ row, skuId, locationId }] : [],
  )
  const wrong = await wrongClasses(tx, placed)
  refuse(
    placed.flatMap(({ row, skuId, locationId }) => {
      const found = wrong.find((one) => one.skuId === skuId && one.locationId === locationId)
      return found ? [{ row, skuId, wrong: wrongClassWords(found) }] : []
    }),
  )
}

interface Problem extends Pick<NamedFinding, 'row'> {
  readonly skuId: number | null
  readonly wrong: string
}

/** Each at the field where it can be put right. */
function refuse(problems: readonly Problem[]): void {
  if (problems.length === 0) return
  const [errors, further]: [Record<string, string>, string[]] = [{}, []]
  for (const { row, skuId, wrong } of problems) {
    if (row === null && skuId !== null) errors[`place${skuId}`] = wrong
    else further.push(`第 ${row} 行：${wrong}`)
  }
  if (further.length > 0) errors['further'] = spelled(further)
  throw new FieldError(errors)
}

/** Pieces of a SKU with the same fault and place as one. */
function summed(findings: readonly Found[]): Finding[] {
  const key = ({ skuId, fault, locationId }: Found): string => `${skuId}/${fault}/${locationId}`
  return [...groupBy(findings, key).values()].map((same) => {
    const { row: _row, ...first } = same[0] as Found
    return { ...first, quantity: sumOf(same, ({ quantity }) => quantity) }
  })
}
