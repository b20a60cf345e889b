import { randomBytes } from 'node:crypto'
import type { Request, RequestHandler } from 'express'
import { dutyLabels } from '../actor.ts'
import { now } from '../lib/dates.ts'
import { countOpen } from '../work/live.ts'
import type { SignedIn } from './auth.ts'
import { onlyPage, signedInOf } from './auth.ts'
import { csrfToken } from './csrf.ts'
import type { Department } from './departments.ts'
import { menuFor } from './departments.ts'
import { takeNotice } from './notice.ts'
import type { Shell } from './parts.ts'
import { bareShell } from './parts.ts'
import { themeOf } from './theme.ts'
import { requestId } from './request-id.ts'
import type { Counting } from './views.ts'

/** Writes `res.locals.shell`, what surrounds every page, and `res.locals.counting`, the numbers of its top bar. */
export function shell(departments: readonly Department[]): RequestHandler {
  return (request, response, next) => {
    const signedIn = signedInOf(request)
    const around: Shell = {
      ...bareShell(request.path, requestId(request)),
      nonce: String(response.locals['nonce'] ?? ''),
      // A token makes a session, and whoever only passes by shall leave none.
      csrf: signedIn ? csrfToken(request) : '',
      theme: themeOf(request.headers.cookie),
      demo: signedIn?.demo ?? false,
      notice: isPageView(request) ? takeNotice(request) : undefined,
    }
    response.locals['shell'] = signedIn ? { ...around, ...person(request, signedIn, departments) } : around
    if (signedIn && onlyPage(signedIn) === undefined) {
      const counting = countingFor(signedIn)
      response.locals['counting'] = counting
      // What is looked at will show them: they are read while the page is made.
      if (isPageView(request)) void counting()
    }
    next()
  }
}

/** Pages behind it have forms for those who aren't signed in. */
export const openForms: RequestHandler = (request, response, next) => {
  const around = response.locals['shell'] as Shell
  around.csrf = csrfToken(request)
  next()
}

/** A page without the numbers is better than none. */
function countingFor({ actor }: SignedIn): Counting {
  let counted: ReturnType<Counting> | undefined
  return () => (counted ??= countOpen(actor, now()).catch(() => undefined))
}

/**
 * Whether a person will see the answer as a page. A script that follows a redirect (an upload with progress) or
 * fetches a part would use up the notice of the page that comes next.
 */
function isPageView(request: Request): boolean {
  return request.method === 'GET' && !request.get('x-requested-with') && !request.get('hx-request')
}

/** A fresh nonce for this answer's content security policy. */
export const nonce: RequestHandler = (_request, response, next) => {
  response.locals['nonce'] = randomBytes(16).toString('base64')
  next()
}

function person(request: Request, signedIn: SignedIn, departments: readonly Department[]): Partial<Shell> {
  const { actor } = signedIn
  const { name, employeeNumber, position } = actor
  const card = { name, employeeNumber, position: dutyLabels[position], initials: name.slice(-2) }
  if (onlyPage(signedIn) !== undefined) return { person: card }
  return {
    person: card,
    account: [
      { label: '修改密码', href: '/password' },
      { label: '二次验证', href: '/second-factor' },
    ],
    menu: menuFor(departments, actor, request.path),
  }
}
