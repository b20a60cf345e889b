import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express'
import { MulterError } from 'multer'
import { Conflict, FieldError, Forbidden, NotFound } from '../errors.ts'
import { Prisma } from '../generated/prisma/client.ts'
import { now } from '../lib/dates.ts'
import { directory, postKey } from '../work/house.ts'
import { isCsrfError } from './csrf.ts'
import type { Log } from './log.ts'
import { errorKind, errorPage } from './error-pages.ts'
import { render } from './views.ts'
import { requestId } from './request-id.ts'

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
    show(request, response, answer)
  }
}

interface Answer {
  status: number
  /** Overrides the status's own page: an expired form has the status 403. */
  kind?: 'expired'
  message?: string
  allowed?: string
  holders?: string[]
  retryAfter?: number
}

async function answerTo(error: unknown): Promise<Answer> {
  if (error instanceof Forbidden) {
    return { status: 403, message: error.message, allowed: error.allowed, holders: await holdersOf(error) }
  }
  if (error instanceof NotFound || error instanceof Conflict || error instanceof FieldError) {
    return { status: error.status, message: error.message }
  }
  if (isCsrfError(error)) return { status: 403, kind: 'expired' }
  if (error instanceof MulterError) {
    return error.code === 'LIMIT_FILE_SIZE'
      ? { status: 413 }
      : { status: 422, message: '上传的内容不符合要求，请重新选择文件。' }
  }
  if (isBusy(error)) return { status: 503, retryAfter: 5 }
  const status = statusOf(error)
  return { status: status >= 400 && status < 500 ? status : 500 }
}

/** body-parser and Express tell in `status` that the request itself was wrong. */
function statusOf(error: unknown): number {
  return typeof error === 'object' && error !== null && 'status' in error && typeof error.status === 'number'
    ? error.status
    : 500
}

/** The database is away, or a lock could not be had in time: trying again is the way on. */
function isBusy(error: unknown): boolean {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''
  return (
    error instanceof Prisma.PrismaClientInitializationError ||
    [
      'P1001',
      'P1002',
      'P1008',
      'P1017',
      'P2024',
      'P2028',
      'P2034',
      'ECONNREFUSED',
      'ECONNRESET',
      '57P01',
      '57P03',
    ].includes(code)
  )
}

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
    layout: request.user?.signedIn ? 'main' : 'plain',
  })
  render(response, 'errors/error', page, answer.kind ? status : answer.status)
}
