import { system } from '../../../../actor.ts'
import { db } from '../../../../database/client.ts'
import { Prisma } from '../../../../generated/prisma/client.ts'
import type { Act, OpenAct } from '../../../../work/act.ts'
import { deed } from '../../../../work/act.ts'
import * as door from '../../../../work/door.ts'
import { recordAll } from '../../../../work/history.ts'
import type { Reaction } from '../../../../work/house.ts'
import type { Subject } from '../../../../work/nouns.ts'
import { nextNumbers } from '../../../../work/numbers.ts'
import { returns } from '../noun.ts'
import type { Refunded, RefundedReturn } from '../refunded.ts'
import { SENDING_BACK, byAnotherParcel, takenFrom, thoseToCome, writeExpected } from '../refunded.ts'
import { lockExpected } from '../sent.ts'

/** So many rows at once where rows have to pass through the program. */
const BATCH = 1000

const sendingBack = Prisma.sql`f.type = ANY(${[...SENDING_BACK]}::text[])`
/** What is agreed, or on its way although nobody has agreed yet. */
const underWay = Prisma.sql`(f.status = 'AGREED' OR (f.status = 'APPLIED' AND f.return_tracking_number IS NOT NULL))`
const ofReturn = Prisma.sql`f.shop_id = r.shop_id AND f.platform_refund_id = r.platform_refund_id`

/**
 * Brings the returns of a shop in line with what the platform says of refunds: opens those that are agreed, takes over
 * waybills, ends those that were closed, paid out without goods, or that no file tells of any more, and expects again
 * what was agreed anew. Doing it twice changes nothing.
 *
 * A buyer who has sent goods back may ask the platform for the money only afterwards, and for a line there may be several
 * refunds. Goods that another return has had aren't expected again, and a refund that is about such goods only opens
 * none, unless it names a waybill by which nothing came yet: that parcel may bring what was missing.
 */
export function followRefunds(act: Act, shopId: number): Promise<void> {
  return deed({ ...act, actor: system('returns') }, async (act) => {
    await lockExpected(act.tx)
    await moveThose(act, shopId, 'cancel')
    await moveThose(act, shopId, 'expect')
    let last: number | null = 0
    while (last !== null) last = await openNew(act, shopId, last)
    await takeOverWaybills(act, shopId)
  })
}

/** Opens returns for a batch of the refunds after one; returns the last it saw, null when there are no more. */
async function openNew(act: OpenAct, shopId: number, after: number): Promise<number | null> {
  const found = await act.tx.$queryRaw<(Refunded & { id: number })[]>`
    SELECT f.id, f.order_id AS "orderId", f.line_id AS "lineId", ${byAnotherParcel} AS "anotherParcel" FROM refunds f
    WHERE f.shop_id = ${shopId} AND f.id > ${after} AND f.status IN ('APPLIED', 'AGREED') AND ${underWay} AND ${sendingBack}
      AND f.order_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM returns r WHERE ${ofReturn})
    ORDER BY f.id LIMIT ${BATCH}`
  const last = found.length < BATCH ? null : (found.at(-1)?.id ?? null)
  const rows = await thoseToCome(act.tx, found)
  if (rows.length === 0) return last
  const refunds = await act.tx.refund.findMany({
    where: { id: { in: rows.map(({ id }) => id) } },
    orderBy: { id: 'asc' },
  })
  const numbers = await nextNumbers(act, 'TH', refunds.length)
  const made = await door.createAll(
    returns,
    act,
    refunds.map((refund, i) => ({
      ...takenFrom(refund),
      number: numbers[i] as string,
      createdAt: act.at,
    })),
  )
  await writeExpected(
    act.tx,
    made.map(({ id }, i) => ({ ...(rows[i] as Refunded), returnId: id })),
  )
  return last
}

