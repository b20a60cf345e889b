import path from 'node:path'
import { installation } from '../../../../backups/installation.ts'
import { describeKeys, ownKeys } from '../../../../backups/keys.ts'
import { backupsFolder, expire, openBackup } from '../../../../backups/place.ts'
import { BackupRefused } from '../../../../backups/refusal.ts'
import { copyToSecondPlace } from '../../../../backups/second-place.ts'
import { GIGABYTE } from '../../../../backups/space.ts'
import { db } from '../../../../database/client.ts'
import { Prisma } from '../../../../generated/prisma/client.ts'
import { DAY_MS, plus } from '../../../../lib/dates.ts'
import type { Act } from '../../../../work/act.ts'
import { deed } from '../../../../work/act.ts'
import * as door from '../../../../work/door.ts'
import { recordAll } from '../../../../work/history.ts'
import { closeItems, openItems } from '../../../../work/items.ts'
import { holder, working } from '../../../../work/obligations.ts'
import { parameterValue } from '../../../../work/parameters.ts'
import { backups } from '../noun.ts'
import { freeGigabytes, keepDays } from '../parameters.ts'
import type { Backup } from '../policy.ts'

/** A good backup has seen to those that failed before it. */
export async function settleFailed(act: Act): Promise<void> {
  const failed = await db.backup.findMany({ where: { state: 'FAILED' }, orderBy: { id: 'asc' } })
  await door.moveAll(backups, act, failed, 'settle', {}, { remark: '之后的备份已成功' })
}

const COPY = 'COPY'
const toCopy = {
  owner: holder<Backup>('OWNER'),
  due: working<Backup>('office', { days: 1 }),
  title: ({ number, copyFailure }: Backup) => `备份没有复制到第二位置：${number}（${copyFailure}）`,
}

/** Copies a backup to the second place, if there is one; the owner hears of it when that fails. */
export async function copyOne(act: Act, row: Backup): Promise<void> {
  const { dataDir, secondDir } = installation()
  if (secondDir === undefined) return
  const reserve = (await parameterValue(db, freeGigabytes)) * GIGABYTE
  const kept = await openBackup(path.join(backupsFolder(dataDir), row.name ?? ''))
  const copyFailure = await copyToSecondPlace(kept, secondDir, reserve).then(() => null, wordsOf)
  await deed(act, async (act) => {
    const changes = copyFailure === null ? { copiedAt: act.at } : { copyFailure }
    const changed = await door.edit(backups, act, row, changes, { deed: 'copy' })
    if (copyFailure !== null) {
      return openItems(act, backups, [{ row: changed, kind: COPY, obligation: toCopy }])
    }
    const open = await act.tx.workItem.findMany({
      where: { noun: backups.key, kind: COPY, closedAt: null },
      select: { subjectId: true },
    })
    const subjectIds = open.map(({ subjectId }) => subjectId)
    return closeItems(act, { noun: backups.key, subjectIds, kind: COPY, outcome: 'copy' })
  })
}

function wordsOf(error: unknown): string {
  if (error instanceof BackupRefused) return error.words
  return error instanceof Error ? error.message : String(error)
}

/** Lets backups go whose time is over, at both places. */
export async function expireOld(act: Act): Promise<void> {
  const { dataDir, secondDir } = installation()
  const before = plus(act.at, -(await parameterValue(db, keepDays)) * DAY_MS)
  const names = await expire(backupsFolder(dataDir), before)
  const { fingerprint } = describeKeys(ownKeys(dataDir), undefined)
  if (secondDir !== undefined) await expire(secondDir, before, fingerprint)
  if (names.length === 0) return
  await deed(act, async (act) => {
    await act.tx.backup.updateMany({
      where: { name: { in: names } },
      data: { removedAt: act.at, version: { increment: 1 } },
    })
    await recordAll(
      act,
      { noun: backups.key, deed: 'expire' },
      Prisma.sql`
        SELECT id AS "subjectId", state::text AS "fromState", state::text AS "toState", NULL::jsonb AS changes
        FROM backups WHERE name = ANY(${names}) ORDER BY id`,
    )
  })
}
