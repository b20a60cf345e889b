import { personOf } from '../../../actor.ts'
import { FieldError } from '../../../errors.ts'
import { db } from '../../../database/client.ts'
import { DAY_MS, now, plus } from '../../../lib/dates.ts'
import { hashSecret, isSecret } from '../../../lib/passwords.ts'
import type { Checked, Credentials, FirstStep } from '../../../web/auth.ts'
import type { Act } from '../../../work/act.ts'
import { deed } from '../../../work/act.ts'
import * as door from '../../../work/door.ts'
import { attempt, checkAttempt, succeeded, waitingTime } from '../../../work/lockouts.ts'
import { parameterValue } from '../../../work/parameters.ts'
import { signedIn } from './directory.ts'
import { staff } from './noun.ts'
import { firstPasswordDays, secondFactorDays } from './parameters.ts'
import { LONGEST, faultOf } from './passwords.ts'
import type { Person } from './policy.ts'
import type { SIGN_INS } from './queries.ts'
import { demandsSecondFactor, proofLabels, prove } from './second-factor.ts'

/** The same whether the number exists or not, whether somebody has left or mistyped. */
const WRONG = '工号或密码不正确。'
const expired = (days: number): string => `首次密码已超过 ${days} 天未使用而失效，请联系店铺负责人重新生成。`
/** History needs a subject; failures at a number that nobody has are kept under none. */
const NOBODY = 0

/** The key under which failures at an employee number are counted. */
export function loginKey(employeeNumber: string): string {
  return `login:${plainNumber(employeeNumber).toLowerCase()}`
}

/** Full-width signs of a Chinese input method and spaces around are forgiven. */
function plainNumber(typed: string): string {
  return typed.normalize('NFKC').trim().slice(0, 40)
}

interface AccountRow {
  personId: number
  state: Person['state']
  passwordHash: string
  mustChangePassword: boolean
  passwordChangedAt: Date
  sessionEpoch: number
  secondFactorSince: Date | null
  secondFactorDueAt: Date | null
}

/** Checks employee number and password: the same work and the same sentence for every way of being wrong. */
async function check(employeeNumber: string, password: string, requestId: string): Promise<Checked> {
  const at = now()
  const key = loginKey(employeeNumber)
  const permitted = await attempt(key, at)
  if (!permitted.allowed) {
    return { refused: `尝试次数过多，请在 ${waitingTime(permitted.until, at)}后再试。` }
  }
  const account = await accountAt(plainNumber(employeeNumber))
  const hash = account?.passwordHash ?? null
  const right = await checkAttempt(key, () => isSecret(plausible(password), hash))
  const serves = account !== null && right && account.state === 'ACTIVE'
  if (!serves) {
    await remember('sign-in-failed', account?.personId ?? NOBODY, at, requestId)
    return { refused: WRONG }
  }
  if (account.mustChangePassword) {
    const days = await parameterValue(db, firstPasswordDays)
    if (plus(account.passwordChangedAt, days * DAY_MS) < at) return { refused: expired(days) }
  }
  await succeeded(key)
  const found = { personId: account.personId, epoch: account.sessionEpoch }
  if (account.secondFactorSince !== null) return { ...found, asksProof: true }
  await beginGrace(account, at)
  await remember('sign-in', account.personId, at, requestId)
  return found
}

/**
 * The second step: a code of the person's app or a recovery code. Null when the first one isn't worth anything any
 * more.
 */
export async function checkProof(
  { personId, epoch }: FirstStep,
  typed: string,
  requestId: string,
): Promise<Checked | null> {
  const at = now()
  if (!(await signedIn(personId, epoch))) return null
  const proved = await prove(personId, typed, at)
  if ('proof' in proved) {
    await remember('sign-in', personId, at, requestId, proofLabels[proved.proof])
    return { personId, epoch }
  }
  if (proved.guessed) await remember('sign-in-failed', personId, at, requestId, proofLabels.code)
  return { refused: proved.refused }
}

