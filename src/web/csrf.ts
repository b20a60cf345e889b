import { csrfSync } from 'csrf-sync'
import type { Request } from 'express'

const csrf = csrfSync({
  getTokenFromRequest: (request) => {
    const header = request.headers['x-csrf-token']
    if (typeof header === 'string') return header
    const body = request.body as Record<string, unknown> | undefined
    return typeof body?.['_csrf'] === 'string' ? body['_csrf'] : undefined
  },
})

/** Refuses a request without the session's token: 403, answered as an expired form. */
export const demandCsrf = csrf.csrfSynchronisedProtection

/** The session's token, made when first asked for. */
export function csrfToken(request: Request): string {
  return csrf.generateToken(request)
}

/** Whether an error is a missing or wrong token. */
export function isCsrfError(error: unknown): boolean {
  return error === csrf.invalidCsrfTokenError
}
