/**
 * Paging by key: a page begins after (or ends before) the sort key of a row that was seen, so that a page costs the
 * same however far one has leafed, and rows that come or go in between shift nothing. The SQL compares whole keys,
 * `(due_at, id) > ($1, $2)`, ends with a unique column, and asks for `PAGE_SIZE + 1` rows; for a cursor whose
 * direction is `before`, comparison and order are turned around.
 */
export const PAGE_SIZE = 50

/** Up to how many rows a list counts exactly; its SQL counts a subselect with `LIMIT COUNT_LIMIT + 1`. */
export const COUNT_LIMIT = 1000

/**
 * What the columns of a sort key are, in their order; `?` marks one that may be null. Numbers are whole and fit the
 * database's integers. Moments are exact to the
 * millisecond, so their columns must not hold more (`timestamptz(3)`).
 */
export type KeyKind = 'text' | 'number' | 'moment' | 'text?' | 'number?' | 'moment?'
type ValueOf<Kind extends KeyKind> =
  | (Kind extends `text${string}` ? string : Kind extends `number${string}` ? number : Date)
  | (Kind extends `${string}?` ? null : never)
/** The values of a sort key whose columns are `Kinds`. */
export type KeyOf<Kinds extends readonly KeyKind[]> = {
  -readonly [Index in keyof Kinds]: ValueOf<Kinds[Index]>
}
type KeyValue = string | number | Date | null

/** How a list is sorted: by which of the orders it offers, all columns ascending or all descending. */
export interface Sorting<Key extends string = string> {
  readonly by: Key
  readonly descending: boolean
}

/** The place from which a page is read, and which way. */
export interface Cursor<Key extends readonly KeyValue[] = readonly KeyValue[]> {
  readonly direction: 'after' | 'before'
  readonly key: Key
}

/** One page of a list; `next` and `previous` are cursors for the URL, absent where there's nothing more. */
export interface Page<T> {
  readonly rows: readonly T[]
  readonly next?: string
  readonly previous?: string
}

/** A cursor as text for a URL: opaque to people, not secret; what may be seen is the query's matter. */
export function writeCursor(cursor: Cursor): string {
  const plain = cursor.key.map((value) => (value instanceof Date ? value.toISOString() : value))
  return Buffer.from(JSON.stringify([cursor.direction, ...plain])).toString('base64url')
}

/**
 * The cursor in a query string, its key checked against the columns of the list's order. Null, which means the first
 * page, for none and for everything that isn't one: cut off, of another list or order, or made up.
 */
export function readCursor<const Kinds extends readonly KeyKind[]>(
  text: unknown,
  kinds: Kinds,
): Cursor<KeyOf<Kinds>> | null {
  if (typeof text !== 'string' || text === '') return null
  const parts = parsed(text)
  if (!Array.isArray(parts) || parts.length !== kinds.length + 1) return null
  const [direction, ...values] = parts as unknown[]
  if (direction !== 'after' && direction !== 'before') return null
  const key = kinds.map((kind, index) => valueOf(kind, values[index]))
  // Every value has just been checked against its kind.
  return key.includes(undefined) ? null : { direction, key: key as KeyOf<Kinds> }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString())
  } catch {
    return null
  }
}

/** The largest value of the database's integers. */
const INT4 = 2_147_483_647

function isInteger(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) <= INT4 && (value as number) >= -INT4 - 1
}

/** The value if it's of the kind, undefined if not. PostgreSQL takes no NUL in text. */
function valueOf(kind: KeyKind, value: unknown): KeyValue | undefined {
  if (value === null) return kind.endsWith('?') ? null : undefined
  if (kind.startsWith('number')) return isInteger(value) ? value : undefined
  if (typeof value !== 'string' || value.includes('\0')) return undefined
  if (kind.startsWith('text')) return value
  const date = new Date(value)
  return !Number.isNaN(date.getTime()) && date.toISOString() === value ? date : undefined
}

/**
 * The page from up to `size + 1` rows in the order in which the query returned them (for a `before` cursor from
 * its end to its beginning). `keyOf` gives the values of a row's sort key. An empty page beyond the end has no
 * cursors: it's shown as an empty list with a link to the first page.
 */
export function pageOf<T>(
  rowsPlusOne: readonly T[],
  size: number,
  keyOf: (row: T) => readonly KeyValue[],
  cursor: Cursor | null,
): Page<T> {
  const backward = cursor?.direction === 'before'
  const more = rowsPlusOne.length > size
  const rows = rowsPlusOne.slice(0, size)
  if (backward) rows.reverse()
  const first = rows[0]
  const last = rows.at(-1)
  if (first === undefined || last === undefined) return { rows }
  const hasNext = backward || more
  const hasPrevious = backward ? more : cursor !== null
  return {
    rows,
    ...(hasNext && { next: writeCursor({ direction: 'after', key: keyOf(last) }) }),
    ...(hasPrevious && { previous: writeCursor({ direction: 'before', key: keyOf(first) }) }),
  }
}

/** A count for people: exact up to the limit, `1,000+` beyond. */
export function boundedCount(count: number, limit = COUNT_LIMIT): string {
  const text = String(Math.min(count, limit)).replace(/\B(?=(\d{3})+$)/g, ',')
  return count > limit ? `${text}+` : text
}
