import type { Request, Response } from 'express'
import { FieldError, NotFound } from '../../../errors.ts'
import { shopOptions } from '../../people/shops/queries.ts'
import { actorOf } from '../../../web/auth.ts'
import { sendRows, sendTemplate } from '../../../web/exports.ts'
import { actOf, submit, versionOf } from '../../../web/form.ts'
import { listQuery } from '../../../web/list.ts'
import { answerList } from '../../../web/list-answer.ts'
import { moveDoor } from '../../../web/move-route.ts'
import { leaveNotice } from '../../../web/notice.ts'
import type { Door } from '../../../web/routing.ts'
import { get, post, reach } from '../../../web/routing.ts'
import type { FormPage } from '../../../web/pages.ts'
import type { Typed } from '../../../web/parts.ts'
import { receiveFiles, uploadsOf } from '../../../web/uploads.ts'
import { olderThan } from '../../../web/timeline.ts'
import { render, renderPart } from '../../../web/views.ts'
import type { Act } from '../../../work/act.ts'
import { historyOf } from '../../../work/history.ts'
import { enqueue } from '../../../work/jobs.ts'
import type { Received } from './actions.ts'
import { confirmImport, mapImport, receiveImports, undoImport, withdrawImport } from './actions.ts'
import { badTable, nameOfBadTable } from './bad-rows.ts'
import { MOST_FILES, UploadForm } from './forms.ts'
import { companyKind, companyPage, templateOf } from './company-page.ts'
import { columnsOfFile, mappedKind, mappingForm, saidOf } from './mapping-form.ts'
import { mappedKindsPage, mappingPage } from './mapping-pages.ts'
import { imports } from './noun.ts'
import { STATES, isUnderWay, listPage, newPage, progressPart, showPage } from './pages.ts'
import type { ImportRow } from './queries.ts'
import { badRows, firstRows, getImport, listImports, progressOf, sameFile } from './queries.ts'

const one = reach(getImport)

export const routes: readonly Door[] = [
  get('/', 'list', list),
  get('/new', 'create', ask),
  get('/templates/:kind', 'create', template),
  post('/', 'create', upload, receiveFiles('files', MOST_FILES)),
  get('/:id', 'see', one(show)),
  get('/:id/map', 'map', one(askMapping)),
  post('/:id/map', 'map', one(map)),
  get('/:id/progress', 'see', one(showProgress)),
  get('/:id/bad-rows', 'bad-rows', one(sendBadRows)),
  moveDoor(imports, one, moveOn),
]

async function list(request: Request, response: Response): Promise<void> {
  const actor = actorOf(request)
  const query = listQuery(request)
  const filter = { search: query.get('q'), shopId: query.id('shop'), state: query.oneOf('state', STATES) }
  await answerList(request, response, {
    noun: imports,
    rows: (cursor, size) => listImports(actor, filter, cursor, size),
    beside: () => shopOptions(actor),
    page: (rows, shops) => listPage(actor, query, rows, shops),
  })
}

async function ask(request: Request, response: Response): Promise<void> {
  const kind = companyKind(listQuery(request).get('kind'))
  render(response, 'pages/form', kind ? companyPage(kind) : newPage(await shopOptions(actorOf(request))))
}

/** An empty table to be filled in, of a kind that no platform writes. */
async function template(request: Request, response: Response): Promise<void> {
  const kind = companyKind(request.params['kind'])
  if (!kind) throw new NotFound()
  await sendTemplate(response, `${kind.kind.label}导入模板`, templateOf(kind))
}

