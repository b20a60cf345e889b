import type { Request, RequestHandler } from 'express'
import passport from 'passport'
import { Strategy } from 'passport-local'
import type { PersonActor } from '../actor.ts'
import { now } from '../lib/dates.ts'
import { csrfToken } from './csrf.ts'
import { requestId } from './request-id.ts'

/** What `people` tells us about signing in. */
export interface Credentials {
  /** The person, or the Chinese sentence why not. Counts failures and slows guessing down. */
  check(employeeNumber: string, password: string, requestId: string): Promise<Checked>
  /** The signed-in person as of now; null when the epoch has passed or the person isn't in service. */
  signedIn(personId: number, epoch: number): Promise<SignedIn | null>
}

export type Checked = { personId: number; epoch: number } | { refused: string }

export interface SignedIn {
  actor: PersonActor
  mustChangePassword: boolean
  /** One of the demo team. */
  demo: boolean
}

declare global {
  // Passport's and Express's types can only be extended through these namespaces.
  // eslint-disable-next-line @typescript-eslint/no-namespace
  namespace Express {
    interface User {
      personId: number
      epoch: number
      signedIn?: SignedIn
    }
  }
}

/** Signing in with employee number and password, and knowing on every request who asks. */
export function auth(credentials: Credentials): RequestHandler[] {
  passport.use(
    new Strategy(
      { usernameField: 'employeeNumber', passwordField: 'password', passReqToCallback: true },
      (request, employeeNumber, password, done) => {
        credentials
          .check(employeeNumber, password, requestId(request))
          .then((checked) =>
            'refused' in checked ? done(null, false, { message: checked.refused }) : done(null, checked),
          )
          .catch(done)
      },
    ),
  )
  passport.serializeUser((user, done) => done(null, { personId: user.personId, epoch: user.epoch }))
  passport.deserializeUser((stored: { personId: number; epoch: number }, done) => {
    credentials
      .signedIn(stored.personId, stored.epoch)
      .then((signedIn) => done(null, signedIn ? { ...stored, signedIn } : false))
      .catch(done)
  })
  return [passport.initialize() as RequestHandler, passport.session() as RequestHandler]
}

/** Checks what was typed at the sign-in form and, when right, begins a new session. */
export function signIn(request: Request): Promise<{ ok: true } | { ok: false; reason: string }> {
  return new Promise((resolve, reject) => {
    const answer = (error: unknown, user?: Express.User | false, info?: { message?: string }): void => {
      if (error) return reject(error instanceof Error ? error : new Error('sign-in failed', { cause: error }))
      if (!user) return resolve({ ok: false, reason: info?.message ?? '请输入工号和密码。' })
      beginSession(request, user).then(() => resolve({ ok: true }), reject)
    }
    ;(passport.authenticate('local', answer) as RequestHandler)(
      request,
      request.res as never,
      reject as never,
    )
  })
}

/** Begins a new session for a person who has just proved who they are; what the old one held is gone. */
export function beginSession(request: Request, user: Express.User): Promise<void> {
  return new Promise((resolve, reject) => {
    request.logIn(user, (failure?: unknown) => {
      if (failure)
        return reject(failure instanceof Error ? failure : new Error('sign-in failed', { cause: failure }))
      const time = now().getTime()
      request.session.startedAt = time
      request.session.seenAt = time
      // Made by the first pages, of two opened at once one would have a token that doesn't count.
      csrfToken(request)
      resolve()
    })
  })
}

/** Ends the session. */
export function signOut(request: Request): Promise<void> {
  return new Promise((resolve, reject) => {
    request.session.destroy((error?: unknown) =>
      error
        ? reject(error instanceof Error ? error : new Error('sign-out failed', { cause: error }))
        : resolve(),
    )
  })
}

/** Who is signed in, or undefined. */
export function signedInOf(request: Request): SignedIn | undefined {
  return request.user?.signedIn
}

/**
 * The actor of a request behind a door that demands signing in.
 * @throws Error when used behind a door that doesn't
 */
export function actorOf(request: Request): PersonActor {
  const signedIn = signedInOf(request)
  if (!signedIn) throw new Error('nobody is signed in behind this door')
  return signedIn.actor
}
