import type { Request, Response } from 'express'
import { shopOptions } from '../../people/shops/queries.ts'
import { actorOf } from '../../../web/auth.ts'
import { actOf, submit, versionOf } from '../../../web/form.ts'
import { listQuery } from '../../../web/list.ts'
import { answerList } from '../../../web/list-answer.ts'
import { moveDoor } from '../../../web/move-route.ts'
import { batchNotice, done, leaveNotice } from '../../../web/notice.ts'
import type { Door } from '../../../web/routing.ts'
import { get, post, reach } from '../../../web/routing.ts'
import { olderThan } from '../../../web/timeline.ts'
import { render } from '../../../web/views.ts'
import { historyOf } from '../../../work/history.ts'
import { linesOf } from '../orders/queries.ts'
import { holdReview, releaseAll, releaseReview } from './actions.ts'
import { BatchForm, ReleaseForm } from './forms.ts'
import { reviews } from './noun.ts'
import { listPage, releasePage, showPage } from './pages.ts'
import type { ReviewRow } from './queries.ts'
import { PARTS, countParts, findReviews, getReview, listReviews } from './queries.ts'
import { REASON_KEYS } from './reasons.ts'

const review = reach(getReview)

export const routes: readonly Door[] = [
  get('/', 'list', list),
  post('/release', 'list', releaseSome),
  get('/:id', 'see', review(show)),
  get('/:id/release', 'release', review(decide)),
  post('/:id/release', 'release', review(release)),
  moveDoor(reviews, review, (act, row, _move, remark) => holdReview(act, row, remark ?? '')),
]

async function list(request: Request, response: Response): Promise<void> {
  const actor = actorOf(request)
  const query = listQuery(request)
  const filter = {
    part: query.oneOf('part', PARTS) ?? 'held',
    search: query.get('q'),
    shopId: query.id('shop'),
    reason: query.oneOf('reason', REASON_KEYS),
  }
  await answerList(request, response, {
    noun: reviews,
    rows: (cursor, size) => listReviews(actor, filter, cursor, size),
    beside: () => Promise.all([countParts(actor), shopOptions(actor)]),
    page: (rows, [counts, shops]) => listPage(query, rows, counts, shops),
  })
}

/** The rule is asked of each row; what can't be released is told, and doesn't hold up the others. */
async function releaseSome(request: Request, response: Response): Promise<void> {
  const parsed = BatchForm.safeParse(request.body ?? {})
  const rows = await findReviews(actorOf(request), parsed.success ? parsed.data.ids : [])
  if (rows.length === 0)
    return done(request, response, '/orders/reviews', '请先勾选要放行的订单。', 'warning')
  const { released, refused } = await releaseAll(actOf(request), rows)
  leaveNotice(request, batchNotice(released, refused))
  done(request, response, '/orders/reviews')
}

async function show(request: Request, response: Response, row: ReviewRow): Promise<void> {
  const [lines, history] = await Promise.all([
    linesOf(row.orderId),
    historyOf(reviews.key, row.id, olderThan(request)),
  ])
  render(response, 'pages/record', showPage(actorOf(request), row, lines, history))
}

function decide(_request: Request, response: Response, row: ReviewRow): void {
  render(response, 'pages/form', releasePage(row))
}

async function release(request: Request, response: Response, row: ReviewRow): Promise<void> {
  await submit(request, response, {
    form: ReleaseForm,
    act: async ({ instruction }, act) => {
      await releaseReview(act, { ...row, version: versionOf(request) }, instruction)
      return { to: '/orders/reviews', notice: `订单 ${row.platformOrderId} 已放行。` }
    },
    again: (typed, status) => render(response, 'pages/form', releasePage(row, typed, status === 409), status),
  })
}
