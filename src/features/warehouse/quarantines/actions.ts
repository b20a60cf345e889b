import { FieldError } from '../../../errors.ts'
import type { QuarantinePlan } from '../../../generated/prisma/enums.ts'
import type { Act, OpenAct } from '../../../work/act.ts'
import { deed } from '../../../work/act.ts'
import * as door from '../../../work/door.ts'
import { nextNumber, nextNumbers } from '../../../work/numbers.ts'
import { skusBehind } from '../../catalog/skus/queries.ts'
import { placeFor, takeFromParcels } from '../shipments/actions.ts'
import type { Paper } from '../stock/ledger.ts'
import { lockPromises, postAll, transfer } from '../stock/ledger.ts'
import { quarantines } from './noun.ts'

export { PROBLEMS } from './problems.ts'
export { decideQuarantine, returnToSupplier, rework } from './decide.ts'

/** Goods that can't be sent. */
export interface Problem {
  readonly skuId: number
  readonly quantity: number
  readonly reason: string
  /** Where they lie or should lie; absent: where the parcel's pick list says. */
  readonly locationId?: number
  /** The parcel for which they were picked. */
  readonly shipmentId?: number
}

/** What a report caused. */
export interface Reported {
  readonly id: number
  readonly number: string
  /** Parcels that wait for goods now. */
  readonly outOfStock: readonly number[]
  /** Where replacement is to be fetched for the parcel at hand: codes of locations with pieces. */
  readonly replacement: readonly { readonly location: string; readonly quantity: number }[]
}

/**
 * Sets problem goods apart. If they were promised, the newest promises give way: other locations are named where
 * there is replacement, otherwise the parcels wait for goods.
 * @throws FieldError when nobody knows where the goods lay, or they lie packed or in quarantine already
 * @throws OutOfStock when there aren't as many, or all are in packed parcels
 */
export function reportProblem(act: Act, problem: Problem): Promise<Reported> {
  return deed(act, async (act) => {
    const { skuId, quantity, reason, shipmentId } = problem
    await lockPromises(act)
    const locationId = problem.locationId ?? (await pickedAt(act, problem))
    await demandShelf(act, locationId)
    const { id, number } = await door.create(quarantines, act, {
      number: await nextNumber(act, 'GL'),
      skuId,
      locationId,
      quantity,
      reason,
      shipmentId: shipmentId ?? null,
      createdAt: act.at,
    })
    const { outOfStock } = await takeFromParcels(
      act,
      { noun: quarantines.key, subjectId: id },
      transfer(skuId, locationId, await placeFor(act, 'QUARANTINE'), quantity, 'QUARANTINE'),
      `货品进入隔离区：${reason}`,
    )
    const replacement = shipmentId === undefined ? [] : await checkAnew(act, shipmentId, problem)
    return { id, number, outOfStock, replacement }
  })
}

/** What lies packed is its parcel's, and what lies in quarantine has a case: neither can be set apart once more. */
async function demandShelf(act: OpenAct, locationId: number): Promise<void> {
  const place = await act.tx.location.findUnique({ where: { id: locationId } })
  if (place?.kind !== 'STORAGE') throw new FieldError({ location: NO_SHELF })
}

const NO_SHELF = '没有这个存储库位'

/** Problem goods as they are named at a desk. */
export interface NamedProblem {
  /** A SKU's code or barcode. */
  readonly sku: string
  /** A location's code. */
  readonly location: string
  readonly quantity: number
  readonly reason: string
}

/** The same by codes. @throws FieldError for codes that mean nothing, and for more pieces than lie there */
export function reportByCode(act: Act, { sku, location, quantity, reason }: NamedProblem): Promise<Reported> {
  return deed(act, async (act) => {
    const found = (await skusBehind(act.tx, [sku])).get(sku)
    if (!found) throw new FieldError({ sku: '没有这个货品，请填写 SKU 编码或条码' })
    const place = await act.tx.location.findUnique({ where: { code: location.toUpperCase() } })
    if (!place) throw new FieldError({ location: NO_SHELF })
    return reportProblem(act, { skuId: found.skuId, locationId: place.id, quantity, reason })
  })
}

