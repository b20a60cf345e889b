import type { Request, Response } from 'express'
import { POSITIONS } from '../../../actor.ts'
import { dayOf, now } from '../../../lib/dates.ts'
import { generatePassword, hashSecret } from '../../../lib/passwords.ts'
import { actorOf } from '../../../web/auth.ts'
import { actOf, receive, submit, versionOf } from '../../../web/form.ts'
import { listQuery } from '../../../web/list.ts'
import { answerList } from '../../../web/list-answer.ts'
import { moveDoor } from '../../../web/move-route.ts'
import { done } from '../../../web/notice.ts'
import type { Typed } from '../../../web/parts.ts'
import type { Door } from '../../../web/routing.ts'
import { get, post, reach } from '../../../web/routing.ts'
import { sortingOf } from '../../../web/sorting.ts'
import { olderThan } from '../../../web/timeline.ts'
import { render } from '../../../web/views.ts'
import { historyOf } from '../../../work/history.ts'
import { allowed } from '../../../work/nouns.ts'
import { shopOptions } from '../shops/queries.ts'
import { assign, editProfile, endSessions, hire, moveStaff } from './actions.ts'
import type { Choices } from './form-pages.ts'
import { assignmentPage, editPage, hirePage, leavePage, suspendPage } from './form-pages.ts'
import { AssignmentForm, EditForm, HireForm, LeaveForm, ProofForm, SuspendForm } from './forms.ts'
import { leave, suspend } from './leaving.ts'
import { resetPassword, resetSecondFactor } from './lost-secrets.ts'
import { staff } from './noun.ts'
import { listPage } from './pages.ts'
import type { StaffRow } from './queries.ts'
import {
  ORDERS,
  SIGN_INS,
  USUAL,
  accountOf,
  assignmentsOf,
  colleagueOptions,
  countStates,
  getStaff,
  heldBy,
  listStaff,
  reportsOf,
  signInsOf,
} from './queries.ts'
import { firstPasswordPage, resetPage, secondFactorResetPage } from './reset-pages.ts'
import type { StaffFile } from './show-page.ts'
import { readsFile, showPage } from './show-page.ts'

const person = reach(getStaff)
const STATES = ['ACTIVE', 'SUSPENDED', 'LEFT'] as const

export const routes: readonly Door[] = [
  get('/', 'list', list),
  get('/new', 'create', hireForm),
  post('/', 'create', create),
  get('/:id', 'see', person(show)),
  get('/:id/edit', 'edit', person(edit)),
  post('/:id', 'edit', person(update)),
  get('/:id/assignment', 'assignment', person(assignment)),
  post('/:id/assignment', 'assignment', person(reassign)),
  get('/:id/suspend', 'suspend', person(suspension)),
  post('/:id/suspend', 'suspend', person(doSuspend)),
  get('/:id/leave', 'leave', person(leaving)),
  post('/:id/leave', 'leave', person(doLeave)),
  get('/:id/password-reset', 'password-reset', person(reset)),
  post('/:id/password-reset', 'password-reset', person(doReset)),
  get('/:id/second-factor-reset', 'second-factor-reset', person(proofReset)),
  post('/:id/second-factor-reset', 'second-factor-reset', person(doProofReset)),
  post('/:id/end-sessions', 'end-sessions', person(signOutEverywhere)),
  moveDoor(staff, person, moveStaff),
]

async function list(request: Request, response: Response): Promise<void> {
  const actor = actorOf(request)
  const query = listQuery(request)
  const filter = {
    state: query.oneOf('state', STATES) ?? 'ACTIVE',
    search: query.get('q'),
    position: query.oneOf('position', POSITIONS),
    shopId: query.id('shop'),
    sorting: sortingOf(query, ORDERS, USUAL),
  }
  await answerList(request, response, {
    noun: staff,
    sorting: filter.sorting,
    rows: (cursor, size) => listStaff(actor, filter, cursor, size),
    beside: () => Promise.all([countStates(actor), shopOptions(actor)]),
    page: (rows, [counts, shops]) => listPage(actor, query, rows, counts, shops),
  })
}

async function hireForm(request: Request, response: Response): Promise<void> {
  render(response, 'pages/form', hirePage(await choices(request), dayOf(now())))
}

/**
 * The account begins with a password that nobody knows, so that it opens nothing; the next page makes the one that is
 * handed over, and asks who one is.
 */
async function create(request: Request, response: Response): Promise<void> {
  await submit(request, response, {
    form: HireForm,
    act: async (input, act) => {
      const passwordHash = await hashSecret(generatePassword())
      const { id } = await hire(act, input, { passwordHash, mustChange: true })
      return {
        to: `/people/staff/${id}/password-reset`,
        notice: `${input.name}已登记。请为新同事生成首次密码。`,
      }
    },
    again: async (typed, status) =>
      render(response, 'pages/form', hirePage(await choices(request), dayOf(now()), typed), status),
  })
}

async function show(request: Request, response: Response, row: StaffRow): Promise<void> {
  const actor = actorOf(request)
  const [reports, file] = await Promise.all([
    reportsOf(actor, row.id),
    readsFile(actor, row) ? fileOf(request, row, allowed(staff, actor, 'sign-ins', row)) : null,
  ])
  render(response, 'pages/record', showPage(actor, row, reports, file))
}

