import { Conflict, FieldError } from '../../../../errors.ts'
import { sumOf } from '../../../../lib/groups.ts'
import type { Act, OpenAct } from '../../../../work/act.ts'
import { deed } from '../../../../work/act.ts'
import * as door from '../../../../work/door.ts'
import { demand } from '../../../../work/nouns.ts'
import { quarantineRejected } from '../../quarantines/actions.ts'
import { receiveAccepted } from '../../receipts/actions.ts'
import type { Line } from '../../receipts/lines.ts'
import { merged } from '../../receipts/lines.ts'
import { placeFor } from '../../shipments/actions.ts'
import { lockPromises, lockWhole } from '../../stock/ledger.ts'
import { placesFor } from '../../stock/put-away.ts'
import { faultLabels, planFor } from '../faults.ts'
import { deliveries } from '../noun.ts'
import type { Delivery } from '../policy.ts'
import type { CountRow } from '../queries.ts'
import { countsOf } from '../queries.ts'
import type { Sums } from '../tally.ts'
import { inspectionMove, sumsOf } from '../tally.ts'
import type { Count } from './count.ts'
import { lockDelivery } from './lock.ts'

/** Pieces as somebody has found them, with where good ones go; null: to the proposed place. */
export interface Finding extends Count {
  readonly locationId: number | null
}

/** What an inspection has made of a delivery. */
export interface Inspected {
  readonly move: ReturnType<typeof inspectionMove>
  /** In pieces; accepted and rejected ones of this inspection, the others over all. */
  readonly accepted: number
  readonly rejected: number
  readonly missing: number
  readonly surplus: number
  /** The receipt of the accepted pieces; null when there are none. */
  readonly receiptId: number | null
}

/**
 * Inspects a delivery at a desk: what is told takes the place of what was counted, and is posted.
 * @throws Conflict when somebody has counted or posted meanwhile
 */
export function inspectDelivery(
  act: Act,
  delivery: Delivery,
  findings: readonly Finding[],
  remark: string | null = null,
): Promise<Inspected> {
  return deed(act, async (act) => {
    await lockPromises(act)
    const now = await lockDelivery(act, delivery.id)
    if (now?.version !== delivery.version) {
      throw new Conflict('刚刚有人清点或处理过这张到货单，请核对后再提交。')
    }
    await act.tx.deliveryCount.deleteMany({ where: { deliveryId: delivery.id } })
    await act.tx.deliveryCount.createMany({
      data: findings.map((one) => ({ ...one, deliveryId: delivery.id })),
    })
    return postNow(act, now, remark)
  })
}

/**
 * Posts what is counted of a delivery, all in one act: good pieces go into stock, bad ones into quarantine with what is to
 * become of them prepared, and whoever buys is asked to settle what is missing, too much or rejected.
 * @throws FieldError when nothing is counted or a place must be told
 * @throws Conflict when somebody else has posted it
 */
export function postCounted(act: Act, delivery: Delivery): Promise<Inspected> {
  return deed(act, async (act) => {
    await lockPromises(act)
    const now = await lockDelivery(act, delivery.id)
    if (!now) throw new Conflict('这张到货单已经不在。')
    return postNow(act, now)
  })
}

/** The caller holds the promises and the delivery. */
async function postNow(act: OpenAct, delivery: Delivery, remark: string | null = null): Promise<Inspected> {
  demand(deliveries, act.actor, 'inspect', delivery)
  if (delivery.state !== 'ARRIVED') throw new Conflict('这张到货单已经验收完或还没有到货。')
  const counts = await countsOf(act.tx, delivery.id)
  const before = await act.tx.deliveryLine.findMany({ where: { deliveryId: delivery.id } })
  if (counts.length === 0 && before.every(({ accepted, rejected }) => accepted + rejected === 0)) {
    throw new FieldError({ '': '还没有清点任何货品。' })
  }
  await raiseLines(act, delivery.id, counts)
  const receiptId = await bringIn(act, delivery, counts)
  await act.tx.deliveryCount.deleteMany({ where: { deliveryId: delivery.id } })
  const lines = await act.tx.deliveryLine.findMany({ where: { deliveryId: delivery.id } })
  const [was, sums] = [sumsOf(before), sumsOf(lines)]
  const move = inspectionMove(lines)
  await door.move(deliveries, act, delivery, move, move === 'receive-all' ? { closedAt: act.at } : {}, {
    remark,
    changes: { accepted: [was.accepted, sums.accepted], rejected: [was.rejected, sums.rejected] },
  })
  return { move, ...gained(was, sums), receiptId }
}

