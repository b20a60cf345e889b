import type { Tx } from '../../../../database/client.ts'
import type { CountRow } from '../../deliveries/queries.ts'
import { countsOf, linesOf } from '../../deliveries/queries.ts'
import type { ProposedPlace } from '../../stock/put-away.ts'
import { placesFor } from '../../stock/put-away.ts'
import type { DeliveryInHand, DeliveryLine } from '../interpret/context.ts'

export interface DeliveryLineRow extends DeliveryLine {
  readonly code: string
  /** Where it goes, if nobody says another place. */
  readonly proposed: ProposedPlace | null
  readonly counts: readonly CountRow[]
}

export interface DeliveryRow extends DeliveryInHand {
  readonly supplier: string | null
  readonly note: string | null
  readonly lines: readonly DeliveryLineRow[]
}

/** The open delivery with what is counted of it so far; null for one that is gone. */
export async function readDelivery(tx: Tx, id: number): Promise<DeliveryRow | null> {
  const [head] = await tx.$queryRaw<Omit<DeliveryRow, 'lines'>[]>`
    SELECT d.id, d.number, d.state, d.note, u.name AS supplier
    FROM deliveries d LEFT JOIN suppliers u ON u.id = d.supplier_id WHERE d.id = ${id}`
  if (!head) return null
  const lines = await linesOf(tx, id)
  const counts = await countsOf(tx, id)
  const skuIds = lines.map(({ skuId }) => skuId)
  const places = await placesFor(tx, skuIds)
  const classes = await classesOf(tx, skuIds)
  return {
    ...head,
    lines: lines.map(({ skuId, sku, product, announced, accepted, rejected, counted, countedBad }) => ({
      skuId,
      code: sku,
      name: product,
      announced,
      received: accepted + rejected,
      counted,
      countedBad,
      goodsClass: classes.get(skuId) ?? null,
      proposed: places.get(skuId) ?? null,
      counts: counts.filter((count) => count.skuId === skuId),
    })),
  }
}

/** Among which goods SKUs usually lie; absent where nobody has said it. */
async function classesOf(tx: Tx, skuIds: readonly number[]): Promise<Map<number, string>> {
  const rows = await tx.$queryRaw<{ skuId: number; goodsClass: string }[]>`
    SELECT s.id AS "skuId", home.goods_class AS "goodsClass"
    FROM skus s JOIN locations home ON home.id = s.home_location_id
    WHERE s.id = ANY(${[...skuIds]}::int[]) AND home.goods_class IS NOT NULL`
  return new Map(rows.map(({ skuId, goodsClass }) => [skuId, goodsClass]))
}
