import { Prisma } from '../../../../generated/prisma/client.ts'
import type { FreeField } from './fields.ts'
import { LINE_FIELDS, ORDER_FIELDS, recordOf } from './fields.ts'

/** One import as the engine needs it. */
export interface Job {
  readonly id: number
  readonly shopId: number
  /** For history: which import it was. */
  readonly number: string
  readonly exportedAt: Date
  /** Seconds of `exportedAt`, see `secondsOf`. */
  readonly seconds: number
  /** Names of the order's and line's fields for which the file has a column. */
  readonly given: ReadonlySet<string>
  /** Headings without which nothing new can be stored. */
  readonly missingForNew: readonly string[]
}

/** Contact data of a staged row; see `KeptContact`. */
const CONTACT = [
  '"sealed" text',
  '"richness" int',
  '"nickHash" text',
  '"joinHash" text',
  '"addressHash" text',
  '"addressDoubt" text',
  '"maskedNick" text',
  '"maskedName" text',
  '"maskedPhone" text',
  '"maskedAddress" text',
]
const CONTACT_NAMES = CONTACT.map((column) => column.split(' ')[0] ?? '')

/** The good rows of an import, typed; `i` is the staged row. */
function rowsAs(job: Job, record: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    FROM import_rows i CROSS JOIN LATERAL jsonb_to_record(i.data) AS r(${record})
    WHERE i.import_id = ${job.id} AND i.reasons IS NULL`
}

/** `staged_orders` of an order list: one row per order of the file. */
export function ordersOfList(job: Job): Prisma.Sql {
  const record = recordOf(
    ORDER_FIELDS,
    '"platformOrderId" text',
    '"status" "OrderStatus"',
    '"platformStatus" text',
    ...CONTACT,
  )
  return Prisma.sql`
    CREATE TEMP TABLE staged_orders ON COMMIT DROP AS
    SELECT i.row_number, r.* ${rowsAs(job, record)}`
}

/** The order's own fields that a line of an item file brings. */
const LINES_ORDER_FIELDS = [
  'orderedAt',
  'paidAt',
  'shippedAt',
  'shipDueAt',
  'paymentId',
  'buyerMessage',
  'sellerMemo',
  'tags',
  'carrier',
  'trackingNumber',
]

/** Fields that an item file gives to the line carry another name where the order has one of the same. */
export const SHARED = ['paidFen', 'refundFen'] as const

function ofOrder(field: FreeField): boolean {
  return LINES_ORDER_FIELDS.includes(field.name)
}

/** `staged_lines` of an item file: one row per line. */
export function linesOfItems(job: Job): Prisma.Sql {
  const record = recordOf(
    [...LINE_FIELDS, ...ORDER_FIELDS.filter(ofOrder)],
    '"platformOrderId" text',
    '"platformLineId" text',
    '"ordinal" int',
    '"status" "OrderStatus"',
    '"platformStatus" text',
    '"refundStatus" "RefundStatus"',
    '"platformRefundStatus" text',
  )
  return Prisma.sql`
    CREATE TEMP TABLE staged_lines ON COMMIT DROP AS
    SELECT i.row_number, r.* ${rowsAs(job, record)}`
}

/**
 * `staged_orders` of an item file: what its lines tell of their order. The earliest of moments, of anything else the
 * first that isn't empty.
 */
export function ordersOfLines(): Prisma.Sql {
  const columns = ORDER_FIELDS.map((field) => {
    if (!ofOrder(field)) return `NULL::${field.type} AS "${field.name}"`
    const value =
      field.type === 'timestamptz'
        ? `min("${field.name}")`
        : `(array_agg("${field.name}" ORDER BY ordinal) FILTER (WHERE "${field.name}" IS NOT NULL))[1]`
    return `${value} AS "${field.name}"`
  })
  const contact = CONTACT_NAMES.map((name) => `NULL::${name === '"richness"' ? 'int' : 'text'} AS ${name}`)
  return Prisma.sql`
    CREATE TEMP TABLE staged_orders ON COMMIT DROP AS
    SELECT min(row_number) AS row_number, "platformOrderId", NULL::"OrderStatus" AS "status",
      NULL::text AS "platformStatus", ${Prisma.raw([...columns, ...contact].join(', '))}
    FROM staged_lines GROUP BY "platformOrderId"`
}
