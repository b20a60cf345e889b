import type { Actor } from '../../../actor.ts'
import { db } from '../../../database/client.ts'
import type { KeyColumn } from '../../../database/keyset.ts'
import { keyPage } from '../../../database/keyset.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import type { MovementReason } from '../../../generated/prisma/enums.ts'
import type { Day } from '../../../lib/dates.ts'
import { addDays, moment } from '../../../lib/dates.ts'
import type { Page } from '../../../lib/paging.ts'
import { PAGE_SIZE } from '../../../lib/paging.ts'
import { visibleTo as seesImport } from '../../orders/imports/policy.ts'
import { visibleTo as seesHandOver } from '../hand-overs/policy.ts'
import { visibleTo as seesReturn } from '../returns/policy.ts'
import { visibleTo as seesShipment } from '../shipments/policy.ts'
import { visibleTo } from './policy.ts'

/** A line of the ledger, with the paper that caused it and who did it where. */
export interface MovementRow {
  id: number
  at: Date
  skuId: number
  sku: string
  locationId: number
  location: string
  quantity: number
  reason: MovementReason
  noun: string
  subjectId: number
  /** The paper's number; null where it has none, and for a parcel of a shop that the actor doesn't see. */
  paper: string | null
  person: string | null
  device: string | null
}

export interface MovementFilter {
  skuId?: number
  /** A SKU's code or barcode. */
  sku?: string
  /** A location's code. */
  location?: string
  reason?: MovementReason
  /** A paper's whole number. */
  paper?: string
  /** A person's name or employee number. */
  person?: string
  /** First and last Shanghai day. */
  from?: Day | undefined
  to?: Day | undefined
}

interface PaperTable {
  readonly table: string
  /** As the condition calls it. */
  readonly alias: string
  /** Which of its papers the actor sees; all, where it's absent. */
  readonly sees?: (actor: Actor) => Prisma.Sql
}

/** Papers that move goods, by their nouns, and where their numbers stand. */
const PAPERS: Readonly<Record<string, PaperTable>> = {
  'warehouse/receipts': { table: 'receipts', alias: 're' },
  'warehouse/shipments': { table: 'shipments', alias: 'sh', sees: seesShipment },
  'warehouse/hand-overs': { table: 'hand_overs', alias: 'h', sees: seesHandOver },
  'warehouse/quarantines': { table: 'quarantine_cases', alias: 'qu' },
  'warehouse/counts': { table: 'counts', alias: 'co' },
  'warehouse/returns': { table: 'returns', alias: 'r', sees: seesReturn },
  'orders/imports': { table: 'imports', alias: 'i', sees: seesImport },
}

/**
 * What is typed is looked up once, so that the ledger is read by the index of SKU, location, reason, person or paper, each in
 * the order of time.
 */
function where(actor: Actor, filter: MovementFilter): Prisma.Sql {
  const { skuId, sku, location, reason, paper, person, from, to } = filter
  const conditions = [visibleTo(actor)]
  if (skuId !== undefined) conditions.push(Prisma.sql`m.sku_id = ${skuId}`)
  if (sku) {
    conditions.push(Prisma.sql`m.sku_id = coalesce((SELECT x.id FROM skus x WHERE x.code = ${sku}),
      (SELECT x.sku_id FROM barcodes x WHERE x.code = ${sku}))`)
  }
  if (location) {
    conditions.push(
      Prisma.sql`m.location_id = (SELECT x.id FROM locations x WHERE x.code = ${location.toUpperCase()})`,
    )
  }
  if (reason) conditions.push(Prisma.sql`m.reason = ${reason}::"MovementReason"`)
  if (paper) conditions.push(Prisma.sql`(m.noun, m.subject_id) IN (${papersOf(paper.toUpperCase())})`)
  if (person) {
    conditions.push(Prisma.sql`m.person_id = ANY(ARRAY(
      SELECT x.id FROM people x WHERE x.name = ${person} OR x.employee_number = ${person}))`)
  }
  if (from) conditions.push(Prisma.sql`m.at >= ${moment(from)}`)
  if (to) conditions.push(Prisma.sql`m.at < ${moment(addDays(to, 1))}`)
  return Prisma.join(conditions, ' AND ')
}

function papersOf(number: string): Prisma.Sql {
  return Prisma.join(
    Object.entries(PAPERS).map(
      ([noun, { table }]) =>
        Prisma.sql`SELECT ${noun}, x.id FROM ${Prisma.raw(table)} x WHERE x.number = ${number}`,
    ),
    ' UNION ALL ',
  )
}

const at: KeyColumn<MovementRow> = { sql: Prisma.sql`m.at`, kind: 'moment', of: (row) => row.at }
const id: KeyColumn<MovementRow> = { sql: Prisma.sql`m.id`, kind: 'number', of: (row) => row.id }

/**
 * The number of the paper of a movement `m`; null where it has none or belongs to a shop that the actor doesn't see. Looked
 * up row by row: with a join for each table, planning took longer than reading.
 */
export function paperOf(actor: Actor): Prisma.Sql {
  const cases = Object.entries(PAPERS).map(([noun, { table, alias, sees }]) => {
    const paper = Prisma.raw(alias)
    return Prisma.sql`WHEN ${Prisma.raw(`'${noun}'`)} THEN (SELECT ${paper}.number FROM ${Prisma.raw(table)} ${paper}
      WHERE ${paper}.id = m.subject_id AND ${sees ? sees(actor) : Prisma.sql`TRUE`})`
  })
  return Prisma.sql`CASE m.noun ${Prisma.join(cases, ' ')} END`
}

/** A page of movements, newest first. `size` is larger for exports only. */
export function listMovements(
  actor: Actor,
  filter: MovementFilter,
  cursor?: string,
  size = PAGE_SIZE,
): Promise<Page<MovementRow>> {
  return keyPage<MovementRow>(
    [at, id],
    true,
    { cursor, size },
    (cut) => db.$queryRaw<MovementRow[]>`
      SELECT m.id::float8 AS id, m.at, m.sku_id AS "skuId", s.code AS sku, m.location_id AS "locationId",
        l.code AS location, m.quantity, m.reason, m.noun, m.subject_id AS "subjectId", ${paperOf(actor)} AS paper,
        (SELECT pe.name FROM people pe WHERE pe.id = m.person_id) AS person,
        (SELECT de.name FROM terminal_devices de WHERE de.id = m.device_id) AS device
      FROM stock_movements m JOIN skus s ON s.id = m.sku_id JOIN locations l ON l.id = m.location_id
      WHERE ${where(actor, filter)} ${cut.beyond} ${cut.order} ${cut.limit}`,
  )
}
