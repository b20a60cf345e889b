import type { Request, Response } from 'express'
import { Router } from 'express'
import type { z } from 'zod'
import { newTotpSecret } from '../../../lib/totp.ts'
import { actorOf, beginSession, firstStepOf, onlyPage, signedInOf } from '../../../web/auth.ts'
import { demandCsrf } from '../../../web/csrf.ts'
import { actOf, errorsOf, receive } from '../../../web/form.ts'
import { done } from '../../../web/notice.ts'
import type { Typed } from '../../../web/parts.ts'
import { requestId } from '../../../web/request-id.ts'
import { demandSignedIn } from '../../../web/routing.ts'
import { render } from '../../../web/views.ts'
import type { Act } from '../../../work/act.ts'
import { checkProof } from '../staff/credentials.ts'
import type { Given } from '../staff/enrolment.ts'
import { enrol, renewCodes } from '../staff/enrolment.ts'
import type { Person } from '../staff/policy.ts'
import { accountOf, getStaff } from '../staff/queries.ts'
import { openSecondFactor, sealSecondFactor } from '../staff/seal.ts'
import { EnrolForm, ProofForm, RenewForm, safePath } from './forms.ts'
import { codesPage, proofPage, secondFactorPage } from './second-factor-pages.ts'

declare module 'express-session' {
  interface SessionData {
    /** The sealed secret that the person's app has been shown, until a code proves that it was taken. */
    enrolling: string
  }
}

/** The doors of the second step of signing in, and of setting it up. */
export function secondFactorRoutes(): Router {
  const router = Router()
  router.get('/login/code', proof)
  router.post('/login/code', demandCsrf, checkIn)
  router.get('/second-factor', demandSignedIn, (request, response) => show(request, response))
  router.post('/second-factor', demandSignedIn, demandCsrf, setUp)
  router.post('/second-factor/codes', demandSignedIn, demandCsrf, renew)
  return router
}

function proof(request: Request, response: Response): void {
  if (!firstStepOf(request)) return response.redirect(303, '/login')
  render(response, 'pages/form', proofPage(safePath(request.query['next'])))
}

/** Nobody is signed in before this has gone well. */
async function checkIn(request: Request, response: Response): Promise<void> {
  const values = valuesOf(request)
  const next = safePath(values['next'])
  const again = (errors: Typed['errors']): void =>
    render(response, 'pages/form', proofPage(next, { values, errors }), 422)
  const first = firstStepOf(request)
  if (!first) return startAgain(request, response)
  const parsed = ProofForm.safeParse(values)
  if (!parsed.success) return again(errorsOf(parsed.error))
  const checked = await checkProof(first, parsed.data.proof, requestId(request))
  if (!checked) return startAgain(request, response)
  if ('refused' in checked) return again({ proof: checked.refused })
  await beginSession(request, checked)
  done(request, response, next)
}

function startAgain(request: Request, response: Response): void {
  done(request, response, '/login', '登录已过期，请重新输入密码。', 'warning')
}

async function setUp(request: Request, response: Response): Promise<void> {
  const secret = secretOf(request)
  await giveCodes(request, response, 'form', EnrolForm, (input, act, person) =>
    enrol(act, person, { ...input, secret }),
  )
}

async function renew(request: Request, response: Response): Promise<void> {
  await giveCodes(request, response, 'codes', RenewForm, (input, act, person) =>
    renewCodes(act, person, input),
  )
}

/** Answers with the codes themselves, without a redirect: they're in no session, no address and no table. */
async function giveCodes<Schema extends z.ZodType>(
  request: Request,
  response: Response,
  name: 'form' | 'codes',
  form: Schema,
  give: (input: z.output<Schema>, act: Act, person: Person) => Promise<Given>,
): Promise<void> {
  await receive(request, {
    form,
    act: async (input) => {
      const act = actOf(request)
      const { personId } = actorOf(request)
      const { codes, epoch } = await give(input, act, await getStaff(act.actor, personId))
      await beginSession(request, { personId, epoch })
      render(response, 'pages/shown-once', codesPage(codes))
    },
    again: (typed, status) => show(request, response, { [name]: typed }, status),
  })
}

async function show(
  request: Request,
  response: Response,
  typed: { form?: Typed; codes?: Typed } = {},
  status = 200,
): Promise<void> {
  const { personId, employeeNumber } = actorOf(request)
  const signedIn = signedInOf(request)
  const page = secondFactorPage(
    {
      employeeNumber,
      account: await accountOf(personId),
      secret: secretOf(request),
      enrolBy: signedIn?.enrolBy ?? null,
      first: signedIn !== undefined && onlyPage(signedIn) !== undefined,
    },
    typed,
  )
  render(response, 'people/entrance/second-factor', page, status)
}

/** The same for as long as the session sets up, so that a page that comes again shows what the app has taken. */
function secretOf(request: Request): Buffer {
  const { personId } = actorOf(request)
  const { session } = request
  session.enrolling ??= sealSecondFactor(newTotpSecret(), personId).toString('base64')
  return openSecondFactor(Buffer.from(session.enrolling, 'base64'), personId)
}

function valuesOf(request: Request): Readonly<Record<string, unknown>> {
  return (request.body ?? {}) as Record<string, unknown>
}
