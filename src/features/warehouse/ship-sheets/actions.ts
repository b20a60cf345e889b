import { personOf, seesShop, system } from '../../../actor.ts'
import { FieldError } from '../../../errors.ts'
import { store } from '../../../storage/files.ts'
import type { Act, OpenAct } from '../../../work/act.ts'
import { deed } from '../../../work/act.ts'
import * as door from '../../../work/door.ts'
import { record } from '../../../work/history.ts'
import type { Reaction } from '../../../work/house.ts'
import { closeItems } from '../../../work/items.ts'
import { demand } from '../../../work/nouns.ts'
import { nextNumber } from '../../../work/numbers.ts'
import { handOvers } from '../hand-overs/noun.ts'
import { askForSheets, sheetItem } from '../shipments/actions.ts'
import { shipments } from '../shipments/noun.ts'
import { shipSheets } from './noun.ts'
import type { ShipSheet } from './policy.ts'
import type { SheetRow } from './workbook.ts'
import { MEDIA_TYPE, workbookOf } from './workbook.ts'

/** At most so many parcels go onto one sheet; the platform takes no more rows at once. */
export const SHEET_LIMIT = 1000

/**
 * Writes what has left a shop and is neither confirmed nor on another sheet into a file for the platform: a row for
 * each order. It then waits until the next import of orders says the same numbers.
 * @throws FieldError for a shop that isn't the actor's or has nothing to tell
 */
export function createShipSheet(act: Act, shopId: number): Promise<{ id: number; number: string }> {
  return deed(act, async (act) => {
    demand(shipSheets, act.actor, 'create', null)
    if (!seesShop(act.actor, shopId)) throw new FieldError({ shopId: '请选择您负责的店铺' })
    const parcels = await takeUntold(act, shopId)
    if (parcels.length === 0) throw new FieldError({ shopId: '这个店铺没有要告诉平台的包裹' })
    const ids = parcels.map(({ id }) => id)
    const fileId = await store(await workbookOf(await rowsOf(act, ids)), MEDIA_TYPE, act.at, act.tx)
    const sheet = await door.create(shipSheets, act, {
      number: await nextNumber(act, 'FH'),
      shopId,
      fileId,
      createdById: personOf(act.actor),
      createdAt: act.at,
    })
    await act.tx.shipment.updateMany({ where: { id: { in: ids } }, data: { shipSheetId: sheet.id } })
    await record(
      act,
      ids.map((subjectId) => ({ noun: shipments.key, subjectId, deed: 'sheet', remark: sheet.number })),
    )
    await closeAsked(
      act,
      parcels.flatMap(({ handOverId }) => handOverId ?? []),
      shopId,
    )
    return { id: sheet.id, number: sheet.number }
  })
}

/** Locks the parcels that the platform hasn't been told of; two at once don't get the same ones. */
async function takeUntold(
  act: OpenAct,
  shopId: number,
): Promise<{ id: number; handOverId: number | null }[]> {
  return act.tx.$queryRaw`
    SELECT id, hand_over_id AS "handOverId" FROM shipments
    WHERE shop_id = ${shopId} AND state = 'SHIPPED' AND confirmed_at IS NULL AND ship_sheet_id IS NULL
    ORDER BY id LIMIT ${SHEET_LIMIT} FOR NO KEY UPDATE`
}

async function rowsOf(act: OpenAct, shipmentIds: readonly number[]): Promise<SheetRow[]> {
  return act.tx.$queryRaw<SheetRow[]>`
    SELECT DISTINCT o.platform_order_id AS "orderNumber", coalesce(s.carrier, '') AS carrier,
      s.tracking_number AS "trackingNumber"
    FROM shipments s JOIN shipment_lines l ON l.shipment_id = s.id JOIN order_lines ol ON ol.id = l.order_line_id
      JOIN orders o ON o.id = ol.order_id
    WHERE s.id = ANY(${[...shipmentIds]}::int[]) ORDER BY o.platform_order_id, s.tracking_number`
}

/** Hand-overs of which nothing is left to tell the platform for this shop have no open matter any more. */
async function closeAsked(act: OpenAct, handOverIds: readonly number[], shopId: number): Promise<void> {
  const done = await act.tx.$queryRaw<{ id: number }[]>`
    SELECT h.id FROM hand_overs h WHERE h.id = ANY(${[...new Set(handOverIds)]}::int[])
      AND NOT EXISTS (SELECT 1 FROM shipments s WHERE s.hand_over_id = h.id AND s.shop_id = ${shopId}
        AND s.confirmed_at IS NULL AND s.ship_sheet_id IS NULL)`
  await closeItems(act, {
    noun: handOvers.key,
    subjectIds: done.map(({ id }) => id),
    kind: sheetItem(shopId),
    outcome: 'create-sheet',
  })
}

/** Takes a sheet back that wasn't uploaded: its parcels can be put onto another one. */
export function voidShipSheet(act: Act, sheet: ShipSheet, remark: string | null): Promise<void> {
  return deed(act, async (act) => {
    await door.move(shipSheets, act, sheet, 'void', {}, { remark })
    const parcels = await act.tx.shipment.findMany({ where: { shipSheetId: sheet.id, confirmedAt: null } })
    await act.tx.shipment.updateMany({
      where: { id: { in: parcels.map(({ id }) => id) } },
      data: { shipSheetId: null },
    })
    await askForSheets(act, parcels)
  })
}

/** After the platform has confirmed parcels: sheets of which all are confirmed, and hand-overs with nothing to tell. */
async function afterConfirm(act: OpenAct, shipmentIds: readonly number[]): Promise<void> {
  const confirmed = await act.tx.shipment.findMany({
    where: { id: { in: [...shipmentIds] } },
    select: { shipSheetId: true, handOverId: true, shopId: true },
  })
  const sheets = await act.tx.shipSheet.findMany({
    where: {
      id: { in: confirmed.flatMap(({ shipSheetId }) => shipSheetId ?? []) },
      state: 'WAITING',
      shipments: { none: { confirmedAt: null } },
    },
  })
  await door.moveAll(shipSheets, { ...act, actor: system('shipping') }, sheets, 'confirm')
  for (const shopId of new Set(confirmed.map((one) => one.shopId))) {
    const handOverIds = confirmed.flatMap((one) => (one.shopId === shopId ? (one.handOverId ?? []) : []))
    await closeAsked(act, handOverIds, shopId)
  }
}

/** Sheets follow their parcels. For the table of reactions. */
export const shipSheetReactions: readonly Reaction[] = ['confirm', 'settle'].map((deed) => ({
  noun: shipments.key,
  deed,
  run: (act, rows) =>
    afterConfirm(
      act,
      rows.map(({ id }) => id),
    ),
}))
