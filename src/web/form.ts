import { randomUUID } from 'node:crypto'
import type { Request, Response } from 'express'
import type { z } from 'zod'
import { Conflict, FieldError } from '../errors.ts'
import { now } from '../lib/dates.ts'
import type { Act } from '../work/act.ts'
import { actorOf } from './auth.ts'
import { done } from './notice.ts'
import type { Typed } from './parts.ts'
import { tokenOf } from './repeated.ts'
import { requestId } from './request-id.ts'

/** Where a deed that was done leads, and what is said there. */
export interface Done {
  to: string
  notice?: string
}

interface Sent<Schema extends z.ZodType> {
  form: Schema
  /**
   * Shows the same page again with what was typed. `status` is 422 for a field that must be said differently and
   * 409 when somebody else was faster; the page then shows both versions.
   */
  again(typed: Typed, status: number): Promise<void> | void
}

export interface Submission<Schema extends z.ZodType> extends Sent<Schema> {
  /** Does the deed and says where to go. */
  act(input: z.output<Schema>, act: Act): Promise<Done>
}

export interface Receiving<Schema extends z.ZodType> extends Sent<Schema> {
  /** Does the deed and answers. */
  act(input: z.output<Schema>): Promise<void>
}

/** A fresh one-time token for a form. */
export function formToken(): string {
  return randomUUID()
}

/** The act of a request: who, when, and the form's token if it sent a genuine one. */
export function actOf(request: Request): Act {
  const token = tokenOf(request)
  return {
    actor: actorOf(request),
    at: now(),
    requestId: requestId(request),
    ...(token === undefined ? {} : { token }),
  }
}

/** The only way in which a form is received, and answered with 303 and one notice. */
export async function submit<Schema extends z.ZodType>(
  request: Request,
  response: Response,
  { act, ...sent }: Submission<Schema>,
): Promise<void> {
  await receive(request, {
    ...sent,
    act: async (input) => {
      const { to, notice } = await act(input, actOf(request))
      done(request, response, to, notice)
    },
  })
}

/**
 * How `submit` receives a form: checked by its schema and done; whatever is wrong at a field shows the same page again
 * with 422, whatever is no longer so with 409, and nothing that was typed is lost. Called directly only where nobody is
 * signed in, or where the answer shows what must be found under no address.
 */
export async function receive<Schema extends z.ZodType>(
  request: Request,
  { form, act, again }: Receiving<Schema>,
): Promise<void> {
  const values = (request.body ?? {}) as Record<string, unknown>
  const parsed = form.safeParse(values)
  if (!parsed.success) return again({ values, errors: errorsOf(parsed.error) }, 422)
  try {
    await act(parsed.data)
  } catch (error) {
    if (error instanceof FieldError) return again({ values, errors: error.errors }, 422)
    if (error instanceof Conflict) return again({ values, errors: { '': error.message } }, 409)
    throw error
  }
}

/** The version that the form began with; anything else is a version that never was. */
export function versionOf(request: Request): number {
  const body = (request.body ?? {}) as Record<string, unknown>
  const text = body['_version']
  return typeof text === 'string' && /^\d{1,9}$/.test(text) ? Number(text) : -1
}

/** The first sentence for each field. */
export function errorsOf(error: z.ZodError): Record<string, string> {
  const errors: Record<string, string> = {}
  for (const issue of error.issues) errors[String(issue.path[0] ?? '')] ??= issue.message
  return errors
}