async function fileOf(request: Request, row: StaffRow, withSignIns: boolean): Promise<StaffFile> {
  const [assignments, account, history, signIns] = await Promise.all([
    assignmentsOf(row.id),
    accountOf(row.id),
    historyOf(staff.key, row.id, olderThan(request), SIGN_INS),
    withSignIns ? signInsOf(row.id) : undefined,
  ])
  return { assignments, account, history, ...(signIns ? { signIns } : {}) }
}

function edit(_request: Request, response: Response, row: StaffRow): void {
  render(response, 'pages/form', editPage(row))
}

async function update(request: Request, response: Response, row: StaffRow): Promise<void> {
  await submit(request, response, {
    form: EditForm,
    act: async ({ current, ...input }, act) => {
      await editProfile(act, seen(request, row), input, current)
      return { to: `/people/staff/${row.id}`, notice: '资料已保存。' }
    },
    again: (typed, status) => render(response, 'pages/form', editPage(row, typed, status === 409), status),
  })
}

async function assignment(request: Request, response: Response, row: StaffRow): Promise<void> {
  render(response, 'pages/form', assignmentPage(row, await choices(request, row)))
}

async function reassign(request: Request, response: Response, row: StaffRow): Promise<void> {
  await submit(request, response, {
    form: AssignmentForm,
    act: async ({ remark, ...input }, act) => {
      await assign(act, seen(request, row), input, remark)
      return { to: `/people/staff/${row.id}`, notice: '任职已调整。' }
    },
    again: async (typed, status) => {
      const page = assignmentPage(row, await choices(request, row), typed, status === 409)
      render(response, 'pages/form', page, status)
    },
  })
}

async function suspension(_request: Request, response: Response, row: StaffRow): Promise<void> {
  await showSuspension(response, row)
}

async function doSuspend(request: Request, response: Response, row: StaffRow): Promise<void> {
  await submit(request, response, {
    form: SuspendForm,
    act: async (input, act) => {
      await suspend(act, seen(request, row), input)
      return { to: `/people/staff/${row.id}`, notice: `${row.name}已停用。` }
    },
    again: (typed, status) => showSuspension(response, row, typed, status),
  })
}

async function showSuspension(response: Response, row: StaffRow, typed?: Typed, status = 200): Promise<void> {
  const [people, held] = await Promise.all([colleagueOptions(row.id), heldBy(row.id)])
  render(response, 'people/staff/hand-over', suspendPage(row, people, held, typed), status)
}

async function leaving(request: Request, response: Response, row: StaffRow): Promise<void> {
  await showLeaving(request, response, row)
}

async function doLeave(request: Request, response: Response, row: StaffRow): Promise<void> {
  await submit(request, response, {
    form: LeaveForm,
    act: async (input, act) => {
      await leave(act, seen(request, row), input)
      return { to: `/people/staff/${row.id}`, notice: `${row.name}的离职已办理。` }
    },
    again: (typed, status) => showLeaving(request, response, row, typed, status),
  })
}

async function showLeaving(
  request: Request,
  response: Response,
  row: StaffRow,
  typed?: Typed,
  status = 200,
): Promise<void> {
  const [people, held, reports] = await Promise.all([
    colleagueOptions(row.id),
    heldBy(row.id),
    reportsOf(actorOf(request), row.id),
  ])
  const page = leavePage(row, people, { held, reports, today: dayOf(now()) }, typed)
  render(response, 'people/staff/hand-over', page, status)
}

function reset(_request: Request, response: Response, row: StaffRow): void {
  render(response, 'pages/form', resetPage(row))
}

/** Answers with the password itself, without a redirect: it's in no session, no address and no table. */
async function doReset(request: Request, response: Response, row: StaffRow): Promise<void> {
  await receive(request, {
    form: ProofForm,
    act: async ({ current }) => {
      const password = await resetPassword(actOf(request), seen(request, row), current)
      render(response, 'pages/shown-once', firstPasswordPage(row, password))
    },
    again: (typed, status) => render(response, 'pages/form', resetPage(row, typed), status),
  })
}

function proofReset(_request: Request, response: Response, row: StaffRow): void {
  render(response, 'pages/form', secondFactorResetPage(row))
}

async function doProofReset(request: Request, response: Response, row: StaffRow): Promise<void> {
  await submit(request, response, {
    form: ProofForm,
    act: async ({ current }, act) => {
      await resetSecondFactor(act, seen(request, row), current)
      return { to: `/people/staff/${row.id}`, notice: `${row.name}的二次验证已重置。` }
    },
    again: (typed, status) => render(response, 'pages/form', secondFactorResetPage(row, typed), status),
  })
}

async function signOutEverywhere(request: Request, response: Response, row: StaffRow): Promise<void> {
  await endSessions(actOf(request), seen(request, row))
  done(request, response, `/people/staff/${row.id}`, `${row.name}的登录已全部结束。`)
}

/** The row in the version that the form began with. */
function seen(request: Request, row: StaffRow): StaffRow {
  return { ...row, version: versionOf(request) }
}

async function choices(request: Request, row?: StaffRow): Promise<Choices> {
  const [people, shops] = await Promise.all([
    colleagueOptions(row?.id),
    shopOptions(actorOf(request), row?.shopIds),
  ])
  return { people, shops }
}
