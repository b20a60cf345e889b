import type { Act } from '../../../../work/act.ts'
import * as door from '../../../../work/door.ts'
import { backups } from '../noun.ts'
import type { Backup } from '../policy.ts'

/** Somebody has seen to what made a backup fail. @throws Conflict when a later backup was faster */
export async function settleBackup(
  act: Act,
  row: Backup,
  move: string,
  remark: string | null,
): Promise<void> {
  await door.move(backups, act, row, move, {}, { remark })
}
