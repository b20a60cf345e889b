import type { Request, Response } from 'express'
import type { Notice, Tone } from './parts.ts'
import { keepAnswer } from './repeated.ts'

/** Leaves one notice for the next page. */
export function leaveNotice(request: Request, notice: Notice): void {
  request.session.notice = notice
}

/** Takes the notice, so that it's shown once. */
export function takeNotice(request: Request): Notice | undefined {
  const { notice } = request.session ?? {}
  if (notice) delete request.session.notice
  return notice
}

/** A deed was done: 303 to the page that shows it, with one notice. */
export function done(
  request: Request,
  response: Response,
  to: string,
  text?: string,
  tone: Tone = 'success',
): void {
  if (text) leaveNotice(request, { tone, text })
  // The session must be stored before the browser follows, or the next page may not know the notice.
  Promise.all([keepAnswer(request, to), saved(request)]).then(
    () => response.redirect(303, to),
    (error: unknown) => request.next?.(error),
  )
}

function saved(request: Request): Promise<void> {
  return new Promise((resolve, reject) => {
    request.session.save((error?: unknown) =>
      error
        ? reject(error instanceof Error ? error : new Error('session not saved', { cause: error }))
        : resolve(),
    )
  })
}

/** What came of a deed on many: 成功 n, 失败 m with the reason for each. */
export function batchNotice(done: number, refused: readonly { reason: string }[]): Notice {
  if (refused.length === 0) return { tone: 'success', text: `成功 ${done} 条。` }
  const items = refused.slice(0, 20).map(({ reason }) => ({ text: reason }))
  const rest = refused.length - items.length
  return {
    tone: done > 0 ? 'warning' : 'danger',
    text: `成功 ${done} 条，失败 ${refused.length} 条。`,
    items: rest > 0 ? [...items, { text: `另有 ${rest} 条未列出` }] : items,
  }
}
