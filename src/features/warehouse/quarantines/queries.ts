import type { Actor } from '../../../actor.ts'
import type { Tx } from '../../../database/client.ts'
import { db } from '../../../database/client.ts'
import { countEach } from '../../../database/count-each.ts'
import { NotFound } from '../../../errors.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import { keyPage } from '../../../database/keyset.ts'
import { dayOf, now } from '../../../lib/dates.ts'
import type { Page } from '../../../lib/paging.ts'
import { PAGE_SIZE } from '../../../lib/paging.ts'
import { beginning } from '../../../lib/search.ts'
import type { Parameter } from '../../../work/parameters.ts'
import { parameterValue, valueIn } from '../../../work/parameters.ts'
import { visibleTo as seesReturn } from '../returns/policy.ts'
import { oldAfterDays, tooOldAfterDays, writeOffAlone } from './parameters.ts'
import type { QuarantineCase } from './policy.ts'
import { visibleTo } from './policy.ts'

/** Problem goods with their names, where they lay and for which parcel they were picked. */
export interface QuarantineRow extends QuarantineCase {
  code: string
  product: string
  color: string | null
  size: string | null
  location: string
  shipmentNumber: string | null
  deliveryNumber: string | null
  /** To whom the goods went back. */
  supplier: string | null
  /** Null as well for a return of a shop that the actor doesn't see. */
  returnNumber: string | null
  /** Whole days since they were set apart. */
  age: number
  askedByName: string | null
  /** Who set them apart. */
  reporterName: string | null
}

/** Other papers are looked up row by row: planning a join for each of them took longer than reading. */
const select = (actor: Actor, now: Date): Prisma.Sql => Prisma.sql`
  SELECT q.id, q.number, q.sku_id AS "skuId", q.location_id AS "locationId", q.quantity, q.reason,
    q.shipment_id AS "shipmentId", q.delivery_id AS "deliveryId", q.plan, q.supplier_id AS "supplierId", q.return_id AS "returnId", q.reworked_by AS "reworkedBy",
    q.rework_due_at AS "reworkDueAt", q.write_off_fen AS "writeOffFen", q.write_off_asked_by_id AS "writeOffAskedById",
    q.approver_duty AS "approverDuty", q.state, q.version, q.created_at AS "createdAt", k.code, p.name AS product,
    k.color, k.size, l.code AS location, ${ageOf(now)} AS age,
    (SELECT s.number FROM shipments s WHERE s.id = q.shipment_id) AS "shipmentNumber",
    (SELECT d.number FROM deliveries d WHERE d.id = q.delivery_id) AS "deliveryNumber",
    (SELECT r.number FROM returns r WHERE r.id = q.return_id AND ${seesReturn(actor)}) AS "returnNumber",
    (SELECT u.name FROM suppliers u WHERE u.id = q.supplier_id) AS supplier,
    (SELECT a.name FROM people a WHERE a.id = q.write_off_asked_by_id) AS "askedByName",
    (SELECT x.name FROM history y JOIN people x ON x.id = y.person_id
      WHERE y.noun = 'warehouse/quarantines' AND y.subject_id = q.id AND y.deed = 'create' LIMIT 1) AS "reporterName"
  FROM quarantine_cases q JOIN skus k ON k.id = q.sku_id JOIN products p ON p.id = k.product_id
    JOIN locations l ON l.id = q.location_id`

/** Shanghai days between the day of setting apart and today. */
const ageOf = (now: Date): Prisma.Sql => Prisma.sql`
  (${dayOf(now)}::date - (q.created_at AT TIME ZONE 'Asia/Shanghai')::date)`

/** The parts of the list; each is a tab. */
export const PARTS = ['open', 'asked', 'decided'] as const
export type Part = (typeof PARTS)[number]

const partOf = (part: Part): Prisma.Sql =>
  part === 'asked'
    ? Prisma.sql`q.state = 'WRITE_OFF_ASKED'`
    : part === 'open'
      ? Prisma.sql`q.state IN ('OPEN', 'REWORKING', 'WRITE_OFF_ASKED')`
      : Prisma.sql`q.state NOT IN ('OPEN', 'REWORKING', 'WRITE_OFF_ASKED')`

export interface QuarantineFilter {
  part: Part
  /** Beginning of the number or of the SKU's code. */
  search?: string
}

