import path from 'node:path'
import { exclusively } from '../../../../backups/exclusively.ts'
import type { Installation } from '../../../../backups/installation.ts'
import { installation } from '../../../../backups/installation.ts'
import { makeBackup } from '../../../../backups/make.ts'
import type { Kept } from '../../../../backups/place.ts'
import { backupsFolder, openBackup } from '../../../../backups/place.ts'
import { proveBackup } from '../../../../backups/prove.ts'
import { BackupRefused } from '../../../../backups/refusal.ts'
import { GIGABYTE } from '../../../../backups/space.ts'
import { isNoRoom } from '../../../../database/away.ts'
import { db } from '../../../../database/client.ts'
import { now } from '../../../../lib/dates.ts'
import type { Act } from '../../../../work/act.ts'
import * as door from '../../../../work/door.ts'
import { parameterValue } from '../../../../work/parameters.ts'
import { backups } from '../noun.ts'
import { freeGigabytes } from '../parameters.ts'
import type { Backup } from '../policy.ts'
import { factsOf } from './adopt.ts'
import { copyOne, expireOld, settleFailed } from './keep.ts'

/**
 * Makes a backup that was asked for, proves it by restoring it, copies it to the second place, and lets the old ones go.
 * Cut off at any point, it's taken up again where the record stands.
 * @param signal leave things as they are
 */
export async function runBackup(act: Act, id: number, signal?: AbortSignal): Promise<void> {
  const { database } = installation()
  await exclusively(database.url, async () => {
    const row = await db.backup.findUniqueOrThrow({ where: { id } })
    const made = row.state === 'MAKING' ? await attempt(act, row, signal, make) : row
    if (made?.state !== 'MADE' || made.unproven !== null) return
    const proven = await attempt(act, made, signal, prove)
    if (!proven) return
    await settleFailed(later(act))
    await copyOne(later(act), proven)
    await expireOld(later(act))
  })
}

/** The same act, as long after its beginning as it is now. */
function later(act: Act): Act {
  return { ...act, at: now() }
}

/** @throws what isn't a reason that people can do something about, after the record has been failed */
async function attempt(
  act: Act,
  row: Backup,
  signal: AbortSignal | undefined,
  work: (act: Act, row: Backup, signal?: AbortSignal) => Promise<Backup>,
): Promise<Backup | undefined> {
  try {
    return await work(act, row, signal)
  } catch (error) {
    if (signal?.aborted) throw error
    const words = wordsFor(error)
    const failure = words ?? `程序出错：${error instanceof Error ? error.message : String(error)}`
    await door.move(backups, later(act), row, 'fail', { failure })
    if (words === undefined) throw error
    return undefined
  }
}

/** What people can do something about. */
function wordsFor(error: unknown): string | undefined {
  if (isNoRoom(error)) return '磁盘空间不足：备份到一半时磁盘满了，写了一半的已经删除。'
  return error instanceof BackupRefused ? error.words : undefined
}

async function make(act: Act, row: Backup, signal?: AbortSignal): Promise<Backup> {
  const { database, dataDir, passphrase } = installation()
  const kept = await makeBackup({
    url: database.url,
    dataDir,
    passphrase,
    signal,
    reserve: (await parameterValue(db, freeGigabytes)) * GIGABYTE,
    proofHere: database.embedded,
  })
  return door.move(backups, later(act), row, 'finish', { madeAt: now(), ...factsOf(kept) })
}

async function prove(act: Act, row: Backup): Promise<Backup> {
  const found = await proveBackup(await keptOf(row), proofOptions(installation()))
  if (typeof found === 'string') {
    return door.edit(backups, later(act), row, { unproven: found }, { deed: 'prove' })
  }
  return door.move(backups, later(act), row, 'prove', { provenAt: found.provenAt })
}

function proofOptions({
  database: { ownerUrl, adminUrl },
  log,
}: Installation): Parameters<typeof proveBackup>[1] {
  return { ownerUrl, adminUrl, log }
}

function keptOf({ name }: Backup): Promise<Kept> {
  return openBackup(path.join(backupsFolder(installation().dataDir), name ?? ''))
}
