import { promisify } from 'node:util'
import type { Request, RequestHandler, Response } from 'express'
import { Router } from 'express'
import type { TerminalActor } from '../../../actor.ts'
import { now } from '../../../lib/dates.ts'
import { demandDeviceCsrf, deviceCsrf, deviceToken, keepDeviceToken } from '../../../web/device-cookie.ts'
import { deviceShell } from '../../../web/device-shell.ts'
import type { Pace } from '../../../web/pace.ts'
import { requestId } from '../../../web/request-id.ts'
import { receiveFiles, uploadsOf } from '../../../web/uploads.ts'
import { render, renderPart } from '../../../web/views.ts'
import { listClerks } from '../badges/queries.ts'
import { endSession, lock, signIn, signOut, touch } from './actions.ts'
import { PhotoForm, ScanForm, SignInForm } from './forms.ts'
import type { Screen } from './hand.ts'
import { SCREENS } from './hand.ts'
import { inHandNow } from './in-hand.ts'
import type { Outcome } from './outcome.ts'
import type { ScreenInput, ScreenState } from './pages.ts'
import { closedPage, keysOf, screenPage, screenState, signInPage, workOf } from './pages.ts'
import { photograph } from './photographs.ts'
import type { Session, Terminal } from './queries.ts'
import { clerkAt, idleSeconds, isLocked, outcomeOf, terminalWith, whatWaits } from './queries.ts'
import type { After } from './scans.ts'
import { judgeScan } from './scans.ts'

/**
 * The shared terminal, to be mounted at `/warehouse/terminal` before the sessions of people's browsers: who may act
 * here is said by the device's cookie and the clerk signed in at the device, and by nothing else.
 */
export function terminalRoutes(pace: Pace): Router {
  const router = Router()
  for (const name of SCREENS) router.get(name === 'menu' ? '/' : `/${name}`, screen(name, pace))
  const at = (handle: Handle): RequestHandler => atTerminal(handle, pace)
  router.post('/sign-in', at(enter))
  router.post('/scans', at(scan))
  router.post('/photos', at(keepPhotos))
  router.post('/touch', at(keepAwake))
  router.post('/lock', at(lockNow))
  router.post('/sign-out', at(leave))
  return router
}

type Handle = (request: Request, response: Response, terminal: Terminal) => Promise<void>

/** Behind the device's cookie and its page's token. A machine that is no terminal gets told, and nothing else. */
function atTerminal(handle: Handle, pace: Pace) {
  return async (request: Request, response: Response): Promise<void> => {
    const token = deviceToken(request)
    const terminal = token === undefined ? null : await terminalWith(token)
    pace(request, terminal?.id)
    if (token === undefined || !terminal || terminal.revokedAt) {
      response.json({ judged: false, why: 'revoked' })
      return
    }
    demandDeviceCsrf(request, token)
    deviceShell(request, response, { csrf: deviceCsrf(token) })
    await handle(request, response, terminal)
  }
}

/** A screen, or what stands before it: the machine is no terminal, nobody is signed in, the terminal is locked. */
function screen(name: Screen, pace: Pace) {
  return async (request: Request, response: Response): Promise<void> => {
    const token = deviceToken(request)
    const terminal = token === undefined ? null : await terminalWith(token)
    deviceShell(request, response, { csrf: token === undefined ? '' : deviceCsrf(token) })
    pace(request, terminal?.id)
    if (token === undefined || !terminal || terminal.revokedAt) {
      return render(response, 'warehouse/terminal/closed', closedPage(terminal !== null), 403)
    }
    keepDeviceToken(request, response, token)
    const present = await presentAt(terminal)
    const clerks = await listClerks()
    if (!present || present.locked) {
      return render(
        response,
        'warehouse/terminal/entrance',
        signInPage(terminal, clerks, present?.session ?? null),
      )
    }
    const { actor, session } = present
    await touch(session, now())
    deviceShell(request, response, { csrf: deviceCsrf(token), person: personOf(actor) })
    const input = await screenInput(actor, session, name, await outcomeOf(session.hand.last))
    const around = { terminal, clerks, idleSeconds: await idleSeconds() }
    render(response, 'warehouse/terminal/screen', screenPage(input, around))
  }
}

