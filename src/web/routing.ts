import type { NextFunction, Request, RequestHandler, Response } from 'express'
import { Router } from 'express'
import { NotFound } from '../errors.ts'
import type { Actor } from '../actor.ts'
import type { Noun, Subject } from '../work/nouns.ts'
import { demand } from '../work/nouns.ts'
import { actorOf, onlyPage, signedInOf } from './auth.ts'
import { demandCsrf } from './csrf.ts'
import { answerAgain, answerAgainOr } from './repeated.ts'

export type Handle = (request: Request, response: Response) => Promise<void> | void
export type HandleRow<Row> = (request: Request, response: Response, row: Row) => Promise<void> | void

/** A handler behind a look-up: the row is found through the actor's eyes (404), then the right is asked (403). */
export interface Reached {
  readonly reached: (request: Request, response: Response, deed: string, noun: Noun) => Promise<void>
}

/**
 * One line of a noun's table of doors. The deed names the rule that is asked: `see` asks nothing beyond the row
 * being visible, `:move` is the move in the address.
 */
export interface Door {
  readonly method: 'get' | 'post'
  readonly path: string
  readonly deed: string
  readonly handle: Handle | Reached
  /** Middleware that must run before the form is read, for files. */
  readonly before?: readonly RequestHandler[]
}

export function get(path: string, deed: string, handle: Handle | Reached): Door {
  return { method: 'get', path, deed, handle }
}

export function post(
  path: string,
  deed: string,
  handle: Handle | Reached,
  ...before: RequestHandler[]
): Door {
  return { method: 'post', path, deed, handle, before }
}

/** The deed of doors that lead to any move of the table that asks no more than a remark. */
export const MOVE = ':move'

/**
 * Reach, then right: the handler receives a row that the actor may see and on which the door's deed is permitted.
 * @param find looks a row up through the actor's eyes; throws NotFound
 */
export function reach<Row extends Subject>(
  find: (actor: Actor, id: number) => Promise<Row>,
): (handle: HandleRow<Row>) => Reached {
  return (handle) => ({
    reached: async (request, response, deed, noun) => {
      const actor = actorOf(request)
      const row = await find(actor, idOf(request))
      const asked = deed === MOVE ? moveOf(request, noun) : deed
      if (asked !== 'see') demand(noun, actor, asked, row)
      await handle(request, response, row)
    },
  })
}

/** The id in the address; anything that can't be one doesn't exist. */
export function idOf(request: Request, name = 'id'): number {
  const text = String(request.params[name])
  const id = /^[1-9]\d{0,9}$/.test(text) ? Number(text) : NaN
  if (!(id <= 2_147_483_647)) throw new NotFound()
  return id
}

/** The doors of a noun under `/<department>/<noun>`, in the order of its table. */
export function mount(noun: Noun, doors: readonly Door[]): Router {
  const router = Router()
  for (const { method, path, deed, handle, before = [] } of doors) {
    const address = `/${noun.key}${path === '/' ? '' : path}`
    const answer = async (request: Request, response: Response): Promise<void> => {
      if ('reached' in handle) return handle.reached(request, response, deed, noun)
      demand(noun, actorOf(request), deed, null)
      await handle(request, response)
    }
    if (method === 'get') router.get(address, demandSignedIn, ...before, answer)
    else router.post(address, demandSignedIn, ...before, demandCsrf, answerAgain, once(answer))
  }
  return router
}

/** What refuses a form that was done meanwhile, under the same token, is what it did itself. */
function once(answer: Handle): Handle {
  return async (request, response) => {
    try {
      await answer(request, response)
    } catch (error) {
      await answerAgainOr(request, response, error)
    }
  }
}

/** Sends signed-out visitors to the sign-in page, and those who must do something first to where it's done. */
export function demandSignedIn(request: Request, response: Response, next: NextFunction): void {
  const signedIn = signedInOf(request)
  if (!signedIn) {
    const back = request.method === 'GET' ? `?next=${encodeURIComponent(request.originalUrl)}` : ''
    return response.redirect(303, `/login${back}`)
  }
  const only = onlyPage(signedIn)
  if (only !== undefined && request.path !== only) return response.redirect(303, only)
  next()
}

function moveOf(request: Request, noun: Noun): string {
  const key = String(request.params['move'])
  const moves = noun.workflow?.moves ?? {}
  const asks = Object.hasOwn(moves, key) ? moves[key]?.asks : undefined
  if (asks === undefined || asks === 'form' || asks === 'elsewhere') throw new NotFound()
  return key
}