/** A page of cases: what waits with the oldest first, what is decided with the newest. `size` is larger for exports only. */
export async function listQuarantines(
  actor: Actor,
  { part, search }: QuarantineFilter,
  at: Date,
  cursorText?: string,
  size = PAGE_SIZE,
): Promise<Page<QuarantineRow>> {
  const conditions = [visibleTo(actor), partOf(part)]
  if (search) {
    conditions.push(
      Prisma.sql`(q.number LIKE ${beginning(search.toUpperCase())} OR k.code LIKE ${beginning(search)})`,
    )
  }
  return keyPage<QuarantineRow>(
    [{ sql: Prisma.sql`q.id`, kind: 'number', of: (row) => row.id }],
    part === 'decided',
    { cursor: cursorText, size },
    (cut) => db.$queryRaw<QuarantineRow[]>`
      ${select(actor, at)} WHERE ${Prisma.join(conditions, ' AND ')} ${cut.beyond} ${cut.order} ${cut.limit}`,
  )
}

/** How much lies in quarantine by its age, in pieces and cases. */
export interface Ageing {
  cases: number
  pieces: number
  /** Of an age from which it's old, and too old. */
  old: number
  tooOld: number
  /** Days of the oldest; null where nothing lies there. */
  oldest: number | null
}

/** What still lies in quarantine, by the ages that the parameters say. */
export async function ageing(actor: Actor, now: Date, { old, tooOld }: Ages): Promise<Ageing> {
  const [row] = await db.$queryRaw<Ageing[]>`
    SELECT count(*)::int AS cases, coalesce(sum(q.quantity), 0)::int AS pieces, max(${ageOf(now)}) AS oldest,
      coalesce(sum(q.quantity) FILTER (WHERE ${ageOf(now)} >= ${old}), 0)::int AS old,
      coalesce(sum(q.quantity) FILTER (WHERE ${ageOf(now)} >= ${tooOld}), 0)::int AS "tooOld"
    FROM quarantine_cases q WHERE ${visibleTo(actor)} AND ${partOf('open')}`
  return row as Ageing
}

/** From which days on goods that are set apart are old, and too old. */
export interface Ages {
  readonly old: number
  readonly tooOld: number
}

/** The ages in force. */
export async function agesInForce(): Promise<Ages> {
  const rows = await db.parameter.findMany({
    where: { key: { in: [oldAfterDays.key, tooOldAfterDays.key] } },
  })
  const value = (one: Parameter): number => {
    const row = rows.find(({ key }) => key === one.key)
    return row ? valueIn(one, row.value) : one.default
  }
  return { old: value(oldAfterDays), tooOld: value(tooOldAfterDays) }
}

/** How many cases each part holds, one more than `COUNT_LIMIT` at most. */
export function countParts(actor: Actor): Promise<Record<Part, number>> {
  return countEach(
    PARTS,
    (part) => Prisma.sql`quarantine_cases q WHERE ${visibleTo(actor)} AND ${partOf(part)}`,
  )
}

/** @throws NotFound for a case that isn't there */
export async function getQuarantine(actor: Actor, id: number): Promise<QuarantineRow> {
  const [row] = await findQuarantines(actor, [id])
  if (!row) throw new NotFound()
  return row
}

/** The visible ones of some cases. */
export function findQuarantines(actor: Actor, ids: readonly number[]): Promise<QuarantineRow[]> {
  return db.$queryRaw<QuarantineRow[]>`
    ${select(actor, now())} WHERE q.id = ANY(${[...ids]}::int[]) AND ${visibleTo(actor)} ORDER BY q.id`
}

/** From whom goods probably are: who delivered them, else the first choice of their SKU; null where nobody knows. */
export async function probableSupplier({ deliveryId, skuId }: QuarantineCase): Promise<number | null> {
  const [row] = await db.$queryRaw<{ id: number | null }[]>`
    SELECT coalesce((SELECT supplier_id FROM deliveries WHERE id = ${deliveryId}::int),
      (SELECT supplier_id FROM supplier_offers WHERE sku_id = ${skuId} AND preferred AND ended_at IS NULL)) AS id`
  return row?.id ?? null
}

/** What went back to a supplier, newest first; the last twenty. */
export function returnedTo(actor: Actor, supplierId: number): Promise<QuarantineRow[]> {
  return db.$queryRaw<QuarantineRow[]>`
    ${select(actor, now())} WHERE q.supplier_id = ${supplierId} AND ${visibleTo(actor)} ORDER BY q.id DESC LIMIT 20`
}

/** What goods had cost, in fen; null where nobody has said. For those only who may see it. */
export async function worthOf({ skuId, quantity }: QuarantineCase, tx: Tx = db): Promise<number | null> {
  const { costFen } = await tx.sku.findUniqueOrThrow({ where: { id: skuId }, select: { costFen: true } })
  return costFen === null ? null : costFen * quantity
}

/** What a lead may write off alone, in yuan. */
export function writeOffLimit(tx: Tx = db): Promise<number> {
  return parameterValue(tx, writeOffAlone)
}
