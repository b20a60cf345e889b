import { Router } from 'express'
import { demandCsrf } from './csrf.ts'
import type { Theme } from './parts.ts'

/** Over https the prefix keeps other hosts and plain pages from setting it. `public/js/theme.js` writes the same. */
const COOKIES = ['__Host-theme', 'theme'] as const
const YEAR_MS = 31_536_000_000

function asTheme(value: unknown): Theme {
  return value === 'light' || value === 'dark' ? value : 'auto'
}

/** The look a browser asked for, from its `Cookie` header; `auto` follows the system. */
export function themeOf(cookies: string | undefined): Theme {
  const pairs = (cookies ?? '').split(';').map((pair) => pair.trim().split('='))
  const found = COOKIES.flatMap((cookie) => pairs.filter(([name]) => name === cookie))
  return asTheme(found[0]?.[1])
}

/**
 * POST /theme keeps the look in a cookie of one year; for browsers without script. `from` is the page to return to.
 */
export function themeRoutes(): Router {
  const router = Router()
  router.post('/theme', demandCsrf, (req, res) => {
    const body = (req.body ?? {}) as Record<string, unknown>
    const from = typeof body['from'] === 'string' ? body['from'] : '/'
    res.cookie(COOKIES[req.secure ? 0 : 1], asTheme(body['theme']), {
      maxAge: YEAR_MS,
      sameSite: 'lax',
      secure: req.secure,
      path: '/',
    })
    // Only a path of ours: "//host" and "/\host" would leave the house.
    res.redirect(303, /^\/(?![/\\])/.test(from) ? from : '/')
  })
  return router
}
