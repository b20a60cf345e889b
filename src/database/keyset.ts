import { Prisma } from '../generated/prisma/client.ts'
import type { Cursor, KeyKind, Page } from '../lib/paging.ts'
import { pageOf, readCursor } from '../lib/paging.ts'

/** A column, or an expression, by which a list is sorted. */
export interface KeyColumn<Row> {
  readonly sql: Prisma.Sql
  readonly kind: KeyKind
  /** The row's value of it. */
  of(row: Row): string | number | Date | null
  /** Stands for null in comparisons; needed where the kind may be null. Beyond all values, nulls come last. */
  readonly absent?: Prisma.Sql
}

/** The columns of one order, the last one unique, so that ties are decided. */
export type Order<Row> = readonly KeyColumn<Row>[]
/** What a list can be sorted by, under the keys of the columns that show it. */
export type Orders<Row> = Readonly<Record<string, Order<Row>>>

/** The end of a list's statement, after its conditions. */
export interface Cut {
  /** `AND` the rows beyond the cursor; empty for the first page. */
  readonly beyond: Prisma.Sql
  readonly order: Prisma.Sql
  readonly limit: Prisma.Sql
}

/** A page of a list in an order, all of its columns ascending or all descending; see `lib/paging`. */
export async function keyPage<Row>(
  order: Order<Row>,
  descending: boolean,
  { cursor: text, size }: { cursor: string | undefined; size: number },
  read: (cut: Cut) => Promise<Row[]>,
): Promise<Page<Row>> {
  const cursor: Cursor | null = readCursor(
    text,
    order.map(({ kind }) => kind),
  )
  // The page before a cursor is read backwards.
  const down = descending !== (cursor?.direction === 'before')
  const rows = await read({
    beyond: cursor ? beyond(order, down, cursor) : Prisma.empty,
    order: orderBy(order, down),
    limit: Prisma.sql`LIMIT ${size + 1}`,
  })
  return pageOf(rows, size, (row) => order.map(({ of }) => of(row)), cursor)
}

function beyond<Row>(order: Order<Row>, down: boolean, { key }: Cursor): Prisma.Sql {
  const values = order.map(({ absent }, i) => (absent && key[i] === null ? absent : Prisma.sql`${key[i]}`))
  const columns = order.map(comparable)
  return Prisma.sql`AND (${Prisma.join(columns)}) ${down ? Prisma.sql`<` : Prisma.sql`>`} (${Prisma.join(values)})`
}

function orderBy<Row>(order: Order<Row>, down: boolean): Prisma.Sql {
  const columns = order.map((column) => (down ? Prisma.sql`${comparable(column)} DESC` : comparable(column)))
  return Prisma.sql`ORDER BY ${Prisma.join(columns)}`
}

function comparable<Row>({ sql, absent }: KeyColumn<Row>): Prisma.Sql {
  return absent ? Prisma.sql`coalesce(${sql}, ${absent})` : sql
}