function gained(was: Sums, sums: Sums): Pick<Inspected, 'accepted' | 'rejected' | 'missing' | 'surplus'> {
  const { missing, surplus } = sums
  return { accepted: sums.accepted - was.accepted, rejected: sums.rejected - was.rejected, missing, surplus }
}

async function raiseLines(act: OpenAct, deliveryId: number, counts: readonly CountRow[]): Promise<void> {
  await act.tx.$executeRaw`
    INSERT INTO delivery_lines AS l (delivery_id, sku_id, announced, accepted, rejected)
    SELECT ${deliveryId}::int, c.sku_id, 0, coalesce(sum(c.quantity) FILTER (WHERE c.good), 0),
      coalesce(sum(c.quantity) FILTER (WHERE NOT c.good), 0)
    FROM unnest(${counts.map(({ skuId }) => skuId)}::int[], ${counts.map(({ quantity }) => quantity)}::int[],
      ${counts.map(({ fault }) => fault === null)}::bool[]) AS c(sku_id, quantity, good)
    GROUP BY c.sku_id ORDER BY c.sku_id
    ON CONFLICT (delivery_id, sku_id) DO UPDATE
      SET accepted = l.accepted + excluded.accepted, rejected = l.rejected + excluded.rejected`
}

/** Good pieces onto a receipt, bad ones into quarantine. Returns the receipt's id, null without good pieces. */
async function bringIn(
  act: OpenAct,
  delivery: Delivery,
  counts: readonly CountRow[],
): Promise<number | null> {
  const lines = await placed(act, counts)
  const good = merged(lines.filter((_, i) => counts[i]?.fault === null))
  const bad = lines.flatMap(({ skuId, locationId, quantity }, i) => {
    const fault = counts[i]?.fault
    return fault ? [{ skuId, locationId, quantity, reason: faultLabels[fault], plan: planFor(fault) }] : []
  })
  const held = bad.length > 0 ? await placeFor(act, 'QUARANTINE') : null
  await lockWhole(act, [
    ...good,
    ...bad.flatMap(({ skuId }) => (held === null ? [] : [{ skuId, locationId: held }])),
  ])
  await quarantineRejected(act, delivery.id, bad)
  if (sumOf(good, ({ quantity }) => quantity) === 0) return null
  return receiveAccepted(act, { deliveryId: delivery.id, source: await sourceOf(act, delivery), lines: good })
}

/** Counted pieces with their places, in the order of the counts. */
async function placed(act: OpenAct, counts: readonly CountRow[]): Promise<Line[]> {
  const places = await placesFor(
    act.tx,
    counts.map(({ skuId }) => skuId),
  )
  const homeless = new Set<string>()
  const lines = counts.map(({ skuId, sku, quantity, locationId, location }) => {
    const place = places.get(skuId)
    if (locationId === null && !place) homeless.add(sku)
    return {
      skuId,
      sku,
      quantity,
      locationId: locationId ?? place?.locationId ?? 0,
      location: location ?? place?.location ?? '',
    }
  })
  if (homeless.size > 0) {
    throw new FieldError({ '': `${[...homeless].join('、')} 没有可用的库位，请写明或扫描放到哪个库位。` })
  }
  return lines
}

/** What the receipt names as its source. */
async function sourceOf(act: OpenAct, { number, supplierId }: Delivery): Promise<string> {
  const supplier =
    supplierId === null ? null : await act.tx.supplier.findUnique({ where: { id: supplierId } })
  return [...[...(supplier?.name ?? '未知供应商')].slice(0, 40), ` ${number}`].join('')
}
