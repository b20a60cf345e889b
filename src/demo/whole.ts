import { LOCKS } from '../database/advisory.ts'
import { db, pool } from '../database/client.ts'
import { Conflict } from '../errors.ts'
import type { Act } from '../work/act.ts'
import { deed } from '../work/act.ts'
import { record } from '../work/history.ts'

/** Whether the demo is here: not at all, not to its end, or whole. */
export type DemoState = 'none' | 'half' | 'whole'

/** Stands in history once a load has come to its end; history can't be changed afterwards. */
const MARK = { noun: 'demo', subjectId: 0, deed: 'loaded' } as const

/** The demo is hundreds of deeds, each its own transaction: one that was interrupted can't be taken back. */
export const HALF =
  '示例团队上次没有载入完，数据不完整。请停止程序，删除数据目录（外部数据库则清空）后重新启动。'

/** Says how far the demo was loaded. */
export async function demoState(): Promise<DemoState> {
  if (await db.historyEntry.findFirst({ where: MARK, select: { id: true } })) return 'whole'
  return (await db.person.findFirst({ where: { demo: true }, select: { id: true } })) ? 'half' : 'none'
}

/** Remembers that the demo is here to its end. */
export function markWhole(act: Act): Promise<null> {
  return deed(act, async (act) => {
    await record(act, [MARK])
    return null
  })
}

/** Works on the demo alone: whoever else wants to, in this process or another, waits until it's done or has failed. */
export async function alone<Result>(work: () => Promise<Result>): Promise<Result> {
  const client = await pool.connect()
  let broken = true
  try {
    // A load takes longer than anybody waits for a usual lock or statement.
    await client.query('SET lock_timeout = 0; SET statement_timeout = 0')
    await client.query('SELECT pg_advisory_lock($1)', [LOCKS.demo])
    try {
      return await work()
    } finally {
      // Also after a failure, and before it's told: a connection that is thrown away keeps its lock a moment longer.
      await client.query('SELECT pg_advisory_unlock($1)', [LOCKS.demo])
      await client.query('RESET lock_timeout; RESET statement_timeout')
      broken = false
    }
  } finally {
    client.release(broken)
  }
}

/**
 * Nothing may be begun on half a demo; one that is being loaded right now, elsewhere, is none.
 * @throws Conflict with the sentence what to do
 */
export async function demandWhole(): Promise<void> {
  if ((await demoState()) !== 'half') return
  const client = await pool.connect()
  try {
    const { rows } = await client.query<{ free: boolean }>('SELECT pg_try_advisory_lock($1) AS free', [
      LOCKS.demo,
    ])
    if (!rows[0]?.free) return
    await client.query('SELECT pg_advisory_unlock($1)', [LOCKS.demo])
  } finally {
    client.release()
  }
  // It may have come to its end between the two looks.
  if ((await demoState()) === 'half') throw new Conflict(HALF)
}
