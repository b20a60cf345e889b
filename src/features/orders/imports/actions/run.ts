import type { Actor } from '../../../../actor.ts'
import { system } from '../../../../actor.ts'
import { db } from '../../../../database/client.ts'
import { Conflict } from '../../../../errors.ts'
import type { Act, OpenAct } from '../../../../work/act.ts'
import { longDeed } from '../../../../work/act.ts'
import * as door from '../../../../work/door.ts'
import { directory } from '../../../../work/house.ts'
import { applyImport } from '../engine/run.ts'
import { exclusively } from '../exclusively.ts'
import { imports } from '../noun.ts'
import type { Import } from '../policy.ts'
import type { Watch } from '../watch.ts'
import { Stopped, watched } from '../watch.ts'
import { failed } from './endings.ts'
import { stageAgain } from './read.ts'

/**
 * Does what the preview of a confirmed import showed, as things stand now, in one transaction, in the name of whoever
 * confirmed it. One that was cut off begins anew. Does nothing for an import that isn't confirmed.
 */
export async function runImport(act: Act, id: number, signal?: AbortSignal): Promise<void> {
  const machine: Act = { at: act.at, requestId: act.requestId, actor: system('imports') }
  await exclusively(id, async () => {
    const row = await db.import.findUniqueOrThrow({ where: { id } })
    if (row.state !== 'QUEUED' && row.state !== 'RUNNING') return
    const person = await confirmerOf(row)
    const running = await door.move(imports, machine, row, 'start')
    try {
      await watched(id, 'RUNNING', signal, async (watch) => {
        await stageAgain(running, watch)
        await longDeed(machine, (act) => watch.within(act.tx, () => run(act, person, running, watch)))
      })
    } catch (error) {
      if (error instanceof Stopped) return
      await failed(machine, running, error, error instanceof Conflict ? error.message : undefined)
    }
  })
}

async function run(act: OpenAct, person: Actor, row: Import, watch: Watch): Promise<void> {
  const counts = await applyImport({ ...act, actor: person }, row, watch)
  watch.tell('follow', 95)
  const remark = `新增 ${counts.newCount} 行，有变化 ${counts.changedCount} 行，有问题 ${counts.badCount} 行`
  await door.move(imports, act, row, 'finish', { ...counts, finishedAt: act.at }, { remark })
  await act.tx.$executeRaw`DELETE FROM import_rows WHERE import_id = ${row.id} AND reasons IS NULL`
}

/** Whoever confirmed it is who has changed the orders; the program, when he has left in the meantime. */
async function confirmerOf(row: Import): Promise<Actor> {
  const confirmed = await db.historyEntry.findFirst({
    where: { noun: imports.key, subjectId: row.id, deed: 'confirm' },
    orderBy: { id: 'desc' },
    select: { personId: true },
  })
  const person = confirmed?.personId ? await directory().actorOf(confirmed.personId) : null
  return person ?? system('imports')
}
