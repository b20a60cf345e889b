import { groupBy, sumOf } from '../../../../lib/groups.ts'
import type { OpenAct } from '../../../../work/act.ts'
import { meaningOf } from '../../../catalog/merchant-codes/meanings.ts'
import { Prisma } from '../../../../generated/prisma/client.ts'
import type { Part } from './wanted.ts'
import { plannedOf, withoutPlanned } from './wanted.ts'

/** A line of a parcel for an order line. */
export interface OwnLine extends Part {
  readonly id: number
}

/**
 * Lines of parcels that hold other goods, or more pieces, than their order lines mean now, each with what belongs
 * into its parcel instead: the first line of an order line has it all. Only order lines that say another code or
 * number of units than when they were planned are to be asked about, so that a code that is explained anew changes
 * no parcel that is planned already; and of those the goods are compared, because a richer file names the same goods by
 * a better code. A code that means nothing says nothing about goods. What has left counts for its order line.
 * @param lines all lines of the parcels for the order lines in question
 */
export async function otherGoods(
  act: OpenAct,
  shipmentIds: readonly number[],
  lines: readonly OwnLine[],
): Promise<Map<number, readonly Part[]>> {
  if (lines.length === 0) return new Map()
  const orderLineIds = lines.map(({ orderLineId }) => orderLineId)
  return exchanges(lines, await meantBy(act, orderLineIds), await plannedOf(act, orderLineIds, shipmentIds))
}

/** Notes for lines that hold what their order lines mean now that they are planned as these say now. */
export async function noteAgreeing(act: OpenAct, lineIds: readonly number[]): Promise<void> {
  await act.tx.$executeRaw`
    UPDATE shipment_lines l SET planned_code = ol.match_code, planned_units = ol.quantity
    FROM order_lines ol WHERE ol.id = l.order_line_id AND l.id = ANY(${[...lineIds]}::int[])
      AND (l.planned_code, l.planned_units) <> (ol.match_code, ol.quantity)`
}

async function meantBy(act: OpenAct, orderLineIds: readonly number[]): Promise<Part[]> {
  return act.tx.$queryRaw<Part[]>`
    SELECT ol.id AS "orderLineId", x.sku_id AS "skuId", x.quantity * ol.quantity AS quantity
    FROM order_lines ol JOIN orders o ON o.id = ol.order_id
      CROSS JOIN LATERAL (${meaningOf(Prisma.sql`o.shop_id`, Prisma.sql`ol.match_code`)}) x
    WHERE ol.id = ANY(${[...new Set(orderLineIds)]}::int[]) ORDER BY ol.id, x.sku_id`
}

function exchanges(
  lines: readonly OwnLine[],
  meant: readonly Part[],
  elsewhere: readonly Part[],
): Map<number, readonly Part[]> {
  const meaning = groupBy(meant, ({ orderLineId }) => orderLineId)
  const others = groupBy(elsewhere, ({ orderLineId }) => orderLineId)
  return new Map(
    [...groupBy(lines, ({ orderLineId }) => orderLineId)].flatMap(([orderLineId, own]) => {
      const parts = meaning.get(orderLineId)
      return parts ? exchangesOf(own, parts, others.get(orderLineId) ?? []) : []
    }),
  )
}

/** The same for the lines of one order line. A line stays as long as it is meant wholly. */
function exchangesOf(
  own: readonly OwnLine[],
  meant: readonly Part[],
  elsewhere: readonly Part[],
): [number, readonly Part[]][] {
  const kept: OwnLine[] = []
  for (const line of own) {
    const pieces = (rows: readonly Part[]): number =>
      sumOf(rows, ({ skuId, quantity }) => (skuId === line.skuId ? quantity : 0))
    if (pieces([...elsewhere, ...kept, line]) <= pieces(meant)) kept.push(line)
  }
  const wrong = own.filter((line) => !kept.includes(line))
  const instead = withoutPlanned(meant, [...elsewhere, ...kept])
  return wrong.map(({ id }, i) => [id, i === 0 ? instead : []])
}
