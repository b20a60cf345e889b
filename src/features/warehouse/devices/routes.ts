import type { Request, Response } from 'express'
import { now } from '../../../lib/dates.ts'
import { hashToken, randomToken } from '../../../lib/tokens.ts'
import { actorOf } from '../../../web/auth.ts'
import { answerList } from '../../../web/list-answer.ts'
import { deviceToken, keepDeviceToken } from '../../../web/device-cookie.ts'
import { actOf, submit, versionOf } from '../../../web/form.ts'
import { done } from '../../../web/notice.ts'
import type { Door } from '../../../web/routing.ts'
import { get, post, reach } from '../../../web/routing.ts'
import { olderThan } from '../../../web/timeline.ts'
import { render } from '../../../web/views.ts'
import { historyOf } from '../../../work/history.ts'
import { registerDevice, renameDevice, revokeDevice } from './actions.ts'
import { commandsPage } from './commands.ts'
import { DeviceForm } from './forms.ts'
import { devices } from './noun.ts'
import { listPage, registerPage, renamePage, showPage } from './pages.ts'
import type { DeviceRow } from './queries.ts'
import { deviceWith, getDevice, listDevices } from './queries.ts'

const device = reach(getDevice)

export const routes: readonly Door[] = [
  get('/', 'list', list),
  get('/new', 'create', newDevice),
  get('/commands', 'list', commands),
  post('/', 'create', create),
  get('/:id', 'see', device(show)),
  get('/:id/edit', 'edit', device(edit)),
  post('/:id', 'edit', device(update)),
  post('/:id/revoke', 'revoke', device(revoke)),
]

async function list(request: Request, response: Response): Promise<void> {
  const actor = actorOf(request)
  await answerList(request, response, {
    noun: devices,
    rows: async () => ({ rows: await listDevices(actor) }),
    beside: () => deviceWith(deviceToken(request)),
    page: (rows, own) => listPage(actor, rows, own, now()),
  })
}

async function newDevice(request: Request, response: Response): Promise<void> {
  render(response, 'pages/form', registerPage(await deviceWith(deviceToken(request))))
}

function commands(_request: Request, response: Response): void {
  render(response, 'pages/labels', commandsPage())
}

/** The secret goes into the cookie and nowhere else: no address, no session, no table holds it. */
async function create(request: Request, response: Response): Promise<void> {
  await submit(request, response, {
    form: DeviceForm,
    act: async ({ name }, act) => {
      const token = randomToken()
      const { id, tokenHash } = await registerDevice(act, name, hashToken(token))
      if (tokenHash === hashToken(token)) keepDeviceToken(request, response, token)
      return { to: `/warehouse/devices/${id}`, notice: '已登记。请退出您自己的登录，再把终端交给仓管使用。' }
    },
    again: async (typed, status) => {
      const own = await deviceWith(deviceToken(request))
      render(response, 'pages/form', registerPage(own, typed), status)
    },
  })
}

async function show(request: Request, response: Response, row: DeviceRow): Promise<void> {
  const [own, history] = await Promise.all([
    deviceWith(deviceToken(request)),
    historyOf(devices.key, row.id, olderThan(request)),
  ])
  render(response, 'pages/record', showPage(actorOf(request), row, own, history, now()))
}

function edit(_request: Request, response: Response, row: DeviceRow): void {
  render(response, 'pages/form', renamePage(row))
}

async function update(request: Request, response: Response, row: DeviceRow): Promise<void> {
  await submit(request, response, {
    form: DeviceForm,
    act: async ({ name }, act) => {
      await renameDevice(act, seen(request, row), name)
      return { to: `/warehouse/devices/${row.id}`, notice: '已保存。' }
    },
    again: (typed, status) => render(response, 'pages/form', renamePage(row, typed), status),
  })
}

async function revoke(request: Request, response: Response, row: DeviceRow): Promise<void> {
  await revokeDevice(actOf(request), seen(request, row))
  done(request, response, `/warehouse/devices/${row.id}`, `${row.name}已停用。`)
}

/** The row in the version that the form began with. */
function seen(request: Request, row: DeviceRow): DeviceRow {
  return { ...row, version: versionOf(request) }
}
