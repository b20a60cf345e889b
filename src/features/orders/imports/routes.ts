import type { Request, Response } from 'express'
import { FieldError } from '../../../errors.ts'
import { shopOptions } from '../../people/shops/queries.ts'
import { actorOf } from '../../../web/auth.ts'
import { sendRows } from '../../../web/exports.ts'
import { actOf, submit } from '../../../web/form.ts'
import { listQuery } from '../../../web/list.ts'
import { answerList } from '../../../web/list-answer.ts'
import { moveDoor } from '../../../web/move-route.ts'
import { leaveNotice } from '../../../web/notice.ts'
import type { Door } from '../../../web/routing.ts'
import { get, post, reach } from '../../../web/routing.ts'
import { receiveFiles, uploadsOf } from '../../../web/uploads.ts'
import { olderThan } from '../../../web/timeline.ts'
import { render } from '../../../web/views.ts'
import { historyOf } from '../../../work/history.ts'
import type { Received } from './actions.ts'
import { confirmImport, discardImport, readImport, receiveImports } from './actions.ts'
import { badTable } from './bad-rows.ts'
import { MOST_FILES, UploadForm } from './forms.ts'
import { imports } from './noun.ts'
import { STATES, listPage, newPage, showPage } from './pages.ts'
import type { ImportRow } from './queries.ts'
import { badRows, firstRows, getImport, listImports, sameFile } from './queries.ts'

const one = reach(getImport)

export const routes: readonly Door[] = [
  get('/', 'list', list),
  get('/new', 'create', ask),
  post('/', 'create', upload, receiveFiles('files', MOST_FILES)),
  get('/:id', 'see', one(show)),
  get('/:id/bad-rows', 'bad-rows', one(sendBadRows)),
  moveDoor(imports, one, (act, row, move) =>
    move === 'confirm' ? confirmImport(act, row) : discardImport(act, row),
  ),
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
  render(response, 'pages/form', newPage(await shopOptions(actorOf(request))))
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
      // A form that is sent again finds its imports already read, or being read.
      if (received.at === act.at.getTime()) for (const { id } of received.imports) await readImport(act, id)
      if (received.refused.length > 0) {
        leaveNotice(request, {
          tone: 'warning',
          text: `${received.imports.length} 个文件等待确认，${received.refused.length} 个文件不能导入：`,
          items: refusals(received).map((text) => ({ text })),
        })
      }
      const [first, ...others] = received.imports
      return {
        to: others.length === 0 && first ? `/orders/imports/${first.id}` : '/orders/imports?state=PREVIEW',
      }
    },
    again: async (typed, status) =>
      render(response, 'pages/form', newPage(await shopOptions(actorOf(request)), typed), status),
  })
}

function refusals({ refused, imports }: Received): string[] {
  const several = refused.length + imports.length > 1
  return refused.map(({ name, reason }) => (several ? `${name}：${reason}` : reason))
}

async function show(request: Request, response: Response, row: ImportRow): Promise<void> {
  const [first, bad, earlier, history] = await Promise.all([
    row.state === 'PREVIEW' ? firstRows(row.id) : [],
    badRows(row.id),
    sameFile(row),
    historyOf(imports.key, row.id, olderThan(request)),
  ])
  render(response, 'pages/record', showPage(actorOf(request), { row, first, bad, earlier, history }))
}

async function sendBadRows(request: Request, response: Response, row: ImportRow): Promise<void> {
  const { headings, rows } = await badTable(actOf(request), row)
  await sendRows(response, `${row.number} 问题行`, headings, rows)
}
