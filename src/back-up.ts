import path from 'node:path'
import { exclusively } from './backups/exclusively.ts'
import { makeBackup } from './backups/make.ts'
import type { Kept } from './backups/place.ts'
import { proveBackup } from './backups/prove.ts'
import { BackupRefused } from './backups/refusal.ts'
import { copyToSecondPlace } from './backups/second-place.ts'
import { GIGABYTE } from './backups/space.ts'
import { command, say } from './command.ts'
import type { OpenDatabase } from './database/open.ts'
import { joinServer } from './database/open.ts'
import type { Settings } from './settings.ts'
import { databaseOf } from './settings.ts'
import type { Log } from './web/log.ts'

/** What a backup by command leaves free on the disk, in bytes; the parameter of the scheduled one is in the database. */
const RESERVE = GIGABYTE

/** `npm run backup`: makes a backup now, whether the program is running or not, and proves it. */
await command(async (settings, log) => {
  const database = await joinServer({ ...databaseOf(settings), log })
  try {
    const made = await exclusively(database.url, () => backUp(database, settings, log))
    if (!made) throw new BackupRefused('A backup is being made at this moment.', '备份正在进行。')
  } finally {
    await database.close()
  }
})

async function backUp(database: OpenDatabase, settings: Settings, log: Log): Promise<true> {
  const { DATA_DIR: dataDir, BACKUP_PASSPHRASE: passphrase, BACKUP_SECOND_DIR: secondDir } = settings
  const kept = await makeBackup({
    url: database.url,
    dataDir,
    passphrase,
    reserve: RESERVE,
    proofHere: database.embedded,
  })
  say(`Made ${kept.folder}`, factsOf(kept))
  const proven = await proveBackup(kept, { ...database, log })
  const isProven = typeof proven !== 'string'
  say(
    isProven
      ? 'Proven: restored into a scratch database, all rows and sums are the same.'
      : `Not proven, only its checksums were read: the role of DATABASE_OWNER_URL may not create databases.`,
  )
  if (secondDir !== undefined) {
    await copyToSecondPlace(isProven ? proven : kept, secondDir, RESERVE)
    say(`Copied to ${path.join(secondDir, kept.name)}`)
  }
  say(
    passphrase === undefined
      ? `It doesn't hold the keys of the buyers' data. Keep ${path.join(dataDir, 'secrets.json')} apart from it: ` +
          'without that file, names and addresses in it open nowhere else. Or set BACKUP_PASSPHRASE.'
      : "The keys of the buyers' data are in it, sealed with BACKUP_PASSPHRASE. Keep that apart from it.",
  )
  return true
}

function factsOf({ manifest: { tables, files, lost } }: Kept): string {
  const sum = (numbers: number[]): number => numbers.reduce((all, one) => all + one, 0)
  const bytes = sum([...tables.map((table) => table.bytes), ...files.map(({ size }) => size)])
  const rows = sum(tables.map((table) => table.rows))
  const missing = lost.length === 0 ? '' : ` ${lost.length} files were gone from the storage.`
  return `${rows} rows of ${tables.length} tables, ${files.length} files, ${(bytes / 1024 ** 2).toFixed(1)} MB.${missing}`
}
