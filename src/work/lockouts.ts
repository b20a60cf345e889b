import type { Tx } from '../database/client.ts'
import { db } from '../database/client.ts'
import { DAY_MS, plus } from '../lib/dates.ts'

/**
 * Slows down guessing, whichever process is asked: attempts are counted in the database by a key such as
 * `login:e001`. An attempt counts as failed before it's checked, so that a thousand at once are not a thousand
 * guesses; `succeeded` takes it back.
 */
export interface Patience {
  /** The failure with which waiting begins. */
  readonly from: number
  /** Seconds to wait after it; each further failure doubles them. */
  readonly seconds: number
  /** Seconds at most. Short enough that locking somebody out on purpose does little harm. */
  readonly longest: number
}

/** Passwords, PINs, setup tokens. */
export const SECRET: Patience = { from: 5, seconds: 30, longest: 15 * 60 }
/** One address behind which a whole office may sit. */
export const ADDRESS: Patience = { from: 50, seconds: 30, longest: 15 * 60 }

/** After a day without failures, counting begins anew. */
const FORGET_MS = DAY_MS

/** Whether an attempt may be made now, or from when. */
export type Attempt = { readonly allowed: true } | { readonly allowed: false; readonly until: Date }

/** Counts an attempt, unless it's too early for one. No wait is longer than the longest: the clock was wrong then. */
export async function attempt(key: string, at: Date, patience: Patience = SECRET): Promise<Attempt> {
  const { from, seconds, longest } = patience
  const forgotten = plus(at, -FORGET_MS)
  const counted = await db.$executeRaw`
    INSERT INTO lockouts AS l (key, failures, last_failure_at, locked_until)
    VALUES (${key}, 1, ${at}, NULL)
    ON CONFLICT (key) DO UPDATE SET
      failures = CASE WHEN l.last_failure_at < ${forgotten} THEN 1 ELSE l.failures + 1 END,
      last_failure_at = ${at},
      locked_until = CASE WHEN l.last_failure_at >= ${forgotten} AND l.failures + 1 >= ${from}
        THEN ${at}::timestamptz + make_interval(secs =>
          least(${longest}::float8, ${seconds}::float8 * power(2, least(l.failures + 1 - ${from}, 20)))) END
    WHERE l.locked_until IS NULL OR l.locked_until <= ${at}
      OR l.locked_until > ${at}::timestamptz + make_interval(secs => ${longest}::float8)`
  if (counted > 0) return { allowed: true }
  const row = await db.lockout.findUnique({ where: { key } })
  return { allowed: false, until: row?.lockedUntil ?? at }
}

/** The attempt was right: nothing is held against the key any more. */
export async function succeeded(key: string, tx: Tx = db): Promise<void> {
  await tx.lockout.deleteMany({ where: { key } })
}

/** The attempt was right, but others with the same key may still be wrong: takes only this one back. */
export async function takeBack(key: string): Promise<void> {
  await db.$executeRaw`
    UPDATE lockouts SET failures = greatest(failures - 1, 0), locked_until = NULL WHERE key = ${key}`
}

/** Makes the check of an attempt that was counted; where it can't be made, nobody has failed. */
export async function checkAttempt<T>(key: string, check: () => Promise<T>): Promise<T> {
  try {
    return await check()
  } catch (error) {
    await takeBack(key)
    throw error
  }
}

/** How long to wait, in words: 45 秒, 8 分钟 (rounded up). */
export function waitingTime(until: Date, at: Date): string {
  const seconds = Math.max(1, Math.ceil((until.getTime() - at.getTime()) / 1000))
  return seconds < 60 ? `${seconds} 秒` : `${Math.ceil(seconds / 60)} 分钟`
}
