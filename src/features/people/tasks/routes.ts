import type { Request, Response } from 'express'
import { now } from '../../../lib/dates.ts'
import { actorOf } from '../../../web/auth.ts'
import { submit, versionOf } from '../../../web/form.ts'
import { listQuery } from '../../../web/list.ts'
import { answerList } from '../../../web/list-answer.ts'
import { moveDoor } from '../../../web/move-route.ts'
import type { Typed } from '../../../web/parts.ts'
import type { Door } from '../../../web/routing.ts'
import { get, post, reach } from '../../../web/routing.ts'
import { sortingOf } from '../../../web/sorting.ts'
import { olderThan } from '../../../web/timeline.ts'
import { render } from '../../../web/views.ts'
import { historyOf } from '../../../work/history.ts'
import { shopOptions } from '../shops/queries.ts'
import { colleagueOptions } from '../staff/queries.ts'
import { deliverTask, editTask, moveTask, reportProgress, requestTask } from './actions.ts'
import { DeliverForm, EditForm, KINDS, ProgressForm, RequestForm } from './forms.ts'
import { tasks } from './noun.ts'
import { deliverPage, editPage, listPage, newPage, progressPage, showPage } from './pages.ts'
import type { TaskRow } from './queries.ts'
import { ORDERS, PARTS, USUAL, countParts, getTask, listTasks } from './queries.ts'

const task = reach(getTask)

export const routes: readonly Door[] = [
  get('/', 'list', list),
  get('/new', 'create', ask),
  post('/', 'create', create),
  get('/:id', 'see', task(show)),
  get('/:id/edit', 'edit', task(edit)),
  post('/:id', 'edit', task(update)),
  get('/:id/progress', 'progress', task(progress)),
  post('/:id/progress', 'progress', task(report)),
  get('/:id/deliver', 'deliver', task(deliver)),
  post('/:id/deliver', 'deliver', task(handIn)),
  moveDoor(tasks, task, moveTask),
]

async function list(request: Request, response: Response): Promise<void> {
  const actor = actorOf(request)
  const query = listQuery(request)
  const filter = {
    part: query.oneOf('part', PARTS) ?? 'mine',
    search: query.get('q'),
    kind: query.oneOf('kind', KINDS),
    assigneeId: query.id('assignee'),
    sorting: sortingOf(query, ORDERS, USUAL),
  }
  await answerList(request, response, {
    noun: tasks,
    sorting: filter.sorting,
    rows: (cursor, size) => listTasks(actor, filter, cursor, size),
    beside: () => countParts(actor),
    page: (rows, counts) => listPage(query, rows, counts, now()),
  })
}

async function ask(request: Request, response: Response): Promise<void> {
  render(response, 'pages/form', newPage(await choices(request)))
}

async function create(request: Request, response: Response): Promise<void> {
  await submit(request, response, {
    form: RequestForm,
    act: async ({ input, asked }, act) => {
      const { id } = await requestTask(act, input, asked)
      return { to: `/people/tasks/${id}`, notice: '已交办。' }
    },
    again: async (typed, status) =>
      render(response, 'pages/form', newPage(await choices(request), typed), status),
  })
}

async function show(request: Request, response: Response, row: TaskRow): Promise<void> {
  const history = await historyOf(tasks.key, row.id, olderThan(request))
  render(response, 'pages/record', showPage(actorOf(request), row, history, now()))
}

function edit(_request: Request, response: Response, row: TaskRow): void {
  render(response, 'pages/form', editPage(row))
}

async function update(request: Request, response: Response, row: TaskRow): Promise<void> {
  await submit(request, response, {
    form: EditForm,
    act: async (input, act) => {
      await editTask(act, seen(request, row), input)
      return { to: `/people/tasks/${row.id}`, notice: '已保存。' }
    },
    again: (typed, status) => render(response, 'pages/form', editPage(row, typed, status === 409), status),
  })
}

function progress(_request: Request, response: Response, row: TaskRow): void {
  render(response, 'pages/form', progressPage(row))
}

async function report(request: Request, response: Response, row: TaskRow): Promise<void> {
  await submit(request, response, {
    form: ProgressForm,
    act: async (input, act) => {
      await reportProgress(act, seen(request, row), input.progress, input.remark)
      return { to: `/people/tasks/${row.id}`, notice: '进度已记录。' }
    },
    again: (typed: Typed, status) => render(response, 'pages/form', progressPage(row, typed), status),
  })
}

function deliver(_request: Request, response: Response, row: TaskRow): void {
  render(response, 'pages/form', deliverPage(row))
}

async function handIn(request: Request, response: Response, row: TaskRow): Promise<void> {
  await submit(request, response, {
    form: DeliverForm,
    act: async (input, act) => {
      await deliverTask(act, seen(request, row), input.result)
      return { to: `/people/tasks/${row.id}`, notice: '已交付，等待验收。' }
    },
    again: (typed: Typed, status) => render(response, 'pages/form', deliverPage(row, typed), status),
  })
}

/** The row in the version that the form began with. */
function seen(request: Request, row: TaskRow): TaskRow {
  return { ...row, version: versionOf(request) }
}

async function choices(request: Request): Promise<{
  people: Awaited<ReturnType<typeof colleagueOptions>>
  shops: Awaited<ReturnType<typeof shopOptions>>
}> {
  const [people, shops] = await Promise.all([colleagueOptions(), shopOptions(actorOf(request))])
  return { people, shops }
}
