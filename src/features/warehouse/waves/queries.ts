import type { Actor } from '../../../actor.ts'
import { db } from '../../../database/client.ts'
import { countEach } from '../../../database/count-each.ts'
import { NotFound } from '../../../errors.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import type { Cursor, Page } from '../../../lib/paging.ts'
import { PAGE_SIZE, pageOf, readCursor } from '../../../lib/paging.ts'
import { beginning } from '../../../lib/search.ts'
import { visibleTo as visibleShipments } from '../shipments/policy.ts'
import type { Wave } from './policy.ts'
import { visibleTo } from './policy.ts'
import type { Waiting } from './propose.ts'

/** A wave with how far it is. */
export interface WaveRow extends Wave {
  pickerName: string | null
  parcels: number
  /** Parcels whose goods are at the packing table. */
  picked: number
  pieces: number
}

const select = Prisma.sql`
  SELECT w.id, w.number, w.state, w.picker_id AS "pickerId", w.ship_by AS "shipBy", w.note, w.version,
    w.created_at AS "createdAt", p.name AS "pickerName", c.parcels, c.picked, c.pieces
  FROM waves w LEFT JOIN people p ON p.id = w.picker_id
    CROSS JOIN LATERAL (
      SELECT count(*)::int AS parcels, count(*) FILTER (WHERE s.picked_at IS NOT NULL)::int AS picked,
        coalesce(sum((SELECT sum(l.quantity) FROM shipment_lines l WHERE l.shipment_id = s.id)), 0)::int AS pieces
      FROM shipments s WHERE s.wave_id = w.id) c`

/** The parts of the list; each is a tab. */
export const PARTS = ['picking', 'picked', 'cancelled'] as const
export type Part = (typeof PARTS)[number]

const partOf = (part: Part): Prisma.Sql => Prisma.sql`w.state = ${part.toUpperCase()}::"WaveState"`

/** A page of waves, newest first. */
export async function listWaves(
  actor: Actor,
  { part, search }: { part: Part; search?: string },
  cursorText?: string,
  size = PAGE_SIZE,
): Promise<Page<WaveRow>> {
  const cursor = readCursor(cursorText, ['number'])
  const like = search ? Prisma.sql`AND w.number LIKE ${beginning(search.toUpperCase())}` : Prisma.empty
  const rows = await db.$queryRaw<WaveRow[]>`
    ${select} WHERE ${visibleTo(actor)} AND ${partOf(part)} ${like} ${after(cursor)} LIMIT ${size + 1}`
  return pageOf(rows, size, (row) => [row.id], cursor)
}

function after(cursor: Cursor<[number]> | null): Prisma.Sql {
  if (!cursor) return Prisma.sql`ORDER BY w.id DESC`
  return cursor.direction === 'after'
    ? Prisma.sql`AND w.id < ${cursor.key[0]} ORDER BY w.id DESC`
    : Prisma.sql`AND w.id > ${cursor.key[0]} ORDER BY w.id`
}

/** How many waves each part holds, one more than `COUNT_LIMIT` at most. */
export function countParts(actor: Actor): Promise<Record<Part, number>> {
  return countEach(PARTS, (part) => Prisma.sql`waves w WHERE ${visibleTo(actor)} AND ${partOf(part)}`)
}

/** @throws NotFound for a wave that isn't there or isn't for the actor's eyes */
export async function getWave(actor: Actor, id: number): Promise<WaveRow> {
  const [row] = await findWaves(actor, [id])
  if (!row) throw new NotFound()
  return row
}

/** The visible ones of some waves. */
export function findWaves(actor: Actor, ids: readonly number[]): Promise<WaveRow[]> {
  return db.$queryRaw<WaveRow[]>`
    ${select} WHERE w.id = ANY(${[...ids]}::int[]) AND ${visibleTo(actor)} ORDER BY w.id`
}

/** Pieces of a SKU to be taken from a location for a parcel. */
export interface PickRow {
  zone: string
  location: string
  code: string
  product: string
  color: string | null
  size: string | null
  shipmentId: number
  quantity: number
}

/** What is to be fetched for a wave, in the order of the walk. */
export function picksOf(waveId: number): Promise<PickRow[]> {
  return db.$queryRaw<PickRow[]>`
    SELECT c.zone, c.code AS location, k.code, p.name AS product, k.color, k.size, sh.id AS "shipmentId",
      sum(a.quantity)::int AS quantity
    FROM shipments sh JOIN shipment_lines l ON l.shipment_id = sh.id
      JOIN pick_allocations a ON a.shipment_line_id = l.id JOIN locations c ON c.id = a.location_id
      JOIN skus k ON k.id = a.sku_id JOIN products p ON p.id = k.product_id
    WHERE sh.wave_id = ${waveId}
    GROUP BY c.zone, c.code, k.code, p.name, k.color, k.size, sh.id
    ORDER BY c.zone, c.code, k.code, sh.id`
}

/** At most so many waiting parcels are looked at for proposals, the most urgent ones. */
export const PROPOSED = 2000

/** Parcels of the actor's shops that wait for their wave. */
export function waitingParcels(actor: Actor): Promise<Waiting[]> {
  return db.$queryRaw<Waiting[]>`
    SELECT sh.id, sh.ship_by AS "shipBy", g.pieces, g.kinds,
      CASE WHEN g.products = 1 THEN g.product END AS product,
      CASE WHEN g.products = 1 AND g.colors = 1 THEN g.color END AS color
    FROM shipments sh CROSS JOIN LATERAL (
      SELECT sum(l.quantity)::int AS pieces, count(DISTINCT l.sku_id)::int AS kinds,
        count(DISTINCT k.product_id)::int AS products, count(DISTINCT coalesce(k.color, ''))::int AS colors,
        min(p.code || ' ' || p.name) AS product, min(k.color) AS color
      FROM shipment_lines l JOIN skus k ON k.id = l.sku_id JOIN products p ON p.id = k.product_id
      WHERE l.shipment_id = sh.id) g
    WHERE sh.state = 'READY' AND ${visibleShipments(actor)} ORDER BY sh.ship_by, sh.id LIMIT ${PROPOSED}`
}