interface Present {
  readonly session: Session
  readonly actor: TerminalActor
  readonly locked: boolean
}

/** The clerk who may act at a terminal; a session of somebody who no longer may ends here. */
async function presentAt({ id, session }: Terminal): Promise<Present | null> {
  if (!session) return null
  const actor = await clerkAt(id, session.personId)
  if (!actor) {
    await endSession(session, now())
    return null
  }
  return { session, actor, locked: isLocked(session, await idleSeconds(), now()) }
}

function personOf({ name, employeeNumber }: TerminalActor): {
  name: string
  employeeNumber: string
  position: string
  initials: string
} {
  return { name, employeeNumber, position: '', initials: name.slice(-2) }
}

async function screenInput(
  actor: TerminalActor,
  session: Session,
  screen: Screen,
  last: Outcome | null,
): Promise<ScreenInput> {
  const at = now()
  const inHand = await inHandNow(actor, session, at)
  const busy = session.hand.open[screen] !== undefined
  return { session, screen, inHand, waiting: busy ? null : await whatWaits(at), last, now: at }
}

async function enter(request: Request, response: Response, terminal: Terminal): Promise<void> {
  const parsed = SignInForm.safeParse(request.body)
  if (!parsed.success) {
    response.status(422).json({ error: '请刷工牌，或选姓名并输入 PIN。' })
    return
  }
  const { takeOver, ...proof } = parsed.data
  response.json(await signIn(terminal, proof, takeOver, { at: now(), requestId: requestId(request) }))
}

/** Judges one scan and brings what the screen shows now. The same scan again gets the same answer. */
async function scan(request: Request, response: Response, terminal: Terminal): Promise<void> {
  const parsed = ScanForm.safeParse(request.body)
  if (!parsed.success) {
    response.status(422).json({ error: '这条扫描无法识别，请重扫。' })
    return
  }
  const judged = await judgeScan(terminal, parsed.data, now(), requestId(request))
  if (!judged.judged) {
    response.json(judged)
    return
  }
  const { outcome, after } = judged
  const page = after && (await pageAfter(response, after, outcome))
  response.json({ judged: true, outcome, page })
}

/** The screen as it is after a scan. */
async function pageAfter(
  response: Response,
  { actor, session }: After,
  last: Outcome,
): Promise<ScreenState & { html: string }> {
  const { screen: name } = session.hand
  const input = await screenInput(actor, session, name, last)
  const html = renderPart(response, 'warehouse/terminal/work', { work: workOf(input), keys: keysOf(name) })
  return { ...screenState(input), html }
}

/** How many pictures are sent at once. */
const MOST_PHOTOS_AT_ONCE = 5
const receivePhotos = promisify(receiveFiles('photos', MOST_PHOTOS_AT_ONCE))

/** Keeps pictures of what lies in hand. Files are received only after the device has shown that it's one. */
async function keepPhotos(request: Request, response: Response, terminal: Terminal): Promise<void> {
  const present = await presentAt(terminal)
  if (!present || present.locked) {
    response.json({ why: present ? 'locked' : 'signed-out' })
    return
  }
  await receivePhotos(request, response)
  const parsed = PhotoForm.safeParse(request.body)
  const pictures = uploadsOf(request)
  if (!parsed.success || pictures.length === 0) {
    response.status(422).json({ error: '没有收到照片，请重新拍照。' })
    return
  }
  const { of, screen: name, token } = parsed.data
  const { actor, session } = present
  const act = { actor, at: now(), token, requestId: requestId(request) }
  await photograph(act, { screen: name, hand: session.hand, seen: of }, pictures)
  await touch(session, now())
  response.json({ title: `已保存 ${pictures.length} 张照片` })
}

async function keepAwake(_request: Request, response: Response, terminal: Terminal): Promise<void> {
  const present = await presentAt(terminal)
  if (present && !present.locked) await touch(present.session, now())
  response.json({ working: present !== null && !present.locked })
}

async function lockNow(_request: Request, response: Response, { session }: Terminal): Promise<void> {
  if (session) await lock(session, now())
  response.json({ working: false })
}

async function leave(request: Request, response: Response, terminal: Terminal): Promise<void> {
  if (terminal.session) {
    await signOut(terminal, terminal.session, { at: now(), requestId: requestId(request) })
  }
  response.json({ working: false })
}
