import type { Duty } from './actor.ts'

/**
 * The four meanings of a refusal, always the same: 404 not for your eyes, 422 say it differently, 403 not your
 * right, 409 not any more. Thrown anywhere, answered in `web/error-handler.ts` only. Messages are Chinese
 * sentences for people.
 */

/** 404: not for your eyes, or not there. The two are deliberately the same. */
export class NotFound extends Error {
  readonly status = 404
  constructor(message = '没有找到这个内容，它可能不存在，或者您无权查看。') {
    super(message)
  }
}

/**
 * 403: you may look, but this deed is not your right. `allowed` says in words who may; the error page adds the
 * names of those who hold `duties` in the shop.
 */
export class Forbidden extends Error {
  readonly status = 403
  constructor(
    message: string,
    readonly allowed = '',
    readonly duties: readonly Duty[] = [],
    readonly shopId: number | null = null,
  ) {
    super(message)
  }
}

/** 409: not any more. Somebody was faster, or the record's state has moved on. */
export class Conflict extends Error {
  readonly status = 409
}

/**
 * 422: say it differently. Keys are the form's field names, values the sentences shown beside them; the empty
 * key is a sentence about the form as a whole.
 */
export class FieldError extends Error {
  readonly status = 422
  constructor(readonly errors: Readonly<Record<string, string>>) {
    super(Object.values(errors).join('；'))
  }
}

/** Whether an error is one of the four, and not something that we did not expect. */
export function isRefusal(error: unknown): error is NotFound | Forbidden | Conflict | FieldError {
  return [NotFound, Forbidden, Conflict, FieldError].some((kind) => error instanceof kind)
}
