import type { Actor } from '../../../actor.ts'
import { db } from '../../../database/client.ts'
import { countEach } from '../../../database/count-each.ts'
import type { KeyColumn, Orders } from '../../../database/keyset.ts'
import { keyPage } from '../../../database/keyset.ts'
import { NotFound } from '../../../errors.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import { HOUR_MS, plus } from '../../../lib/dates.ts'
import type { Page, Sorting } from '../../../lib/paging.ts'
import { PAGE_SIZE } from '../../../lib/paging.ts'
import { beginning } from '../../../lib/search.ts'
import type { Shipment } from './policy.ts'
import { visibleTo } from './policy.ts'

/** A parcel with what a list shows of it. */
export interface ShipmentRow extends Shipment {
  shopName: string
  waveNumber: string | null
  packerName: string | null
  pieces: number
  checked: number
  /** Distinct SKUs. */
  kinds: number
  /** At most three order numbers; `orderCount` says how many there are. */
  orderNumbers: string[]
  orderCount: number
  /** Code, and colour and size, of the first SKU. */
  goods: string
}

const columns = Prisma.sql`
  sh.id, sh.number, sh.shop_id AS "shopId", sh.state, sh.ship_by AS "shipBy", sh.join_hash AS "joinHash",
  sh.wave_id AS "waveId", sh.carrier, sh.tracking_number AS "trackingNumber", sh.warning, sh.picked_at AS "pickedAt",
  sh.packed_at AS "packedAt", sh.packed_by_id AS "packedById", sh.hand_over_id AS "handOverId",
  sh.shipped_at AS "shippedAt", sh.ship_sheet_id AS "shipSheetId", sh.confirmed_at AS "confirmedAt", sh.version,
  sh.created_at AS "createdAt"`

/** The rows of a list: chosen and ordered first, so that only what is shown is looked up elsewhere. */
const select = (rows: Prisma.Sql): Prisma.Sql => Prisma.sql`
  SELECT ${columns}, s.name AS "shopName", w.number AS "waveNumber", p.name AS "packerName",
    coalesce(g.pieces, 0) AS pieces, coalesce(g.checked, 0) AS checked, coalesce(g.kinds, 0) AS kinds,
    coalesce(g.goods, '') AS goods, coalesce(n.numbers[1:3], '{}') AS "orderNumbers",
    coalesce(array_length(n.numbers, 1), 0) AS "orderCount"
  FROM (SELECT sh.* FROM shipments sh ${rows}) sh JOIN shops s ON s.id = sh.shop_id LEFT JOIN waves w ON w.id = sh.wave_id
    LEFT JOIN people p ON p.id = sh.packed_by_id
    CROSS JOIN LATERAL (
      SELECT sum(l.quantity)::int AS pieces, sum(l.checked)::int AS checked, count(DISTINCT l.sku_id)::int AS kinds,
        min(concat_ws(' ', k.code, k.color, k.size)) AS goods
      FROM shipment_lines l JOIN skus k ON k.id = l.sku_id WHERE l.shipment_id = sh.id) g
    CROSS JOIN LATERAL (
      SELECT array_agg(DISTINCT o.platform_order_id) AS numbers
      FROM shipment_lines l JOIN order_lines ol ON ol.id = l.order_line_id JOIN orders o ON o.id = ol.order_id
      WHERE l.shipment_id = sh.id) n`

/** The parts of the list; each is a tab. */
export const PARTS = [
  'open',
  'late',
  'ready',
  'out-of-stock',
  'picking',
  'picked',
  'packed',
  'stopped',
  'shipped',
  'cancelled',
] as const
export type Part = (typeof PARTS)[number]

/** So near to its ship-by time, or past it, a parcel stands in the list of urgent ones. */
export const URGENT_MS = 8 * HOUR_MS

export interface ShipmentFilter {
  part: Part
  /** Beginning of our number; or a whole waybill or order number. */
  search?: string
  shopId?: number
  carrier?: string
  waveId?: number
  /** Only shipped parcels that the platform hasn't confirmed. */
  unconfirmed?: boolean
  sorting?: Sorting<keyof typeof ORDERS>
}

const OPEN = Prisma.sql`sh.state NOT IN ('SHIPPED', 'CANCELLED')`
const stateOf = (part: Part): string => part.toUpperCase().replaceAll('-', '_')

/** Where the list shows the parcels that have work items of a kind; beside the states it's only doubtful waybills. */
export function listOf(kind: string): string {
  const part = PARTS.find((one) => stateOf(one) === kind)
  return `/warehouse/shipments?part=${part ?? 'shipped&confirmed=no'}`
}

function partOf(part: Part, now: Date): Prisma.Sql {
  if (part === 'open') return OPEN
  if (part === 'late') return Prisma.sql`${OPEN} AND sh.ship_by < ${plus(now, URGENT_MS)}`
  // Written out, not as a parameter, so that the partial indexes of open and cancelled parcels fit.
  const state = Prisma.raw(`sh.state = '${stateOf(part)}'`)
  return part === 'shipped' || part === 'cancelled' ? state : Prisma.sql`${OPEN} AND ${state}`
}

function where(actor: Actor, filter: ShipmentFilter, now: Date): Prisma.Sql {
  const { part, search, shopId, carrier, waveId, unconfirmed } = filter
  const conditions = [visibleTo(actor), partOf(part, now)]
  if (search) conditions.push(found(search))
  if (shopId) conditions.push(Prisma.sql`sh.shop_id = ${shopId}`)
  if (carrier) conditions.push(Prisma.sql`sh.carrier = ${carrier}`)
  if (waveId) conditions.push(Prisma.sql`sh.wave_id = ${waveId}`)
  if (unconfirmed) conditions.push(Prisma.sql`sh.confirmed_at IS NULL`)
  return Prisma.join(conditions, ' AND ')
}

