import { db } from '../../../../database/client.ts'
import { DAY_MS, dayOf, moment, plus } from '../../../../lib/dates.ts'
import type { Act, OpenAct } from '../../../../work/act.ts'
import { deed } from '../../../../work/act.ts'
import * as door from '../../../../work/door.ts'
import { enqueue } from '../../../../work/jobs.ts'
import { nextNumber } from '../../../../work/numbers.ts'
import { parameterValue } from '../../../../work/parameters.ts'
import { backups } from '../noun.ts'
import { backupHour } from '../parameters.ts'
import { adoptBackups } from './adopt.ts'

/** Asks for a backup; `runBackup` makes it. */
export function startBackup(act: Act): Promise<{ id: number }> {
  return deed(act, async (act) => {
    const { id } = await door.create(backups, act, {
      number: await nextNumber(act, 'BF'),
      state: 'MAKING',
      startedAt: act.at,
    })
    return { id }
  })
}

/** Every hour: begins the backup of the day once its hour has come, and lets unfinished ones be taken up again. */
export async function backUpDaily(act: Act): Promise<object> {
  const adopted = await adoptBackups(act)
  const due = await deed(act, async (act) => {
    const isDue = await isTime(act)
    if (isDue) await startBackup(act)
    return isDue
  })
  const unfinished = await db.backup.findMany({
    where: { OR: [{ state: 'MAKING' }, { state: 'MADE', unproven: null, removedAt: null }] },
    select: { id: true },
    orderBy: { id: 'asc' },
  })
  await enqueue('back-up', ...unfinished.map(({ id }) => id))
  return { due, unfinished: unfinished.length, adopted }
}

/** Whether none was begun since the hour of the day came last. */
async function isTime({ tx, at }: OpenAct): Promise<boolean> {
  const today = moment(dayOf(at), (await parameterValue(tx, backupHour)) * 60)
  const since = today > at ? plus(today, -DAY_MS) : today
  return (await tx.backup.count({ where: { startedAt: { gte: since } } })) === 0
}
