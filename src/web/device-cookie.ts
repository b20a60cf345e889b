import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Request, Response } from 'express'
import { Forbidden } from '../errors.ts'
import { DAY_MS } from '../lib/dates.ts'

/** As long as browsers keep a cookie at most; every page of the terminal begins it anew. */
const LASTS_MS = 400 * DAY_MS

/** Over https the prefix keeps other hosts and plain pages from setting it. */
function nameFor(request: Request): string {
  return request.secure ? '__Host-terminal' : 'terminal'
}

/** The secret by which this browser is a registered terminal, or undefined. */
export function deviceToken(request: Request): string | undefined {
  const name = nameFor(request)
  for (const pair of (request.headers.cookie ?? '').split(';')) {
    const [key, value] = pair.trim().split('=')
    if (key === name && value !== undefined && /^[\w-]{43}$/.test(value)) return value
  }
  return undefined
}

/** Makes this browser a terminal, or lets it stay one. */
export function keepDeviceToken(request: Request, response: Response, token: string): void {
  response.cookie(nameFor(request), token, {
    httpOnly: true,
    sameSite: 'strict',
    secure: request.secure,
    path: '/',
    maxAge: LASTS_MS,
  })
}

/**
 * What a terminal's page sends in `X-CSRF-Token`. Derived from the cookie's secret, so that it needs no session and
 * stays the same while the page is open for days, the server starts anew or another process answers.
 */
export function deviceCsrf(token: string): string {
  return createHmac('sha256', token).update('csrf').digest('base64url')
}

/** @throws Forbidden for a request that doesn't come from the terminal's own page */
export function demandDeviceCsrf(request: Request, token: string): void {
  const sent = Buffer.from(String(request.headers['x-csrf-token'] ?? ''))
  const right = Buffer.from(deviceCsrf(token))
  if (sent.length !== right.length || !timingSafeEqual(sent, right)) {
    throw new Forbidden('页面已过期，请刷新后重试。')
  }
}
