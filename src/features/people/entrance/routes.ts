import type { Request, Response } from 'express'
import { Router } from 'express'
import { now } from '../../../lib/dates.ts'
import { addressOf } from '../../../web/address.ts'
import { actorOf, beginSession, onlyPage, signIn, signOut, signedInOf } from '../../../web/auth.ts'
import { demandCsrf } from '../../../web/csrf.ts'
import { errorsOf, receive, submit } from '../../../web/form.ts'
import { done } from '../../../web/notice.ts'
import type { Typed } from '../../../web/parts.ts'
import { demandSignedIn } from '../../../web/routing.ts'
import { openForms } from '../../../web/shell.ts'
import { render } from '../../../web/views.ts'
import { ADDRESS, attempt, checkAttempt, takeBack, waitingTime } from '../../../work/lockouts.ts'
import { endSessions } from '../staff/actions.ts'
import { changePassword, demandPassword } from '../staff/credentials.ts'
import { getStaff } from '../staff/queries.ts'
import { claimForm, demandEmpty, demandToken, setUp } from './actions.ts'
import { CurrentForm, DemoForm, LoginForm, PasswordForm, SetupForm, safePath } from './forms.ts'
import type { DemoSignIn } from './pages.ts'
import { loginPage, passwordPage, setupPage, signInsPage } from './pages.ts'
import { sessionsOf } from './queries.ts'

export type { DemoSignIn } from './pages.ts'

export interface EntranceOptions {
  /** Printed at the start; opens the setup page while nobody is here. */
  setupToken: string
  loadDemo(): Promise<DemoSignIn[]>
}

/** The doors for those who aren't signed in, and for signing in and out. */
export function entranceRoutes({ setupToken, loadDemo }: EntranceOptions): Router {
  const router = Router()
  router.use(['/login', '/setup'], openForms)
  router.get('/login', login)
  router.post('/login', demandCsrf, logIn)
  router.post('/logout', demandCsrf, logOut)
  router.get('/password', demandSignedIn, password)
  router.post('/password', demandSignedIn, demandCsrf, savePassword)
  router.post('/password/sessions', demandSignedIn, demandCsrf, endOthers)
  router.get('/setup', setup)
  router.post('/setup', demandCsrf, (request, response) => setUpShop(request, response, setupToken))
  router.post('/setup/demo', demandCsrf, (request, response) =>
    setUpDemo(request, response, setupToken, loadDemo),
  )
  return router
}

function login(request: Request, response: Response): void {
  const next = safePath(request.query['next'])
  const signedIn = signedInOf(request)
  if (signedIn) return response.redirect(303, onlyPage(signedIn) ?? next)
  render(response, 'pages/form', loginPage(next))
}

/** An address gets more attempts than a number, because a whole office may stand behind it. */
async function logIn(request: Request, response: Response): Promise<void> {
  const next = safePath(valuesOf(request)['next'])
  const again = (errors: Typed['errors'], status: number): void =>
    render(response, 'pages/form', loginPage(next, { values: valuesOf(request), errors }), status)
  const parsed = LoginForm.safeParse(valuesOf(request))
  if (!parsed.success) return again(errorsOf(parsed.error), 422)
  const address = `address:${addressOf(request)}`
  const permitted = await attempt(address, now(), ADDRESS)
  if (!permitted.allowed) {
    return again({ '': `这里的登录尝试过多，请在 ${waitingTime(permitted.until, now())}后再试。` }, 429)
  }
  const answer = await checkAttempt(address, () => signIn(request))
  if (!answer.ok) return again({ '': answer.reason }, 422)
  await takeBack(address)
  done(request, response, answer.asksProof ? `/login/code?next=${encodeURIComponent(next)}` : next)
}

async function logOut(request: Request, response: Response): Promise<void> {
  await signOut(request)
  response.redirect(303, '/login')
}

async function password(request: Request, response: Response): Promise<void> {
  await showPassword(request, response)
}

async function savePassword(request: Request, response: Response): Promise<void> {
  const { personId } = actorOf(request)
  await submit(request, response, {
    form: PasswordForm,
    act: async (input, act) => {
      const { epoch } = await changePassword(act, await getStaff(act.actor, personId), input)
      await beginSession(request, { personId, epoch })
      return { to: '/', notice: '密码已修改，其他设备上的登录已结束。' }
    },
    again: (form, status) => showPassword(request, response, { form }, status),
  })
}

async function endOthers(request: Request, response: Response): Promise<void> {
  const { personId } = actorOf(request)
  await submit(request, response, {
    form: CurrentForm,
    act: async ({ current }, act) => {
      await demandPassword(act, current)
      const { epoch } = await endSessions(act, await getStaff(act.actor, personId))
      await beginSession(request, { personId, epoch })
      return { to: '/password', notice: '其他登录已结束。' }
    },
    again: (end, status) => showPassword(request, response, { end }, status),
  })
}

async function showPassword(
  request: Request,
  response: Response,
  typed: { form?: Typed; end?: Typed } = {},
  status = 200,
): Promise<void> {
  const first = signedInOf(request)?.mustChangePassword ?? false
  const sessions = await sessionsOf(actorOf(request).personId, request.sessionID, now())
  render(response, 'people/entrance/password', passwordPage(first, sessions, typed), status)
}

async function setup(request: Request, response: Response): Promise<void> {
  await demandEmpty()
  const token = request.query['token']
  render(response, 'people/entrance/setup', setupPage(typeof token === 'string' ? token : ''))
}

async function setUpShop(request: Request, response: Response, token: string): Promise<void> {
  await demandEmpty()
  await receive(request, {
    form: SetupForm,
    act: async ({ setupToken, ...input }) => {
      await demandToken(setupToken, token, addressOf(request), now())
      await setUp(input, now())
      await signIn(request)
      done(request, response, '/', '设置完成。接下来可以添加同事。')
    },
    again: (form, status) =>
      render(response, 'people/entrance/setup', setupPage(tokenIn(form), { form }), status),
  })
}

async function setUpDemo(
  request: Request,
  response: Response,
  token: string,
  loadDemo: EntranceOptions['loadDemo'],
): Promise<void> {
  await demandEmpty()
  await receive(request, {
    form: DemoForm,
    act: async ({ setupToken }) => {
      await demandToken(setupToken, token, addressOf(request), now())
      await claimForm(valuesOf(request)['_token'], now())
      render(response, 'people/entrance/sign-ins', signInsPage(await loadDemo()))
    },
    again: (demo, status) =>
      render(response, 'people/entrance/setup', setupPage(tokenIn(demo), { demo }), status),
  })
}

function valuesOf(request: Request): Readonly<Record<string, unknown>> {
  return (request.body ?? {}) as Record<string, unknown>
}

function tokenIn(typed: Typed): string {
  const token = typed.values['setupToken']
  return typeof token === 'string' ? token : ''
}
