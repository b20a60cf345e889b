import type { Request, Response } from 'express'
import { hashToken } from '../../../lib/tokens.ts'
import { actorOf } from '../../../web/auth.ts'
import { actOf, receive, submit, versionOf } from '../../../web/form.ts'
import { listQuery } from '../../../web/list.ts'
import { answerList } from '../../../web/list-answer.ts'
import { done } from '../../../web/notice.ts'
import type { Door } from '../../../web/routing.ts'
import { get, post, reach } from '../../../web/routing.ts'
import { olderThan } from '../../../web/timeline.ts'
import { render } from '../../../web/views.ts'
import { historyOf } from '../../../work/history.ts'
import { issueBadge, revokeBadge, setPin } from './actions.ts'
import { newBadgeCode } from './codes.ts'
import { BadgeForm, PinForm } from './forms.ts'
import { badges } from './noun.ts'
import { cardPage, listPage, newPage, pinPage, showPage } from './pages.ts'
import type { BadgeRow } from './queries.ts'
import { PARTS, getBadge, hasPin, listBadges, listClerks } from './queries.ts'

const badge = reach(getBadge)

export const routes: readonly Door[] = [
  get('/', 'list', list),
  get('/new', 'create', newBadge),
  post('/', 'create', issue),
  get('/pin', 'pin', pin),
  post('/pin', 'pin', changePin),
  get('/:id', 'see', badge(show)),
  post('/:id/revoke', 'revoke', badge(revoke)),
]

async function list(request: Request, response: Response): Promise<void> {
  const actor = actorOf(request)
  const query = listQuery(request)
  const part = query.oneOf('part', PARTS) ?? 'valid'
  await answerList(request, response, {
    noun: badges,
    rows: (cursor, size) => listBadges(actor, part, cursor, size),
    page: (rows) => listPage(actor, query, part, rows),
  })
}

async function newBadge(_request: Request, response: Response): Promise<void> {
  render(response, 'pages/form', newPage(await listClerks()))
}

/** Answers with the card itself, without a redirect: its code is in no session, no address and no table. */
async function issue(request: Request, response: Response): Promise<void> {
  await receive(request, {
    form: BadgeForm,
    act: async (input) => {
      const code = newBadgeCode()
      const { id, codeHash } = await issueBadge(actOf(request), input, hashToken(code))
      const row = await getBadge(actorOf(request), id)
      render(response, 'pages/labels', cardPage(row, codeHash === hashToken(code) ? code : null))
    },
    again: async (typed, status) =>
      render(response, 'pages/form', newPage(await listClerks(), typed), status),
  })
}

async function show(request: Request, response: Response, row: BadgeRow): Promise<void> {
  render(
    response,
    'pages/record',
    showPage(actorOf(request), row, await historyOf(badges.key, row.id, olderThan(request))),
  )
}

async function revoke(request: Request, response: Response, row: BadgeRow): Promise<void> {
  await revokeBadge(actOf(request), { ...row, version: versionOf(request) })
  done(request, response, `/warehouse/badges/${row.id}`, '工牌已作废。')
}

async function pin(request: Request, response: Response): Promise<void> {
  render(response, 'pages/form', pinPage(await hasPin(actorOf(request).personId)))
}

async function changePin(request: Request, response: Response): Promise<void> {
  const exists = await hasPin(actorOf(request).personId)
  await submit(request, response, {
    form: PinForm,
    act: async ({ current, pin }, act) => {
      await setPin(act, current, pin)
      return { to: '/warehouse/badges', notice: '终端 PIN 已保存。' }
    },
    again: (typed, status) => render(response, 'pages/form', pinPage(exists, typed), status),
  })
}
