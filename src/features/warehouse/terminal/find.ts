import type { TerminalActor } from '../../../actor.ts'
import type { Tx } from '../../../database/client.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import type { OpenAct } from '../../../work/act.ts'
import { isBadgeCode } from '../badges/codes.ts'
import { placeToCount } from '../counts/queries.ts'
import { waybill } from '../shipments/carriers.ts'
import { visibleTo } from '../shipments/policy.ts'
import { spellings, typedNumber } from './codes.ts'
import { commandOf } from './commands.ts'
import type {
  Found,
  Goods,
  DeliveryFound,
  ParcelFound,
  PlaceFound,
  Reading,
  WaveFound,
} from './interpret/reading.ts'

/** Everything that can be said about a code by itself: a handful of statements, each by index. */
export async function readingOf(
  { tx, at }: Pick<OpenAct, 'tx' | 'at'>,
  actor: TerminalActor,
  code: string,
): Promise<Reading> {
  const command = commandOf(code)
  const number = typedNumber(code)
  const badge = isBadgeCode(code.toUpperCase())
  const known = command !== null || number !== null || badge
  return { code, command, number, badge, found: known ? null : await find(tx, actor, code, at) }
}

/** Goods first, because most scans are goods; then papers, then shelves. */
async function find(tx: Tx, actor: TerminalActor, code: string, at: Date): Promise<Found | null> {
  const goods = await findGoods(tx, code)
  if (goods) return { kind: 'goods', ...goods }
  const parcel = await findParcel(tx, actor, code)
  if (parcel) return { kind: 'parcel', ...parcel }
  const wave = await findWave(tx, code)
  if (wave) return { kind: 'wave', ...wave }
  const delivery = await findDelivery(tx, code)
  if (delivery) return { kind: 'delivery', ...delivery }
  const place = await findPlace(tx, actor, code, at)
  return place ? { kind: 'place', ...place } : null
}

/** A SKU's barcode or carton code; or its own code, which our labels bear, for one piece. */
async function findGoods(tx: Tx, code: string): Promise<Goods | undefined> {
  const written = spellings(code)
  const [goods] = await tx.$queryRaw<Goods[]>`
    SELECT s.id AS "skuId", s.code, concat_ws(' ', p.name, s.color, s.size) AS name, k.quantity,
      EXISTS (SELECT 1 FROM stock_balances b JOIN locations l ON l.id = b.location_id AND l.kind = 'QUARANTINE'
        WHERE b.sku_id = s.id AND b.quantity > 0)
      AND NOT EXISTS (SELECT 1 FROM stock_balances b JOIN locations l ON l.id = b.location_id AND l.kind = 'STORAGE'
        WHERE b.sku_id = s.id AND b.quantity > 0) AS quarantined
    FROM (
      SELECT sku_id, quantity, array_position(${written}::text[], code) AS rank FROM barcodes
      WHERE code = ANY(${written}::text[])
      UNION ALL
      SELECT id, 1, 100 + array_position(${written}::text[], code) FROM skus WHERE code = ANY(${written}::text[])
    ) AS k JOIN skus s ON s.id = k.sku_id JOIN products p ON p.id = s.product_id
    ORDER BY k.rank LIMIT 1`
  return goods
}

async function findParcel(tx: Tx, actor: TerminalActor, code: string): Promise<ParcelFound | undefined> {
  const written = spellings(code)
  const label = waybill(code)
  const [parcel] = await tx.$queryRaw<ParcelFound[]>`
    SELECT sh.id, sh.number, sh.state, sh.warning, sh.carrier,
      CASE WHEN sh.number = ANY(${written}::text[]) THEN 'number' ELSE 'waybill' END AS by,
      (SELECT d.name || '（' || p.name || '）' FROM terminal_sessions t
        JOIN terminal_devices d ON d.id = t.device_id JOIN people p ON p.id = t.person_id
        WHERE (t.hand->'open'->>'pack')::int = sh.id AND t.ended_at IS NULL AND t.device_id <> ${actor.deviceId} LIMIT 1) AS "openAt"
    FROM shipments sh
    WHERE (sh.number = ANY(${written}::text[])
      OR ${label === null ? Prisma.sql`FALSE` : Prisma.sql`sh.tracking_number = ${label}`})
      AND ${visibleTo(actor)}
    ORDER BY sh.number = ANY(${written}::text[]) DESC LIMIT 1`
  return parcel
}

async function findWave(tx: Tx, code: string): Promise<WaveFound | undefined> {
  const [wave] = await tx.$queryRaw<WaveFound[]>`
    SELECT w.id, w.number, w.state, w.picker_id AS "pickerId", p.name AS "pickerName"
    FROM waves w LEFT JOIN people p ON p.id = w.picker_id WHERE w.number = ANY(${spellings(code)}::text[]) LIMIT 1`
  return wave
}

async function findDelivery(tx: Tx, code: string): Promise<DeliveryFound | undefined> {
  const [delivery] = await tx.$queryRaw<DeliveryFound[]>`
    SELECT id, number, state FROM deliveries WHERE number = ANY(${spellings(code)}::text[]) LIMIT 1`
  return delivery
}

async function findPlace(
  tx: Tx,
  actor: TerminalActor,
  code: string,
  at: Date,
): Promise<PlaceFound | undefined> {
  const [place] = await tx.$queryRaw<Omit<PlaceFound, 'count'>[]>`
    SELECT id, code, kind = 'STORAGE' AS storage, goods_class AS "goodsClass" FROM locations
    WHERE code = ANY(${spellings(code)}::text[]) AND archived_at IS NULL LIMIT 1`
  return place && { ...place, count: await placeToCount(tx, place.id, actor.personId, at) }
}