/** From the first sign-in on, whoever must have a second factor has some days to set it up. */
async function beginGrace(
  { personId, sessionEpoch, secondFactorDueAt }: AccountRow,
  at: Date,
): Promise<void> {
  const person = secondFactorDueAt === null ? await signedIn(personId, sessionEpoch) : null
  if (!person || !demandsSecondFactor(person.actor.duties, person.demo)) return
  const days = await parameterValue(db, secondFactorDays)
  await db.account.update({ where: { personId }, data: { secondFactorDueAt: plus(at, days * DAY_MS) } })
}

/** What is far too long is no password of ours, and not worth hashing; nothing has the empty one. */
function plausible(typed: string): string {
  return typed.length > 4 * LONGEST ? '' : typed
}

/** Exactly as typed first; capitals don't matter where no other number differs only in them. */
async function accountAt(number: string): Promise<AccountRow | null> {
  const spellings = [number, number.toUpperCase(), number.toLowerCase()]
  const [row] = await db.$queryRaw<AccountRow[]>`
    SELECT p.id AS "personId", p.state, c.password_hash AS "passwordHash", c.session_epoch AS "sessionEpoch",
      c.must_change_password AS "mustChangePassword", c.password_changed_at AS "passwordChangedAt",
      c.second_factor_since AS "secondFactorSince", c.second_factor_due_at AS "secondFactorDueAt"
    FROM people p JOIN accounts c ON c.person_id = p.id
    WHERE p.employee_number = ANY(${spellings})
    ORDER BY p.employee_number = ${number} DESC LIMIT 1`
  return row ?? null
}

/** Signing in and failing to are part of a person's history; what was typed is not. */
async function remember(
  deed: (typeof SIGN_INS)[number],
  personId: number,
  at: Date,
  requestId: string | undefined,
  remark: string | null = null,
): Promise<void> {
  const by = deed === 'sign-in' ? { personId } : { systemName: 'sign-in' }
  await db.historyEntry.create({
    data: { at, noun: staff.key, subjectId: personId, deed, requestId, remark, ...by },
  })
}

/** What `web/` is told about signing in. */
export const credentials: Credentials = { check, signedIn }

export interface PasswordInput {
  current: string
  next: string
}

/**
 * Changes one's own password and ends all sessions, this one included; returns the epoch with which it can begin
 * anew.
 * @throws FieldError for a wrong present password (counted like a failed sign-in) or a new one that won't do
 */
export async function changePassword(
  act: Act,
  person: Person,
  { current, next }: PasswordInput,
): Promise<{ epoch: number }> {
  await demandPassword(act, current)
  const fault = next === current ? '新密码要和原密码不同' : faultOf(next, person)
  if (fault) throw new FieldError({ next: fault })
  const passwordHash = await hashSecret(next)
  return deed(act, async (act) => {
    await door.edit(staff, act, person, {}, { deed: 'change-password' })
    const { sessionEpoch } = await act.tx.account.update({
      where: { personId: person.id },
      data: {
        passwordHash,
        mustChangePassword: false,
        passwordChangedAt: act.at,
        sessionEpoch: { increment: 1 },
      },
    })
    return { epoch: sessionEpoch }
  })
}

/**
 * Asks whoever acts for his own password once more before something that matters. A wrong one is counted and remembered
 * as a failed sign-in is.
 * @throws FieldError at `current`
 */
export async function demandPassword(act: Act, current: string): Promise<void> {
  const personId = personOf(act.actor)
  if (personId === null) throw new Error('only a person has a password')
  const key = `password:${personId}`
  const permitted = await attempt(key, act.at)
  if (!permitted.allowed) {
    throw new FieldError({ current: `尝试次数过多，请在 ${waitingTime(permitted.until, act.at)}后再试` })
  }
  const account = await db.account.findUnique({ where: { personId } })
  const hash = account?.passwordHash ?? null
  if (!(await checkAttempt(key, () => isSecret(plausible(current), hash)))) {
    await remember('sign-in-failed', personId, act.at, act.requestId, '再次确认密码')
    throw new FieldError({ current: '密码不正确' })
  }
  await succeeded(key)
}