const endings = {
  cancel: {
    where: Prisma.sql`r.state = 'EXPECTED' AND (f.id IS NULL OR f.status = 'CLOSED'
      OR (f.status = 'REFUNDED' AND f.return_tracking_number IS NULL))`,
    remark: '平台的退款已关闭、撤销或无需退货',
  },
  expect: {
    // What a person has cancelled, only a person takes up again.
    where: Prisma.sql`r.state = 'CANCELLED' AND f.order_id IS NOT NULL
      AND ${underWay} AND ${sendingBack} AND (
      SELECT h.person_id IS NULL FROM history h
      WHERE h.noun = ${returns.key} AND h.subject_id = r.id AND h.deed = 'cancel' ORDER BY h.id DESC LIMIT 1)`,
    remark: '平台重新同意退货',
  },
} as const

async function moveThose(act: OpenAct, shopId: number, move: keyof typeof endings): Promise<void> {
  const { where, remark } = endings[move]
  const found = await act.tx.$queryRaw<RefundedReturn[]>`
    SELECT r.id AS "returnId", f.order_id AS "orderId", f.line_id AS "lineId", ${byAnotherParcel} AS "anotherParcel"
    FROM returns r LEFT JOIN refunds f ON ${ofReturn}
    WHERE r.shop_id = ${shopId} AND r.platform_refund_id IS NOT NULL AND ${where}`
  if (found.length === 0) return
  const ids = found.map(({ returnId }) => returnId)
  if (move === 'expect') {
    // What was expected before may be on another return by now.
    await act.tx.returnLine.deleteMany({ where: { returnId: { in: ids } } })
    await writeExpected(act.tx, found)
  }
  const rows = await act.tx.return.findMany({ where: { id: { in: ids } } })
  await door.moveAll(returns, act, rows, move, {}, { remark })
}

/** The buyer has told the platform how the goods travel. */
async function takeOverWaybills(act: OpenAct, shopId: number): Promise<void> {
  const told = Prisma.sql`
    r.shop_id = ${shopId} AND r.state IN ('EXPECTED', 'ARRIVED') AND f.return_tracking_number IS NOT NULL
    AND (r.tracking_number, r.carrier, r.shipped_back_at) IS DISTINCT FROM
      (f.return_tracking_number, f.return_carrier, f.returned_at)`
  const iso = (column: Prisma.Sql): Prisma.Sql =>
    Prisma.sql`to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
  const lines = await recordAll(
    act,
    { noun: returns.key, deed: 'follow' },
    Prisma.sql`
      SELECT r.id AS "subjectId", r.state::text AS "fromState", r.state::text AS "toState", jsonb_build_object(
        'trackingNumber', jsonb_build_array(r.tracking_number, f.return_tracking_number),
        'carrier', jsonb_build_array(r.carrier, f.return_carrier),
        'shippedBackAt', jsonb_build_array(${iso(Prisma.sql`r.shipped_back_at`)}, ${iso(Prisma.sql`f.returned_at`)}))
        AS changes
      FROM returns r JOIN refunds f ON ${ofReturn} WHERE ${told} ORDER BY r.id`,
  )
  if (lines === 0) return
  await act.tx.$executeRaw`
    UPDATE returns r SET tracking_number = f.return_tracking_number, carrier = f.return_carrier,
      shipped_back_at = f.returned_at, version = r.version + 1
    FROM refunds f WHERE ${ofReturn} AND ${told}`
}

/** A file has gone in: returns follow what it says of refunds. */
async function afterImport(act: OpenAct, rows: readonly Subject[]): Promise<void> {
  const shops = new Set(rows.flatMap((row) => ('shopId' in row ? [row.shopId as number] : [])))
  for (const shopId of shops) await followRefunds(act, shopId)
}

/** What returns do by themselves. */
export const returnReactions: readonly Reaction[] = [
  { noun: 'orders/imports', deed: 'finish', run: afterImport },
]

/** Every five minutes: whatever a reaction has missed, above all refunds that an undone import took along. */
export async function catchUpReturns(act: Act): Promise<object> {
  const shops = await db.shop.findMany({ where: { closedAt: null }, select: { id: true } })
  for (const { id } of shops) await followRefunds(act, id)
  return { shops: shops.length }
}
