import type { Request } from 'express'

/** The number under which a request stands in the log and on error pages. */
export function requestId(request: Request): string {
  return typeof request.id === 'string' ? request.id : ''
}
