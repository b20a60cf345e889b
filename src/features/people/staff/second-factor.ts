import type { Duty } from '../../../actor.ts'
import { FieldError } from '../../../errors.ts'
import { db } from '../../../database/client.ts'
import { generatePassword, hashSecret, isSecret } from '../../../lib/passwords.ts'
import { stepOf } from '../../../lib/totp.ts'
import { attempt, checkAttempt, succeeded, waitingTime } from '../../../work/lockouts.ts'
import { openSecondFactor } from './seal.ts'

/** Whoever sees everybody's data or decides for others proves more than a password. */
const DEMANDING: readonly Duty[] = ['OWNER', 'HR', 'OPERATIONS_LEAD', 'SERVICE_LEAD']

/**
 * Whether somebody must have a second factor. The demo team needn't: its passwords are printed, its data is invented,
 * and who tries the product out would have to set up ten phones.
 */
export function demandsSecondFactor(duties: ReadonlySet<Duty>, demo: boolean): boolean {
  return !demo && DEMANDING.some((duty) => duties.has(duty))
}

/** How many recovery codes a person is given. */
export const RECOVERY_CODES = 10
/** Groups of four signs in a recovery code: 39 random bits, which argon2id and the limit on attempts make enough. */
const GROUPS = 2

/** Fresh recovery codes for eyes, and what is stored of them. */
export async function newRecoveryCodes(): Promise<{ codes: string[]; hashes: string[] }> {
  const codes = Array.from({ length: RECOVERY_CODES }, () => generatePassword(GROUPS))
  return { codes, hashes: await Promise.all(codes.map((code) => hashSecret(plainCode(code)))) }
}

/** A code as it's compared: without the blanks and dashes that make it readable, full-width signs made narrow. */
export function plainCode(typed: string): string {
  return typed.normalize('NFKC').replace(/[\s-]/g, '').toLowerCase()
}

/** How a second factor was proved. */
export type Proof = 'code' | 'recovery-code'

/** As history says it. */
export const proofLabels: Record<Proof, string> = { code: '二次验证', 'recovery-code': '恢复码' }

/** The key under which failures at a person's codes are counted. */
export function codeKey(personId: number): string {
  return `code:${personId}`
}

/**
 * Takes a code of the person's app, newer than the last one that counted, or an unused recovery code: neither counts
 * again. Guesses are slowed down as those at passwords are; `guessed` tells a wrong one from one that came too early.
 */
export async function prove(
  personId: number,
  typed: string,
  at: Date,
): Promise<{ proof: Proof } | { refused: string; guessed: boolean }> {
  const key = codeKey(personId)
  const permitted = await attempt(key, at)
  if (!permitted.allowed) {
    return { refused: `尝试次数过多，请在 ${waitingTime(permitted.until, at)}后再试`, guessed: false }
  }
  const code = plainCode(typed)
  const take = async (): Promise<Proof | null> =>
    (await takeCode(personId, code, at)) ?? (await takeRecoveryCode(personId, code))
  const proof = await checkAttempt(key, take)
  if (proof === null) return { refused: '验证码不正确或已经用过，请等验证器显示下一个', guessed: true }
  await succeeded(key)
  return { proof }
}

/**
 * Asks for the second factor once more before something that matters.
 * @throws FieldError at `proof`
 */
export async function demandProof(personId: number, typed: string, at: Date): Promise<void> {
  const proved = await prove(personId, typed, at)
  if ('refused' in proved) throw new FieldError({ proof: proved.refused })
}

/** Two requests with the same code at once: the database lets one through. */
async function takeCode(personId: number, code: string, at: Date): Promise<Proof | null> {
  const account = await db.account.findUnique({ where: { personId }, select: { secondFactor: true } })
  if (!account?.secondFactor) return null
  const step = stepOf(openSecondFactor(account.secondFactor, personId), code, at)
  if (step === null) return null
  const { count } = await db.account.updateMany({
    where: { personId, secondFactorStep: { lt: step } },
    data: { secondFactorStep: step },
  })
  return count === 1 ? 'code' : null
}

async function takeRecoveryCode(personId: number, code: string): Promise<Proof | null> {
  if (!/^[a-z0-9]{8}$/.test(code)) return null
  const account = await db.account.findUnique({ where: { personId }, select: { recoveryCodes: true } })
  const hash = await matching(account?.recoveryCodes ?? [], code)
  if (hash === undefined) return null
  const taken = await db.$executeRaw`
    UPDATE accounts SET recovery_codes = array_remove(recovery_codes, ${hash})
    WHERE person_id = ${personId} AND ${hash} = ANY(recovery_codes)`
  return taken === 1 ? 'recovery-code' : null
}

/** One after the other: all at once would take the turns of others who sign in. */
async function matching(hashes: readonly string[], code: string): Promise<string | undefined> {
  for (const hash of hashes) if (await isSecret(code, hash)) return hash
  return undefined
}
