import { LOCKS } from '../../../../database/advisory.ts'
import { Conflict } from '../../../../errors.ts'
import type { OpenAct } from '../../../../work/act.ts'

/**
 * Waits until no posting is under way, and keeps later ones waiting until the transaction ends: what is closed then is
 * closed for them.
 */
export async function lockMonths(act: Pick<OpenAct, 'tx'>): Promise<void> {
  await act.tx.$executeRaw`SELECT pg_advisory_xact_lock(${LOCKS.stockMonths})`
}

/** What the database says of a movement inside a closed month. */
const REFUSED = /stock month (\d{4}-\d\d) is closed/

/**
 * Runs what writes movements, and says in words that their month is closed. Only an act that was begun before midnight
 * and comes after the closing can meet this: movements bear the act's time, and nobody can choose another.
 * @throws Conflict
 */
export async function orMonthClosed<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const month = error instanceof Error ? REFUSED.exec(error.message)?.[1] : undefined
    if (month === undefined) throw error
    throw new Conflict(`${month} 的库存已经结账，请再提交一次，记入本月。`)
  }
}
