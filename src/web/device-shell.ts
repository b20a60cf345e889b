import type { Request, Response } from 'express'
import type { Shell } from './parts.ts'
import { bareShell } from './parts.ts'
import { requestId } from './request-id.ts'
import { themeOf } from './theme.ts'

/** Writes what surrounds a terminal's page: no menu, no session of a person's browser, the clerk if one is signed in. */
export function deviceShell(
  request: Request,
  response: Response,
  { csrf, person }: Pick<Shell, 'csrf' | 'person'>,
): void {
  response.locals['shell'] = {
    ...bareShell(request.originalUrl, requestId(request)),
    nonce: String(response.locals['nonce'] ?? ''),
    theme: themeOf(request.headers.cookie),
    csrf,
    person,
  } satisfies Shell
}
