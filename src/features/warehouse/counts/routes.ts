import type { Request, Response } from 'express'
import { personOf } from '../../../actor.ts'
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
import { enterPaper, moveCount, planCount, reviewLines } from './actions.ts'
import { countersAt } from './counters.ts'
import { PaperForm, PlanForm, ReviewForm } from './forms.ts'
import { linesPage, reviewPage } from './line-pages.ts'
import { PARTS as LINE_PARTS, linesOf, meanwhileOf, sumsOf } from './line-queries.ts'
import { accuracyPage, locationsPage } from './location-pages.ts'
import { SUBJECTS, accuracyOf } from './measures.ts'
import { counts } from './noun.ts'
import { listPage, newPage } from './pages.ts'
import { paperPage, sheetPage } from './paper-pages.ts'
import { PARTS, countedLocations, openCodes, placesOf, sheetOf } from './place-queries.ts'
import { askedMonth, choicesOf, dueBefore, monthPeriod } from './proposal.ts'
import type { CountRow } from './queries.ts'
import { ORDERS, STATES, USUAL, countStates, getCount, listCounts } from './queries.ts'
import { showPage } from './show-page.ts'

const one = reach(getCount)

export const routes: readonly Door[] = [
  get('/', 'list', list),
  get('/locations', 'list', locations),
  get('/accuracy', 'list', accuracy),
  get('/new', 'create', blank),
  post('/', 'create', plan),
  get('/:id', 'see', one(show)),
  get('/:id/lines', 'see', one(lines)),
  get('/:id/sheet', 'count', one(sheet)),
  get('/:id/paper', 'count', one(askPaper)),
  post('/:id/paper', 'count', one(paper)),
  get('/:id/review', 'review', one(askReview)),
  post('/:id/review', 'review', one(review)),
  moveDoor(counts, one, moveCount),
]

async function list(request: Request, response: Response): Promise<void> {
  const actor = actorOf(request)
  const query = listQuery(request)
  const filter = {
    state: query.oneOf('state', STATES),
    search: query.get('q'),
    sorting: sortingOf(query, ORDERS, USUAL),
  }
  await answerList(request, response, {
    noun: counts,
    sorting: filter.sorting,
    rows: (cursor, size) => listCounts(actor, filter, cursor, size),
    beside: () => countStates(actor),
    page: (rows, states) => listPage(actor, query, rows, states),
  })
}

async function locations(request: Request, response: Response): Promise<void> {
  const actor = actorOf(request)
  const query = listQuery(request)
  const { before, days } = await dueBefore(now())
  const filter = { part: query.oneOf('part', PARTS) ?? 'due', before, search: query.get('q') }
  await answerList(request, response, {
    noun: counts,
    rows: (cursor, size) => countedLocations(actor, filter, cursor, size),
    page: (rows) => locationsPage(actor, query, rows, days),
  })
}

async function accuracy(request: Request, response: Response): Promise<void> {
  const query = listQuery(request)
  const by = query.oneOf('by', SUBJECTS) ?? 'person'
  const month = askedMonth(query.get('month'), now())
  await answerList(request, response, {
    noun: counts,
    rows: (cursor, size) => accuracyOf(by, monthPeriod(month), cursor, size),
    page: (rows) => accuracyPage(query, rows, month),
  })
}

async function blank(request: Request, response: Response): Promise<void> {
  await planForm(request, response)
}

async function planForm(request: Request, response: Response, typed?: Typed, status = 200): Promise<void> {
  const due = listQuery(request).get('due') === '1'
  render(response, 'pages/form', newPage(await choicesOf(actorOf(request), now(), due), typed), status)
}

async function plan(request: Request, response: Response): Promise<void> {
  await submit(request, response, {
    form: PlanForm,
    act: async (input, act) => {
      const { id, number, places, busy } = await planCount(act, input)
      const left = busy > 0 ? `，另有 ${busy} 个在其他盘点单里，没有加入` : ''
      return { to: `/warehouse/counts/${id}`, notice: `已开始盘点 ${number}：${places} 个库位${left}。` }
    },
    again: (typed, status) => planForm(request, response, typed, status),
  })
}

async function show(request: Request, response: Response, row: CountRow): Promise<void> {
  const query = listQuery(request)
  const [places, sums, meanwhile, history] = await Promise.all([
    placesOf(row, query.get('page')),
    sumsOf(row),
    meanwhileOf(row),
    historyOf(counts.key, row.id, olderThan(request)),
  ])
  const details = { places, sums, meanwhile, history }
  render(response, 'pages/record', showPage(actorOf(request), query, row, details))
}

async function lines(request: Request, response: Response, row: CountRow): Promise<void> {
  const query = listQuery(request)
  const part = query.oneOf('part', LINE_PARTS) ?? 'different'
  await answerList(request, response, {
    noun: counts,
    rows: (cursor, size) => linesOf(row, part, cursor, size),
    beside: () => sumsOf(row),
    page: (rows, sums) => linesPage(actorOf(request), query, row, rows, sums),
  })
}

async function sheet(_request: Request, response: Response, row: CountRow): Promise<void> {
  render(response, 'warehouse/counts/sheet', sheetPage(row, await sheetOf(row), now()))
}

function askPaper(request: Request, response: Response, row: CountRow): Promise<void> {
  return paperForm(request, response, row)
}

async function paperForm(
  request: Request,
  response: Response,
  row: CountRow,
  typed?: Typed,
  status = 200,
): Promise<void> {
  const [locations, counters] = await Promise.all([openCodes(row), countersAt(now())])
  const self = personOf(actorOf(request))
  const counterId = counters.some(({ id }) => id === self) ? self : null
  render(
    response,
    'pages/form',
    paperPage(row, { locations, counters, counterId, now: now() }, typed),
    status,
  )
}

async function paper(request: Request, response: Response, row: CountRow): Promise<void> {
  await submit(request, response, {
    form: PaperForm,
    act: async (input, act) => {
      const { recount, last } = await enterPaper(act, row, input)
      const path = `/warehouse/counts/${row.id}`
      if (last) return { to: path, notice: '全部库位都盘完了，等主管复核。' }
      const next = recount ? '这个库位要换人复盘。' : '请录入下一个库位。'
      return { to: `${path}/paper`, notice: `已保存 ${input.location}。${next}` }
    },
    again: (typed, status) => paperForm(request, response, row, typed, status),
  })
}

function askReview(_request: Request, response: Response, row: CountRow): Promise<void> {
  return reviewForm(response, row)
}

async function reviewForm(response: Response, row: CountRow, typed?: Typed, status = 200): Promise<void> {
  const { rows } = await linesOf(row, 'undecided')
  render(response, 'pages/form', reviewPage(row, rows, typed), status)
}

async function review(request: Request, response: Response, row: CountRow): Promise<void> {
  await submit(request, response, {
    form: ReviewForm,
    act: async (judgements, act) => {
      const { recount } = await reviewLines(act, { ...row, version: versionOf(request) }, judgements)
      const notice = recount ? '已保存，退回的行等待复盘。' : '已保存复核。'
      return { to: `/warehouse/counts/${row.id}`, notice }
    },
    again: (typed, status) => reviewForm(response, row, typed, status),
  })
}
