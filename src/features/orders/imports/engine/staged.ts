import { Prisma } from '../../../../generated/prisma/client.ts'
import { LINE_FIELDS, ORDER_FIELDS, recordOf } from './fields.ts'

/** One import as the engine needs it. */
export interface Job {
  readonly id: number
  /** 0 for a file of the whole company. */
  readonly shopId: number
  /** For history: which import it was. */
  readonly number: string
  readonly exportedAt: Date
  /** Seconds of `exportedAt`, see `secondsOf`. */
  readonly seconds: number
  /** Names of the order's and line's fields for which the file has a column. */
  readonly given: ReadonlySet<string>
  /** Whether it's going to be written; otherwise it's only looked at. */
  readonly writes: boolean
  /** How the file calls the fields of the kind. */
  readonly headings: Readonly<Record<string, string>>
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

/** The good rows of an import, typed; `i` is the staged row. */
export function rowsAs(job: Job, record: Prisma.Sql): Prisma.Sql {
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

/** What a row of a file with a row per line tells of its order. */
export interface LineShape {
  /** Names of the order's fields. Those in `SHARED` the row has for the line as well: see there. */
  readonly orderFields: readonly string[]
  /** Whether it names the order's own state, as `orderStatus` and `orderPlatformStatus`. */
  readonly orderState: boolean
  /** Whether it names the buyer. */
  readonly contact: boolean
}

/** Fields that both order and line have: for the order the row calls them `orderPaidFen` and `orderRefundFen`. */
export const SHARED: readonly string[] = ['paidFen', 'refundFen']

/** How a row of a line calls a field of its order. */
function ofOrder(name: string): string {
  return SHARED.includes(name) ? `order${name.charAt(0).toUpperCase()}${name.slice(1)}` : name
}

/** `staged_lines`: one row per line. */
export function linesOfFile(job: Job, shape: LineShape): Prisma.Sql {
  const order = ORDER_FIELDS.filter(({ name }) => shape.orderFields.includes(name))
  const record = recordOf(
    [...LINE_FIELDS, ...order.map((field) => ({ ...field, name: ofOrder(field.name) }))],
    '"platformOrderId" text',
    '"platformLineId" text',
    '"ordinal" int',
    '"status" "OrderStatus"',
    '"platformStatus" text',
    '"refundStatus" "RefundStatus"',
    '"platformRefundStatus" text',
    ...(shape.orderState ? ['"orderStatus" "OrderStatus"', '"orderPlatformStatus" text'] : []),
    ...(shape.contact ? CONTACT : []),
  )
  return Prisma.sql`
    CREATE TEMP TABLE staged_lines ON COMMIT DROP AS
    SELECT i.row_number, r.* ${rowsAs(job, record)}`
}

/**
 * `staged_orders` of `staged_lines`: what the lines tell of their order. The earliest of moments, the state furthest
 * along, the contact that tells most; of anything else the first that isn't empty.
 */
export function ordersOfLines(shape: LineShape): Prisma.Sql {
  const first = (name: string, by = 'ordinal'): string =>
    `(array_agg("${name}" ORDER BY ${by}) FILTER (WHERE "${name}" IS NOT NULL))[1]`
  const columns = ORDER_FIELDS.map(({ name, type }) => {
    if (!shape.orderFields.includes(name)) return `NULL::${type} AS "${name}"`
    return `${type === 'timestamptz' ? `min("${ofOrder(name)}")` : first(ofOrder(name))} AS "${name}"`
  })
  const state = shape.orderState
    ? [
        'max("orderStatus") AS "status"',
        `${first('orderPlatformStatus', '"orderStatus" DESC NULLS LAST, ordinal')} AS "platformStatus"`,
      ]
    : ['NULL::"OrderStatus" AS "status"', 'NULL::text AS "platformStatus"']
  const contact = CONTACT.map((column) => {
    const [name = '', type = ''] = column.replaceAll('"', '').split(' ')
    if (!shape.contact) return `NULL::${type} AS "${name}"`
    // All of it from one row: the parts belong together.
    return `(array_agg("${name}" ORDER BY "richness" DESC NULLS LAST, ordinal))[1] AS "${name}"`
  })
  return Prisma.sql`
    CREATE TEMP TABLE staged_orders ON COMMIT DROP AS
    SELECT min(row_number) AS row_number, "platformOrderId", ${Prisma.raw([...state, ...columns, ...contact].join(', '))}
    FROM staged_lines GROUP BY "platformOrderId"`
}
