import type { Actor } from '../../../actor.ts'
import { db } from '../../../database/client.ts'
import { NotFound } from '../../../errors.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import type { MovementReason } from '../../../generated/prisma/enums.ts'
import type { Cursor, Page } from '../../../lib/paging.ts'
import { PAGE_SIZE, pageOf, readCursor } from '../../../lib/paging.ts'
import { paperOf } from '../movements/queries.ts'
import type { Law } from '../stock/ledger.ts'
import type { Proof } from './policy.ts'
import { visibleTo } from './policy.ts'

/** A run with the name of whoever asked for it; null for the nightly ones. */
export interface ProofRow extends Proof {
  asker: string | null
}

const select = Prisma.sql`
  SELECT p.id, p.number, p.state, p.at, p.milliseconds, p.found, p.asked_by_id AS "askedById", p.version,
    n.name AS asker
  FROM proofs p LEFT JOIN people n ON n.id = p.asked_by_id`

/** A page of runs, newest first. `size` is larger for exports only. */
export async function listProofs(
  actor: Actor,
  cursorText?: string,
  size = PAGE_SIZE,
): Promise<Page<ProofRow>> {
  const cursor = readCursor(cursorText, ['number'])
  const rows = await db.$queryRaw<ProofRow[]>`
    ${select} WHERE ${visibleTo(actor)} ${after(cursor)} LIMIT ${size + 1}`
  return pageOf(rows, size, (row) => [row.id], cursor)
}

function after(cursor: Cursor<[number]> | null): Prisma.Sql {
  if (!cursor) return Prisma.sql`ORDER BY p.id DESC`
  return cursor.direction === 'after'
    ? Prisma.sql`AND p.id < ${cursor.key[0]} ORDER BY p.id DESC`
    : Prisma.sql`AND p.id > ${cursor.key[0]} ORDER BY p.id`
}

/** @throws NotFound for a run that isn't there */
export async function getProof(actor: Actor, id: number): Promise<ProofRow> {
  const [row] = await findProofs(actor, [id])
  if (!row) throw new NotFound()
  return row
}

/** The visible ones of some runs. */
export function findProofs(actor: Actor, ids: readonly number[]): Promise<ProofRow[]> {
  return db.$queryRaw<ProofRow[]>`${select} WHERE p.id = ANY(${[...ids]}::int[]) AND ${visibleTo(actor)}`
}

/** A difference of a run, and until when it wasn't there. */
export interface DifferenceRow {
  id: number
  law: Law
  skuId: number
  sku: string
  locationId: number | null
  location: string | null
  summed: number
  kept: number
  /** The last run before that found this SKU and place right; null: none did. */
  goodAt: Date | null
}

/** The differences of a run, as far as they are kept. */
export function differencesOf(proof: Proof): Promise<DifferenceRow[]> {
  return db.$queryRaw<DifferenceRow[]>`
    SELECT d.id, d.law, d.sku_id AS "skuId", s.code AS sku, d.location_id AS "locationId", l.code AS location, d.summed,
      d.kept, (SELECT max(g.at) FROM proofs g WHERE g.id < d.proof_id AND NOT EXISTS (SELECT 1 FROM proof_differences o
        WHERE o.proof_id = g.id AND o.sku_id = d.sku_id AND o.location_id IS NOT DISTINCT FROM d.location_id)) AS "goodAt"
    FROM proof_differences d JOIN skus s ON s.id = d.sku_id LEFT JOIN locations l ON l.id = d.location_id
    WHERE d.proof_id = ${proof.id} ORDER BY s.code, l.code NULLS FIRST, d.law LIMIT 1000`
}

/** A movement among which the cause of a difference must be. */
export interface SuspectRow {
  id: number
  at: Date
  sku: string
  location: string
  quantity: number
  reason: MovementReason
  noun: string
  subjectId: number
  /** The paper's number; null where it has none, and for a parcel of a shop that the actor doesn't see. */
  paper: string | null
  person: string | null
}

/**
 * The movements of the SKUs and places that differ, since each was right for the last time, newest first; the first 500.
 * A deed takes a minute at most, so what was under way during either run is among them.
 */
export function suspectsOf(actor: Actor, proof: Proof): Promise<SuspectRow[]> {
  return db.$queryRaw<SuspectRow[]>`
    WITH differing AS (
      SELECT DISTINCT d.sku_id, d.location_id, coalesce((SELECT max(g.at) FROM proofs g
        WHERE g.id < d.proof_id AND NOT EXISTS (SELECT 1 FROM proof_differences o WHERE o.proof_id = g.id
          AND o.sku_id = d.sku_id AND o.location_id IS NOT DISTINCT FROM d.location_id)), '-infinity') AS good_at
      FROM proof_differences d WHERE d.proof_id = ${proof.id}
    )
    SELECT DISTINCT m.id::float8 AS id, m.at, s.code AS sku, l.code AS location, m.quantity, m.reason, m.noun,
      m.subject_id AS "subjectId", ${paperOf(actor)} AS paper,
      (SELECT pe.name FROM people pe WHERE pe.id = m.person_id) AS person
    FROM differing d JOIN stock_movements m ON m.sku_id = d.sku_id
        AND (d.location_id IS NULL OR m.location_id = d.location_id)
        AND m.at > d.good_at - interval '1 minute' AND m.at <= ${proof.at}::timestamptz + interval '1 minute'
      JOIN skus s ON s.id = m.sku_id JOIN locations l ON l.id = m.location_id
    ORDER BY id DESC LIMIT 500`
}
