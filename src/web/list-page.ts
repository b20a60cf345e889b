import type { Request, Response } from 'express'
import type { ListQuery } from './list.ts'
import { listQuery } from './list.ts'
import type { ListPage } from './pages.ts'
import type { TableView } from './parts.ts'
import { render } from './views.ts'

/** A list of fewer columns has nothing to choose. */
const FEWEST_COLUMNS = 5

/** Shows a list with the columns that its address names as `columns`; with those that aren't hidden where it names none. */
export function renderList(request: Request, response: Response, page: ListPage, status = 200): void {
  const table = withChosenColumns(listQuery(request), page.table)
  render(response, 'pages/list', { ...page, table }, status)
}

/** The same table without the columns that weren't chosen. Columns that name the record always stay. */
export function withChosenColumns(query: ListQuery, table: TableView): TableView {
  if (table.columns.length < FEWEST_COLUMNS) return table
  const known = new Set(table.columns.map(({ key }) => key))
  const chosen = new Set(query.all('columns').filter((key) => known.has(key)))
  return {
    ...table,
    path: table.path ?? query.path,
    columnChoice: { keep: query.keep('columns') },
    columns:
      chosen.size === 0
        ? table.columns
        : table.columns.map((column) => ({ ...column, hidden: !column.fixed && !chosen.has(column.key) })),
  }
}