/** Several files at once become one import each; what is refused is told, and doesn't hold up the others. */
async function upload(request: Request, response: Response): Promise<void> {
  const files = uploadsOf(request)
  await submit(request, response, {
    form: UploadForm,
    act: async ({ shopId }, act) => {
      if (files.length === 0) throw new FieldError({ files: '请选择要上传的文件' })
      const received = await receiveImports(act, shopId, files)
      if (received.imports.length === 0) throw new FieldError({ files: refusals(received).join('\n') })
      const recognized = received.imports.filter(({ unmapped }) => !unmapped)
      await enqueue('read-import', ...recognized.map(({ id }) => id))
      if (received.refused.length > 0) {
        leaveNotice(request, {
          tone: 'warning',
          text: `${received.imports.length} 个文件已收到，${received.refused.length} 个文件不能导入：`,
          items: refusals(received).map((text) => ({ text })),
        })
      }
      const [first, ...others] = received.imports
      return { to: others.length === 0 && first ? `/orders/imports/${first.id}` : '/orders/imports' }
    },
    again: async (typed, status) => render(response, 'pages/form', await askAgain(request, typed), status),
  })
}

async function askAgain(request: Request, typed: Typed): Promise<FormPage> {
  const kind = companyKind(typed.values['kind'])
  return kind ? companyPage(kind, typed) : newPage(await shopOptions(actorOf(request)), typed)
}

function refusals({ refused, imports }: Received): string[] {
  const several = refused.length + imports.length > 1
  return refused.map(({ name, reason }) => (several ? `${name}：${reason}` : reason))
}

async function moveOn(act: Act, row: ImportRow, move: string, remark: string | null): Promise<void> {
  if (move === 'undo') return undoImport(act, row, remark)
  if (move === 'discard' || move === 'cancel') return withdrawImport(act, row, move)
  await confirmImport(act, row)
  await enqueue('run-import', row.id)
}

/** First which kind the file is, then which column is which. */
async function askMapping(request: Request, response: Response, row: ImportRow): Promise<void> {
  const columns = await columnsOfFile(row)
  const kind = mappedKind(listQuery(request).get('kind'))
  if (kind) return render(response, 'pages/form', mappingPage(row, kind, columns))
  render(response, 'pages/list', mappedKindsPage(row, columns))
}

async function map(request: Request, response: Response, row: ImportRow): Promise<void> {
  const columns = await columnsOfFile(row)
  const body = (request.body ?? {}) as Record<string, unknown>
  const kind = mappedKind(typeof body['kind'] === 'string' ? body['kind'] : undefined)
  if (!kind) return render(response, 'pages/list', mappedKindsPage(row, columns), 422)
  await submit(request, response, {
    form: mappingForm(kind, columns),
    act: async (headings, act) => {
      await mapImport(act, { ...row, version: versionOf(request) }, kind, saidOf(headings, columns))
      await enqueue('read-import', row.id)
      return { to: `/orders/imports/${row.id}`, notice: '已记住：本店铺以后同样的文件会按这些列自动识别。' }
    },
    again: (typed, status) => render(response, 'pages/form', mappingPage(row, kind, columns, typed), status),
  })
}

async function show(request: Request, response: Response, row: ImportRow): Promise<void> {
  const [first, bad, earlier, history] = await Promise.all([
    row.state === 'PREVIEW' ? firstRows(row.id) : [],
    badRows(row.id),
    sameFile(row),
    historyOf(imports.key, row.id, olderThan(request)),
  ])
  const parts = {
    row,
    first,
    bad,
    earlier,
    history,
    progress: isUnderWay(row) ? await progressOf(row.id) : null,
  }
  render(response, 'pages/record', showPage(actorOf(request), parts))
}

/** The part of the page that shows how far it is; when that is over, the page must be fetched anew. */
async function showProgress(_request: Request, response: Response, row: ImportRow): Promise<void> {
  if (!isUnderWay(row)) {
    response.set('HX-Refresh', 'true').status(200).send('')
    return
  }
  response.send(renderPart(response, 'parts/progress', progressPart(row, await progressOf(row.id))))
}

async function sendBadRows(request: Request, response: Response, row: ImportRow): Promise<void> {
  const { headings, rows } = await badTable(actOf(request), row)
  await sendRows(response, nameOfBadTable(row), headings, rows)
}
