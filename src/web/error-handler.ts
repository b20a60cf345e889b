import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express'
import { MulterError } from 'multer'
import { isAway, isCrowded, isNoRoom, sqlStateOf } from '../database/away.ts'
import { hasCode } from '../database/lock.ts'
import { Conflict, FieldError, Forbidden, NotFound } from '../errors.ts'
import { Prisma } from '../generated/prisma/client.ts'
import { now } from '../lib/dates.ts'
import { TooMany } from '../lib/turns.ts'
import { directory, postKey } from '../work/house.ts'
import { isCsrfError } from './csrf.ts'
import type { Log } from './log.ts'
import { TooFast } from './pace.ts'
import { errorKind, errorPage } from './error-pages.ts'
import { render } from './views.ts'
import { requestId } from './request-id.ts'
import { sentForm } from './sent-form.ts'

/** No door at this address. */
export const notFound: RequestHandler = () => {
  throw new NotFound()
}

/**
 * The one place where errors become pages: each with its status, a clear sentence, the way on and the request's
 * number, never a stack trace. What we did not expect is logged.
 */
export function errorHandler(log: Log): ErrorRequestHandler {
  return async (error: unknown, request, response, next) => {
    if (response.headersSent) return next(error)
    const answer = await answerTo(error)
    if (answer.status >= 500)
      log.error({ err: error, requestId: requestId(request), path: request.path }, 'request failed')
    if (answer.retryAfter) response.set('Retry-After', String(answer.retryAfter))
    // Whoever sends too slowly would go on; what was under way when the database left may still want to answer.
    if (answer.status === 408 || answer.kind === 'away') response.set('Connection', 'close')
    if (answer.kind === 'away' || isCrowded(error)) leaveSession(request)
    show(request, response, answer)
  }
}

interface Answer {
  status: number
  /** Overrides the status's own page: an expired form has the status 403, 503 several. */
  kind?: 'expired' | 'away' | 'takes-too-long' | 'crowded'
  message?: string
  allowed?: string
  holders?: string[]
  retryAfter?: number
}

const TOO_LARGE: readonly string[] = ['LIMIT_FILE_SIZE', 'LIMIT_FIELD_VALUE']

async function answerTo(error: unknown): Promise<Answer> {
  if (error instanceof Forbidden) {
    return { status: 403, message: error.message, allowed: error.allowed, holders: await holdersOf(error) }
  }
  if (error instanceof NotFound || error instanceof Conflict || error instanceof FieldError) {
    return { status: error.status, message: error.message }
  }
  if (error instanceof TooFast) return { status: 429, message: error.message, retryAfter: error.seconds }
  if (isCsrfError(error)) return { status: 403, kind: 'expired' }
  if (error instanceof MulterError) {
    return TOO_LARGE.includes(error.code)
      ? { status: 413 }
      : { status: 422, message: '上传的内容不符合要求，请重新选择文件。' }
  }
  const passing = passingTrouble(error)
  if (passing) return passing
  const status = statusOf(error)
  return { status: status >= 400 && status < 500 ? status : 500 }
}

/** body-parser and Express tell in `status` that the request itself was wrong. */
function statusOf(error: unknown): number {
  return typeof error === 'object' && error !== null && 'status' in error && typeof error.status === 'number'
    ? error.status
    : 500
}

/** What isn't anybody's mistake and passes: trying again is the way on. */
function passingTrouble(error: unknown): Answer | undefined {
  if (error instanceof TooMany) return { status: 503, kind: 'crowded', retryAfter: 5 }
  if (isNoRoom(error)) return { status: 507 }
  const code = sqlStateOf(error) ?? ''
  if (code === CANCELED) return { status: 503, kind: 'takes-too-long', retryAfter: 30 }
  if (error instanceof Prisma.PrismaClientInitializationError || isAway(error))
    return { status: 503, kind: 'away', retryAfter: 5 }
  const isBusy = BUSY.includes(code) || hasCode(error, 'P2034') || isCrowded(error)
  return isBusy ? { status: 503, kind: 'takes-too-long', retryAfter: 5 } : undefined
}

/** PostgreSQL's code for a statement that took too long. */
const CANCELED = '57014'
/** A lock could not be had in time, or two transactions were in each other's way. */
const BUSY: readonly string[] = ['55P03', '40001', '40P01']

async function holdersOf(error: Forbidden): Promise<string[]> {
  try {
    const posts = error.duties.map((duty) => ({ duty, shopId: error.shopId }))
    const holders = await directory().holdersOf(posts, now())
    return [
      ...new Set(posts.flatMap((post) => holders.get(postKey(post)) ?? []).map(({ name }) => name)),
    ].slice(0, 6)
  } catch {
    // Whom to ask is a courtesy; the refusal stands without it.
    return []
  }
}

/** The session lies in the database: an answer that waited for it would be given late, or never. */
function leaveSession({ session }: Request): void {
  const left = session as Request['session'] | undefined
  if (!left) return
  left.save = (done) => {
    done?.(undefined)
    return left
  }
}

/** Refusals after which the same form can be sent again as it is. */
const SENT_AGAIN: readonly number[] = [429, 503]

function show(request: Request, response: Response, answer: Answer): void {
  if (request.accepts(['html', 'json']) === 'json') {
    response
      .status(answer.status)
      .json({ error: answer.message ?? '请求没有成功', requestId: requestId(request) })
    return
  }
  const { status, page } = errorPage(answer.kind ?? errorKind(answer.status), {
    requestId: requestId(request),
    text: answer.message,
    allowed: answer.allowed,
    holders: answer.holders,
    sent: SENT_AGAIN.includes(answer.status) ? sentForm(request) : undefined,
    // What was refused before the shell was written has no menu to stand beside.
    layout: request.user?.signedIn && response.locals['shell'] ? 'main' : 'plain',
  })
  render(response, 'errors/error', page, answer.kind ? status : answer.status)
}
