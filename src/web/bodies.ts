import type { RequestHandler } from 'express'
import express from 'express'

/** A form's or a message's size at most; files have a limit of their own. */
const LARGEST = '1mb'

/**
 * Reads forms and JSON. What is too large is refused as 413, also when it doesn't say how long it is; what hasn't
 * arrived after so many milliseconds, as 408. Files are left to `receiveFiles`, and the server's own, longer time.
 */
export function bodies(arrivalMs: number): RequestHandler {
  const form = express.urlencoded({ extended: false, limit: LARGEST, parameterLimit: 5000 })
  const json = express.json({ limit: LARGEST })
  return (request, response, next) => {
    let isRead = false
    const read = (error?: unknown): void => {
      if (isRead) return
      isRead = true
      clearTimeout(timer)
      next(error)
    }
    const timer = setTimeout(() => read(Object.assign(new Error('too slow'), { status: 408 })), arrivalMs)
    form(request, response, (error?: unknown) => (error ? read(error) : void json(request, response, read)))
  }
}