/** The location from which most pieces of the SKU were to be picked for the parcel. */
async function pickedAt(act: OpenAct, { skuId, quantity, shipmentId }: Problem): Promise<number> {
  const places =
    shipmentId === undefined
      ? []
      : await act.tx.$queryRaw<{ locationId: number; quantity: number }[]>`
          SELECT a.location_id AS "locationId", sum(a.quantity)::int AS quantity
          FROM pick_allocations a JOIN shipment_lines l ON l.id = a.shipment_line_id
          WHERE l.shipment_id = ${shipmentId} AND a.sku_id = ${skuId}
          GROUP BY a.location_id ORDER BY quantity DESC, a.location_id`
  const [place] = places
  if (!place) throw new FieldError({ location: '请填写货品所在的库位' })
  if (place.quantity < quantity) throw new FieldError({ quantity: `这个库位最多 ${place.quantity} 件` })
  return place.locationId
}

/** As many pieces as were taken away have to be checked again; tells where the parcel's pieces now lie. */
async function checkAnew(
  act: OpenAct,
  shipmentId: number,
  { skuId, quantity }: Problem,
): Promise<Reported['replacement']> {
  await act.tx.$executeRaw`
    UPDATE shipment_lines l SET checked = l.checked - LEAST(o.checked, o.excess - o.before)
    FROM (SELECT id, checked, sum(checked) OVER (ORDER BY id DESC)::int - checked AS before,
            ${quantity}::int - sum(quantity - checked) OVER ()::int AS excess
          FROM shipment_lines WHERE shipment_id = ${shipmentId} AND sku_id = ${skuId}) AS o
    WHERE l.id = o.id AND o.checked > 0 AND o.before < o.excess`
  return act.tx.$queryRaw<{ location: string; quantity: number }[]>`
    SELECT p.code AS location, sum(a.quantity)::int AS quantity
    FROM pick_allocations a JOIN shipment_lines l ON l.id = a.shipment_line_id JOIN locations p ON p.id = a.location_id
    WHERE l.shipment_id = ${shipmentId} AND a.sku_id = ${skuId} GROUP BY p.code ORDER BY p.code`
}

/** Goods that were rejected before they came into stock. */
export interface Rejection {
  readonly skuId: number
  /** Pieces. */
  readonly quantity: number
  readonly reason: string
  /** Where they would have gone had they been good. */
  readonly locationId: number
  readonly plan: QuarantinePlan
}

/**
 * Brings rejected goods of a delivery into quarantine, each with what is to become of it prepared. The caller has locked
 * what the ledger will change where it posts more in the same deed.
 * @throws Conflict while there's no quarantine location
 */
export function quarantineRejected(
  act: Act,
  deliveryId: number,
  rejections: readonly Rejection[],
): Promise<void> {
  return deed(act, async (act) => {
    if (rejections.length === 0) return
    const held = await placeFor(act, 'QUARANTINE')
    const numbers = await nextNumbers(act, 'GL', rejections.length)
    const cases = await door.createAll(
      quarantines,
      act,
      rejections.map((one, i) => ({ ...one, deliveryId, number: numbers[i] as string, createdAt: act.at })),
    )
    await postAll(
      act,
      cases.map(({ id, skuId, quantity }) => ({
        document: { noun: quarantines.key, subjectId: id },
        entries: [{ skuId, locationId: held, quantity, reason: 'RECEIPT' }],
      })),
    )
  })
}

/** Goods of a return that can't be sold as they are. */
export type Returned = Problem & { readonly locationId: number }

/**
 * Opens a case for each of a return's bad goods. They come into quarantine with the papers returned, which the caller
 * posts together with what else the return brings.
 * @throws Conflict while there's no quarantine location
 */
export function quarantineReturned(act: Act, returnId: number, goods: readonly Returned[]): Promise<Paper[]> {
  return deed(act, async (act) => {
    if (goods.length === 0) return []
    const held = await placeFor(act, 'QUARANTINE')
    const numbers = await nextNumbers(act, 'GL', goods.length)
    const cases = await door.createAll(
      quarantines,
      act,
      goods.map((one, i) => ({ ...one, returnId, number: numbers[i] as string, createdAt: act.at })),
    )
    return cases.map(({ id, skuId, quantity }) => ({
      document: { noun: quarantines.key, subjectId: id },
      entries: [{ skuId, locationId: held, quantity, reason: 'RETURN' }],
    }))
  })
}
