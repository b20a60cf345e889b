import { exclusively } from '../../../../backups/exclusively.ts'
import { keptIn, backupsFolder } from '../../../../backups/place.ts'
import type { Kept } from '../../../../backups/place.ts'
import { installation } from '../../../../backups/installation.ts'
import { at as momentOf } from '../../../../lib/dates.ts'
import type { Act } from '../../../../work/act.ts'
import { deed } from '../../../../work/act.ts'
import * as door from '../../../../work/door.ts'
import { nextNumbers } from '../../../../work/numbers.ts'
import { backups } from '../noun.ts'
import type { Backup } from '../policy.ts'

/**
 * Takes up backups that lie in their place without a record: made by command, before a restore, or after the moment that was
 * restored.
 * @returns how many
 */
export async function adoptBackups(act: Act): Promise<number> {
  const { database } = installation()
  // One that is just being made gets its record from whoever makes it.
  return (await exclusively(database.url, () => adoptAll(act))) ?? 0
}

function adoptAll(act: Act): Promise<number> {
  return deed(act, async (act) => {
    const kept = await keptIn(backupsFolder(installation().dataDir))
    const names = kept.map(({ name }) => name)
    const known = await act.tx.backup.findMany({ where: { name: { in: names } }, select: { name: true } })
    const strange = kept.filter(({ name }) => !known.some((row) => row.name === name))
    if (strange.length === 0) return 0
    const numbers = await nextNumbers(act, 'BF', strange.length)
    await door.createAll(
      backups,
      act,
      strange.map((one, i) => ({
        number: numbers[i] as string,
        state: one.provenAt ? 'PROVEN' : 'MADE',
        startedAt: momentOf(Date.parse(one.manifest.at)),
        provenAt: one.provenAt,
        ...factsOf(one),
      })),
    )
    return strange.length
  })
}

/** What a record tells of a finished backup. */
export function factsOf({
  name,
  manifest,
}: Kept): Pick<Backup, 'name' | 'rows' | 'bytes' | 'files' | 'lostFiles'> {
  const { tables, files, lost } = manifest
  const sum = (numbers: number[]): number => numbers.reduce((all, one) => all + one, 0)
  return {
    name,
    rows: sum(tables.map(({ rows }) => rows)),
    bytes: BigInt(sum([...tables.map(({ bytes }) => bytes), ...files.map(({ size }) => size)])),
    files: files.length,
    lostFiles: lost.length,
  }
}
