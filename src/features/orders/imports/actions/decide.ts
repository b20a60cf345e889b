import type { Act } from '../../../../work/act.ts'
import { deed } from '../../../../work/act.ts'
import * as door from '../../../../work/door.ts'
import { demandStaged } from '../engine/run.ts'
import { imports } from '../noun.ts'
import type { Import } from '../policy.ts'
import { leaveStaging } from './endings.ts'

/**
 * Lets an import be done (`runImport`) that somebody has looked at.
 * @throws Conflict when somebody else has confirmed or discarded it, or both what was read and the file are gone
 */
export function confirmImport(act: Act, row: Import): Promise<void> {
  return deed(act, async (act) => {
    await door.move(imports, act, row, 'confirm')
    // With the file it's read again where a crash of the database has emptied the staging.
    if (row.fileId === null) await demandStaged(act.tx, row)
  })
}

/**
 * Forgets what was read, is being read or is being written; the original stays. Work that is under way notices by
 * itself, and can't end any more once this is done.
 */
export async function withdrawImport(act: Act, row: Import, move: 'discard' | 'cancel'): Promise<void> {
  await door.move(imports, act, row, move, { finishedAt: act.at })
  // Not in the same transaction: the rows may be locked by the work, which ends as soon as it sees the move.
  await leaveStaging(row.id)
}
