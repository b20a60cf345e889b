import { isNoRoom, sqlStateOf } from '../../../../database/away.ts'
import { Conflict, FieldError } from '../../../../errors.ts'
import type { Act } from '../../../../work/act.ts'
import { deed } from '../../../../work/act.ts'
import * as door from '../../../../work/door.ts'
import type { Run } from '../../../../work/jobs.ts'
import { parameterValue } from '../../../../work/parameters.ts'
import { jobs } from '../noun.ts'
import { failuresInARow } from '../parameters.ts'
import type { JobRecord } from '../policy.ts'

/** Notes how a run ended. One success is enough to be well again; only several failures in a row are somebody's matter. */
export function noteRun(act: Act, run: Run): Promise<void> {
  return deed(act, async (act) => {
    const { name, label, cron = null } = run.job
    const row: JobRecord = await act.tx.jobRecord.upsert({
      where: { name },
      create: {
        name,
        label,
        cron,
        knownAt: act.at,
        ...noted(run),
        ...(isFailure(run) ? { failures: 1 } : {}),
      },
      update: { ...noted(run), failures: isFailure(run) ? { increment: 1 } : 0 },
    })
    if (!isFailure(run)) {
      if (row.state !== 'WORKING') await door.move(jobs, act, row, 'recover')
    } else if (row.state !== 'FAILING' && row.failures >= (await parameterValue(act.tx, failuresInARow))) {
      await door.move(jobs, act, row, 'fail')
    }
  })
}

function isFailure({ error }: Run): boolean {
  return error !== undefined
}

function noted(run: Run): Partial<JobRecord> {
  const { id = null, number, endedAt, error } = run
  if (!isFailure(run)) return { lastDoneAt: endedAt }
  return { lastFailedAt: endedAt, lastError: wordsFor(error), lastErrorNumber: number, lastSubject: id }
}

/** What PostgreSQL says of a statement or a lock that took too long. */
const TOO_LONG: readonly string[] = ['57014', '55P03', '40001', '40P01']

/** For people; what an error says of itself may hold somebody's data and stays in the log. */
function wordsFor(error: unknown): string {
  if (isNoRoom(error)) return '磁盘空间不足'
  if (TOO_LONG.includes(sqlStateOf(error) ?? '')) return '数据库太忙，没有在规定时间内完成'
  if (error instanceof Conflict || error instanceof FieldError) return error.message
  return '程序出错，详细原因请按运行编号查日志'
}
