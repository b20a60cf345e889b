import { setTimeout as pause } from 'node:timers/promises'
import type { Request, RequestHandler, Response } from 'express'
import { isRefusal } from '../errors.ts'
import { answerTo, rememberAnswer } from '../work/answers.ts'
import { signedInOf } from './auth.ts'

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** The one-time token that a form sent along, if it's a genuine one. */
export function tokenOf(request: Request): string | undefined {
  const token = ((request.body ?? {}) as Record<string, unknown>)['_token']
  return typeof token === 'string' && UUID.test(token) ? token : undefined
}

/** Between a deed and its answer lies a moment; a form that comes again just then waits for it, in milliseconds. */
const MOMENT_MS = 50
const MOMENTS = 40

/** Where a form led that was done before under the token which this request sends along. */
export async function earlierAnswer(request: Request): Promise<string | undefined> {
  const token = tokenOf(request)
  const personId = signedInOf(request)?.actor.personId
  if (token === undefined || personId === undefined) return undefined
  let earlier = await answerTo(token, personId)
  for (let i = 0; earlier?.to === null && i < MOMENTS; i += 1) {
    await pause(MOMENT_MS)
    earlier = await answerTo(token, personId)
  }
  return earlier?.to ?? undefined
}

/**
 * A form that was done before leads where it led the first time, whatever has become of the record since: a second
 * click is not told that it came too late. What answered with a page of its own is left to the deed, which knows the
 * token too.
 */
export const answerAgain: RequestHandler = async (request, response, next) => {
  const to = await earlierAnswer(request)
  if (to === undefined) return next()
  response.redirect(303, to)
}

/**
 * The same for a form that was done only while this one was on its way: what then refuses it is the change that it
 * asked for itself.
 */
export async function answerAgainOr(request: Request, response: Response, error: unknown): Promise<void> {
  const to = isRefusal(error) ? await earlierAnswer(request) : undefined
  if (to === undefined) throw error
  response.redirect(303, to)
}

/** Keeps where a form led. */
export async function keepAnswer(request: Request, to: string): Promise<void> {
  const token = tokenOf(request)
  const personId = signedInOf(request)?.actor.personId
  if (token !== undefined && personId !== undefined) await rememberAnswer(token, personId, to)
}
