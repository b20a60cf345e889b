import type { Request, Response } from 'express'
import type { Page } from '../lib/paging.ts'
import type { Noun } from '../work/nouns.ts'
import { whyNot } from '../work/nouns.ts'
import { actorOf } from './auth.ts'
import { EXPORT_DEED, sendList } from './exports.ts'
import type { ListQuery } from './list.ts'
import { listQuery } from './list.ts'
import { renderList } from './list-page.ts'
import type { ListPage } from './pages.ts'
import type { TableView } from './parts.ts'
import { savedViewsOf } from './saved-views.ts'
import type { ListSorting } from './sorting.ts'
import { sortableColumns } from './sorting.ts'

/** What a noun says of its list; everything that lists have in common is `answerList`'s matter. */
export interface List<Row, Beside = undefined> {
  readonly noun: Noun
  /** The rows that the address asks for, from a cursor on; `size` is given by exports only. */
  rows(cursor?: string, size?: number): Promise<Page<Row>>
  /** How the rows are sorted, where people may choose. */
  readonly sorting?: ListSorting
  /** Parameters that no saved view keeps: what is typed there may name a buyer, and stands in no other table. */
  readonly unsaved?: readonly string[]
  /** What the page shows beside its rows: counts of the tabs, choices of the filters. */
  beside?(): Promise<Beside>
  /** The page around some rows. Paging, sort links, saved views and export are added to it. */
  page(rows: readonly Row[], beside: Beside): ListPage
}

/** Answers for a list: with its page, or with the workbook of everything that the filter shows. */
export async function answerList<Row, Beside = undefined>(
  request: Request,
  response: Response,
  list: List<Row, Beside>,
): Promise<void> {
  const query = listQuery(request)
  // A list that shows nothing beside its rows leaves `beside` out, and its type undefined.
  const beside = (async () => (await list.beside?.()) as Beside)()
  if (query.get('export') === 'xlsx') return sendList(request, response, list, await beside)
  const [{ rows, next, previous }, around, saved] = await Promise.all([
    list.rows(query.get('page')),
    beside,
    savedViewsOf(request, list.unsaved),
  ])
  const view = list.page(rows, around)
  const table: TableView = {
    ...view.table,
    ...(list.sorting ? { columns: sortableColumns(query, view.table.columns, list.sorting) } : {}),
    ...exportOf(query, whyNoExport(request, list.noun), view.table),
    saved,
    ...(next ? { next: query.href({ page: next }) } : {}),
    ...(previous ? { previous: query.href({ page: previous }) } : {}),
  }
  renderList(request, response, { ...view, table })
}

/** Whoever sees a list may take it along, unless the noun has a rule of its own for that. */
function whyNoExport(request: Request, noun: Noun): string | undefined {
  return EXPORT_DEED in noun.policy ? whyNot(noun, actorOf(request), EXPORT_DEED, null) : undefined
}

function exportOf(query: ListQuery, refused: string | undefined, table: TableView): Partial<TableView> {
  return refused
    ? { tools: [...(table.tools ?? []), { label: '导出', disabledBecause: refused }] }
    : { export: query.href({ export: 'xlsx' }) }
}
