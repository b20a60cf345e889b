import { isAway, isNoRoom, sqlStateOf } from '../../../../database/away.ts'
import { db } from '../../../../database/client.ts'
import { Conflict } from '../../../../errors.ts'
import type { Act } from '../../../../work/act.ts'
import * as door from '../../../../work/door.ts'
import { imports } from '../noun.ts'
import type { Import } from '../policy.ts'

/** Empties an import's staging. */
export async function leaveStaging(id: number): Promise<void> {
  await db.$executeRaw`DELETE FROM import_rows WHERE import_id = ${id}`
}

/**
 * PostgreSQL's classes of errors that a second try may not meet: connection, rollback for the sake of others, lack of
 * resources, somebody's lock, intervention, system.
 */
const PASSING = /^(08|40|53|55|57|58)/

/** Trying again every minute wouldn't make room, and nobody would hear of it. */
const NO_ROOM = '磁盘已满，什么都没有写入。请管理员清理磁盘，有空间后重新上传这个文件。'

/**
 * Work on an import has ended with an error. What may pass leaves the import as it is, for the next try; anything else
 * fails it, so that nothing is tried for ever.
 * @param words for people; without them it's our mistake
 * @throws the error unless people have been told why
 */
export async function failed(act: Act, row: Import, error: unknown, words?: string): Promise<void> {
  // Somebody has withdrawn it in the meantime.
  if (error instanceof Conflict && (await hasMovedOn(row))) return
  const told = isNoRoom(error) ? NO_ROOM : words
  if (told === undefined && (isAway(error) || PASSING.test(sqlStateOf(error) ?? ''))) throw error
  const failure = told ?? '程序出错了，什么都没有写入。请重新上传；如果还是这样，请把这个文件交给维护人员。'
  await door.move(imports, act, row, 'fail', { failure, finishedAt: act.at })
  if (told === undefined) throw error
}

async function hasMovedOn(row: Import): Promise<boolean> {
  const now = await db.import.findUnique({ where: { id: row.id }, select: { state: true } })
  return now?.state !== row.state
}
