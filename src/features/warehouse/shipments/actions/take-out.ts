import { Conflict } from '../../../../errors.ts'
import type { OpenAct } from '../../../../work/act.ts'
import * as door from '../../../../work/door.ts'
import { nextNumbers } from '../../../../work/numbers.ts'
import { shipments } from '../noun.ts'
import type { Shipment } from '../policy.ts'
import { byProgram } from './stock-out.ts'
import { judge, linesNow } from './still-wanted.ts'

/** Lines that leave a parcel. */
export interface Removal {
  readonly shipment: Shipment
  readonly lineIds: readonly number[]
}

/**
 * Takes lines out of parcels: they end in cancelled shipments of their own, so every line stands in exactly one
 * shipment for ever. Returns those; their promises are still to be ended.
 */
export async function takeOut(act: OpenAct, removals: readonly Removal[]): Promise<Shipment[]> {
  const cut = removals.filter(({ lineIds }) => lineIds.length > 0)
  if (cut.length === 0) return []
  const numbers = await nextNumbers(act, 'CK', cut.length)
  const program = byProgram(act)
  const apart = await door.createAll(
    shipments,
    program,
    cut.map(({ shipment }, i) => ({
      number: numbers[i] as string,
      shopId: shipment.shopId,
      joinHash: shipment.joinHash,
      shipBy: shipment.shipBy,
      createdAt: act.at,
    })),
    { deed: 'plan', remark: '从其他发货单移出' },
  )
  const lineIds = cut.flatMap((one) => one.lineIds)
  const homes = cut.flatMap((one, i) => one.lineIds.map(() => (apart[i] as Shipment).id))
  await act.tx.$executeRaw`
    UPDATE shipment_lines l SET shipment_id = moved.shipment_id, checked = 0
    FROM unnest(${lineIds}::int[], ${homes}::int[]) AS moved(id, shipment_id) WHERE l.id = moved.id`
  const { moved } = await door.moveAll(
    shipments,
    program,
    apart,
    'cancel',
    {},
    { remark: '订单不再需要发出' },
  )
  return moved
}

/**
 * What a parcel that shall go on may keep.
 * @returns the address it goes to now
 * @throws Conflict when nothing of it may ship any more
 */
export async function keepWanted(
  act: OpenAct,
  shipment: Shipment,
): Promise<{ joinHash: string | null; removed: Shipment[] }> {
  const lines = await linesNow(act, [shipment.id])
  const verdict = judge(shipment.joinHash, lines)
  if (!verdict.remains) {
    throw new Conflict(`发货单 ${shipment.number} 已没有可以发出的商品，请取消它。`)
  }
  const removed = await takeOut(act, [{ shipment, lineIds: verdict.out }])
  return { joinHash: verdict.joinHash, removed }
}
