import { personOf } from '../../../actor.ts'
import { isAway } from '../../../database/away.ts'
import { db } from '../../../database/client.ts'
import { now, plus } from '../../../lib/dates.ts'
import type { Act, OpenAct } from '../../../work/act.ts'
import { deed, longDeed } from '../../../work/act.ts'
import * as door from '../../../work/door.ts'
import { enqueue } from '../../../work/jobs.ts'
import { demand } from '../../../work/nouns.ts'
import { proposeRestocks } from '../restocks/actions.ts'
import { calculateFigures } from '../stock-figures/actions.ts'
import { restockRuns } from './noun.ts'
import type { RestockRun } from './policy.ts'

/** Asks for a calculation; `runRestocks` does it. While one is under way, that is the one: nobody needs two. */
export function askForRestocks(act: Act): Promise<{ id: number }> {
  return deed(act, async (act) => {
    demand(restockRuns, act.actor, 'create', null)
    // One after the other: the second finds what the first has asked for.
    await act.tx.$executeRaw`LOCK TABLE restock_runs IN SHARE ROW EXCLUSIVE MODE`
    const open = await act.tx.restockRun.findFirst({ where: { state: 'CALCULATING' }, select: { id: true } })
    if (open) return open
    const { id } = await door.create(restockRuns, act, {
      state: 'CALCULATING',
      askedById: personOf(act.actor),
      askedAt: act.at,
    })
    return { id }
  })
}

/** Every night: asks and calculates, in one go. */
export async function calculateNightly(act: Act): Promise<object> {
  const { id } = await askForRestocks(act)
  return runRestocks(act, id)
}

/** Lets calculations that were cut off be begun anew. */
export async function catchUpRestocks(_act: Act): Promise<object> {
  const open = await db.restockRun.findMany({ where: { state: 'CALCULATING' }, select: { id: true } })
  await enqueue('run-restocks', ...open.map(({ id }) => id))
  return { unfinished: open.length }
}

/**
 * Calculates: figures of all SKUs, then what should be bought, and notes what came of it; all of it or nothing. Cut off at any
 * point, it's begun anew; one that another process has in hand is waited for and then left alone.
 * @throws what made it fail, after the record has been failed
 */
export async function runRestocks(act: Act, id: number, signal?: AbortSignal): Promise<object> {
  const begun = now().getTime()
  /** As long after the act's beginning as it is now. */
  const endedAt = (): Date => plus(act.at, now().getTime() - begun)
  try {
    return await longDeed(act, (act) => calculate(act, id, endedAt))
  } catch (error) {
    if (signal?.aborted || isAway(error)) throw error
    const row = await db.restockRun.findUniqueOrThrow({ where: { id } })
    const failure = `程序出错：${error instanceof Error ? error.message : String(error)}`
    const at = endedAt()
    await door.move(restockRuns, { ...act, at }, row, 'fail', { failure, endedAt: at })
    throw error
  }
}

async function calculate(act: OpenAct, id: number, endedAt: () => Date): Promise<object> {
  const [row] = await act.tx.$queryRaw<Pick<RestockRun, 'state' | 'version'>[]>`
    SELECT state, version FROM restock_runs WHERE id = ${id} FOR NO KEY UPDATE`
  if (row?.state !== 'CALCULATING') return {}
  const { skus } = await calculateFigures(act)
  const proposals = await proposeRestocks(act)
  const run = await act.tx.restockRun.findUniqueOrThrow({ where: { id } })
  const found = { skus, ...proposals }
  const at = endedAt()
  await door.move(restockRuns, { ...act, at }, run, 'finish', { ...found, endedAt: at })
  return found
}
