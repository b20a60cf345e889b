import type { Actor } from '../../../actor.ts'
import { db } from '../../../database/client.ts'
import type { PhotoRow } from '../../../work/photos.ts'
import { photosOf } from '../../../work/photos.ts'
import type { LineRow, ScanRow } from './contents.ts'
import { linesOf } from './contents.ts'
import { shipments } from './noun.ts'
import type { ShipmentRow } from './queries.ts'
import { getShipment } from './queries.ts'

/** How a parcel was packed: who, where, when, and every pull of the trigger. */
export interface PackingEvidence {
  readonly row: ShipmentRow
  readonly lines: readonly LineRow[]
  /** All scans of the parcel in the order in which they were made, hand-over included. */
  readonly scans: readonly ScanRow[]
  readonly firstScanAt: Date | null
  readonly lastScanAt: Date | null
  /** Whoever held the gun, and at which terminals. */
  readonly people: readonly string[]
  readonly devices: readonly string[]
  /** Scans that the terminal refused. */
  readonly refused: number
  readonly photos: readonly PhotoRow[]
}

/** More scans than that, no parcel ever had. */
const MOST_SCANS = 5000

/**
 * The evidence of how a parcel was packed, for its page, and for whoever must answer a complaint about it.
 * @throws NotFound for a parcel that isn't there or isn't for the actor's eyes
 */
export async function packingEvidence(actor: Actor, shipmentId: number): Promise<PackingEvidence> {
  const row = await getShipment(actor, shipmentId)
  const [lines, scans, photos] = await Promise.all([
    linesOf([row.id]),
    allScans(row.id),
    photosOf(shipments.key, row.id),
  ])
  return {
    row,
    lines,
    scans,
    firstScanAt: scans[0]?.scannedAt ?? null,
    lastScanAt: scans.at(-1)?.scannedAt ?? null,
    people: [...new Set(scans.map(({ personName }) => personName))],
    devices: [...new Set(scans.map(({ deviceName }) => deviceName))],
    refused: scans.filter(({ wrong }) => wrong).length,
    photos,
  }
}

function allScans(shipmentId: number): Promise<ScanRow[]> {
  return db.$queryRaw<ScanRow[]>`
    SELECT c.id::text, c.scanned_at AS "scannedAt", c.code, concat_ws('：', c.outcome->>'title', c.outcome->>'text') AS answer,
      c.outcome->>'tone' = 'wrong' AS wrong, p.name AS "personName", d.name AS "deviceName"
    FROM scans c JOIN people p ON p.id = c.person_id JOIN terminal_devices d ON d.id = c.device_id
    WHERE c.noun = ${shipments.key} AND c.subject_id = ${shipmentId}
    ORDER BY c.at, c.scanned_at, c.id LIMIT ${MOST_SCANS}`
}