/** Our own numbers have their index; what others number is looked up first, in each of the few shops. */
function found(search: string): Prisma.Sql {
  const text = search.toUpperCase()
  if (/^CK\d/.test(text)) return Prisma.sql`sh.number LIKE ${beginning(text)}`
  return Prisma.sql`sh.id = ANY(ARRAY(
    SELECT id FROM shipments WHERE tracking_number = ${text}
    UNION SELECT l.shipment_id FROM shops x JOIN orders o ON o.shop_id = x.id AND o.platform_order_id = ${search}
      JOIN order_lines ol ON ol.order_id = o.id JOIN shipment_lines l ON l.order_line_id = ol.id))`
}

const id: KeyColumn<ShipmentRow> = { sql: Prisma.sql`sh.id`, kind: 'number', of: (row) => row.id }
/** What the list can be sorted by. What hasn't left comes after all that has. */
export const ORDERS = {
  number: [id],
  due: [{ sql: Prisma.sql`sh.ship_by`, kind: 'moment', of: (row) => row.shipBy }, id],
  shipped: [
    {
      sql: Prisma.sql`sh.shipped_at`,
      kind: 'moment?',
      of: (row) => row.shippedAt,
      absent: Prisma.sql`'infinity'::timestamptz`,
    },
    id,
  ],
} satisfies Orders<ShipmentRow>

/** Open parcels by urgency, ended ones newest first. */
export function usualOf(part: Part): Sorting<keyof typeof ORDERS> {
  return part === 'shipped' || part === 'cancelled'
    ? { by: 'number', descending: true }
    : { by: 'due', descending: false }
}

/** A page of parcels. `size` is larger for exports only. */
export function listShipments(
  actor: Actor,
  filter: ShipmentFilter,
  now: Date,
  cursor?: string,
  size = PAGE_SIZE,
): Promise<Page<ShipmentRow>> {
  const { by, descending } = filter.sorting ?? usualOf(filter.part)
  return keyPage<ShipmentRow>(ORDERS[by], descending, { cursor, size }, ({ beyond, order, limit }) => {
    const chosen = Prisma.sql`WHERE ${where(actor, filter, now)} ${beyond} ${order} ${limit}`
    return db.$queryRaw<ShipmentRow[]>`${select(chosen)} ${order}`
  })
}

/** How many parcels each part holds, one more than `COUNT_LIMIT` at most. */
export function countParts(actor: Actor, now: Date): Promise<Record<Part, number>> {
  return countEach(
    PARTS,
    (part) => Prisma.sql`shipments sh WHERE ${visibleTo(actor)} AND ${partOf(part, now)}`,
  )
}

/** @throws NotFound for a parcel that isn't there or isn't for the actor's eyes */
export async function getShipment(actor: Actor, id: number): Promise<ShipmentRow> {
  const [row] = await findShipments(actor, [id])
  if (!row) throw new NotFound()
  return row
}

/** The visible ones of some parcels, in the order of their ids. */
export function findShipments(actor: Actor, ids: readonly number[]): Promise<ShipmentRow[]> {
  return db.$queryRaw<ShipmentRow[]>`
    ${select(Prisma.sql`WHERE sh.id = ANY(${[...ids]}::int[]) AND ${visibleTo(actor)}`)} ORDER BY sh.id`
}

/** The visible parcels that hold lines of an order, in the order of their ids. */
export function shipmentsOfOrder(actor: Actor, orderId: number): Promise<ShipmentRow[]> {
  return db.$queryRaw<ShipmentRow[]>`
    ${select(Prisma.sql`WHERE ${visibleTo(actor)} AND sh.id IN (
      SELECT l.shipment_id FROM shipment_lines l JOIN order_lines ol ON ol.id = l.order_line_id
      WHERE ol.order_id = ${orderId}) ORDER BY sh.id LIMIT 50`)} ORDER BY sh.id`
}

/** All visible parcels of a wave, a hand-over or a batch-ship sheet, in the order of their ids. */
export function shipmentsOf(
  actor: Actor,
  paper: { waveId: number } | { handOverId: number } | { shipSheetId: number },
): Promise<ShipmentRow[]> {
  const on =
    'waveId' in paper
      ? Prisma.sql`sh.wave_id = ${paper.waveId}`
      : 'handOverId' in paper
        ? Prisma.sql`sh.hand_over_id = ${paper.handOverId}`
        : Prisma.sql`sh.ship_sheet_id = ${paper.shipSheetId}`
  return db.$queryRaw<ShipmentRow[]>`
    ${select(Prisma.sql`WHERE ${on} AND ${visibleTo(actor)} ORDER BY sh.id LIMIT 2000`)} ORDER BY sh.id`
}

/** The visible parcel with one of our numbers or a waybill's; null for none. */
export async function shipmentBehind(actor: Actor, text: string): Promise<ShipmentRow | null> {
  const plain = text.normalize('NFKC').trim().toUpperCase()
  const [row] = await db.$queryRaw<ShipmentRow[]>`
    ${select(Prisma.sql`WHERE (sh.number = ${plain} OR sh.tracking_number = ${plain}) AND ${visibleTo(actor)} LIMIT 1`)}`
  return row ?? null
}
