import type { Sorting } from '../lib/paging.ts'
import type { ListQuery } from './list.ts'
import type { Column } from './parts.ts'

/** How a list is sorted now, and what else it could be sorted by. */
export interface ListSorting<Key extends string = string> extends Sorting<Key> {
  /** Keys of the columns that are offered. */
  readonly keys: readonly Key[]
  /** The order of an address that says nothing. */
  readonly usual: Sorting<Key>
}

/** Reads `sort` of a list's address: the key of a column, with a minus before it the other way round. */
export function sortingOf<Key extends string>(
  query: ListQuery,
  orders: Readonly<Record<Key, unknown>>,
  usual: Sorting<Key>,
): ListSorting<Key> {
  const keys = Object.keys(orders) as Key[]
  const text = query.get('sort') ?? ''
  const descending = text.startsWith('-')
  const by = keys.find((key) => key === text.slice(descending ? 1 : 0))
  return { ...(by === undefined ? usual : { by, descending }), keys, usual }
}

/** The columns with their links: to the list sorted by them, and for the one it is sorted by, the other way round. */
export function sortableColumns(
  query: ListQuery,
  columns: readonly Column[],
  { by, descending, keys, usual }: ListSorting,
): Column[] {
  return columns.map((column) => {
    if (!keys.includes(column.key)) return column
    const isSorted = column.key === by
    const next = { by: column.key, descending: isSorted && !descending }
    const isUsual = next.by === usual.by && next.descending === usual.descending
    const sort = isUsual ? undefined : `${next.descending ? '-' : ''}${next.by}`
    return {
      ...column,
      href: query.href({ sort }),
      ...(isSorted ? { sorted: descending ? ('descending' as const) : ('ascending' as const) } : {}),
    }
  })
}
