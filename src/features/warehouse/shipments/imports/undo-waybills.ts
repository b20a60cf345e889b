import type { Tx } from '../../../../database/client.ts'
import { Prisma } from '../../../../generated/prisma/client.ts'
import type { Import } from '../../../orders/imports/policy.ts'
import type { Undoing } from '../../../orders/imports/engine/undoing.ts'
import { shipments } from '../noun.ts'

/** Parcels `s` that still have the label that an import has bound. */
const stillBound = (row: Import): Prisma.Sql => Prisma.sql`
  shipments s JOIN history h ON h.at = ${row.finishedAt} AND h.noun = ${shipments.key} AND h.deed = 'import'
    AND h.remark = ${row.number} AND h.subject_id = s.id AND s.tracking_number = h.changes #>> '{trackingNumber,1}'`

async function plan(tx: Tx, row: Import): Promise<void> {
  await tx.$executeRaw`SELECT s.id FROM ${stillBound(row)} ORDER BY s.id FOR NO KEY UPDATE OF s`
}

async function whyNot(tx: Tx, row: Import): Promise<string | null> {
  const [packed] = await tx.$queryRaw<{ number: string; label: string }[]>`
    SELECT s.number, s.tracking_number AS label FROM ${stillBound(row)} WHERE s.packed_at IS NOT NULL ORDER BY s.id LIMIT 1`
  return packed ? `发货单 ${packed.number} 已用运单号 ${packed.label} 打包` : null
}

async function remove(tx: Tx, row: Import): Promise<void> {
  await tx.$executeRaw`
    UPDATE shipments SET tracking_number = NULL, carrier = NULL, version = version + 1
    WHERE id IN (SELECT s.id FROM ${stillBound(row)})`
}

/** The labels are free again; everything else about the parcels has a life of its own and stays. */
export const undoWaybills: Undoing = { noun: shipments.key, tables: [], plan, whyNot, remove }
