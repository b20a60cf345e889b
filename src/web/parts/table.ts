import type { Action, LinkAction, PostAction } from './action.ts'
import type { Field } from './form.ts'
import type { Cell, Hidden, Tone } from './page.ts'

/** Name under which the selected rows' ids are sent, once per row. */
export const SELECTED = 'ids'

export interface Column {
  key: string
  label: string
  /** Right-aligned, tabular figures. */
  numeric?: boolean
  /** Printed in the head, so that the cells are bare numbers. */
  unit?: string
  width?: 'narrow' | 'normal' | 'wide'
  /** Address of the list sorted by this column; with it the head is a link. */
  href?: string
  sorted?: 'ascending' | 'descending'
  /** Offered in the column choice only, until somebody chooses it. */
  hidden?: boolean
  /** Can't be left out of the list. */
  fixed?: boolean
}

export interface RowView {
  id: string
  /** Names the row for those who don't see it; the first column's text where absent. */
  label?: string
  cells: Record<string, Cell>
  selectable?: boolean
  tone?: Tone
  actions?: Action[]
}

/** A page or a part of it beside its siblings, with a count where it helps. */
export interface Tab {
  label: string
  href: string
  count?: string
  active: boolean
}

export interface Empty {
  title: string
  text: string
  action?: Action
  /** Name of a Tabler icon without its prefix. */
  icon?: string
}

/** A filter, sort order and choice of columns that somebody has kept under a name. */
export interface SavedViews {
  views: { label: string; href: string; active: boolean; remove?: PostAction }[]
  /** Keeps the present address under a name, sent as `name`. */
  save?: { post: string; token: string; fields: Hidden[] }
  /** Where all views of all lists are kept. */
  all?: string
}

export interface TableView {
  /** Needed when a page has several tables. */
  id?: string
  /** Heading of a table that isn't the only thing on its page. */
  title?: string
  /** What the rows are, for those who don't see the page: 订单, 待发货的包裹. */
  label: string
  columns: Column[]
  rows: RowView[]
  /** Path of the list; filters, search and column choice are sent there by GET. */
  path?: string
  /** Parts of the present address that the filter form must carry along: sort order, tab, columns. */
  keep?: Hidden[]
  filters?: Field[]
  search?: Field
  /** Address without filters, offered while some are set. */
  reset?: string
  tabs?: Tab[]
  /** Deeds on the selected rows: each is sent with the ids, its own token and one common `remark`. */
  batch?: PostAction[]
  /** Offers to choose columns, sent as `columns` once per column; `keep` carries the rest of the address. */
  columnChoice?: { keep: Hidden[] }
  /** Address of the same list as a workbook. */
  export?: string
  create?: LinkAction | { label: string; disabledBecause: string }
  /** Further entries of the toolbar, for example an import. */
  tools?: Action[]
  next?: string
  previous?: string
  saved?: SavedViews
  empty: Empty
  /** How many there are, in words: 共 128 条, 共 1,000+ 条. */
  total?: string
  /** A line under the numbers: sums by column key. */
  sums?: Record<string, string>
}
