import { parseArgs } from 'node:util'
import path from 'node:path'
import { checkBackup } from './backups/check.ts'
import { findKeys } from './backups/keys.ts'
import { openBackup } from './backups/place.ts'
import { BackupRefused } from './backups/refusal.ts'
import { restoreBackup } from './backups/restore.ts'
import { GIGABYTE } from './backups/space.ts'
import { command, say } from './command.ts'
import { openServer } from './database/open.ts'
import { databaseOf } from './settings.ts'

/** What a restore leaves free on the disk, in bytes. */
const RESERVE = GIGABYTE

const USAGE =
  'Usage: npm run restore -- <folder of the backup> [--replace] [--secrets <file that was kept apart>]'

/** `npm run restore`: puts a backup in the place of an empty, or with `--replace` any, database and its files. */
await command(async (settings, log) => {
  const { folder, replace, secretsFile } = readArguments()
  const { DATA_DIR: dataDir, BACKUP_PASSPHRASE: passphrase } = settings
  const kept = await openBackup(folder)
  await checkBackup(kept)
  const keys = findKeys(kept.manifest.keys, { dataDir, secretsFile, passphrase })
  const database = await openServer({ ...databaseOf(settings), log })
  try {
    const options = { dataDir, keys, replace, passphrase, reserve: RESERVE, log }
    const safety = await restoreBackup(kept, database, options)
    if (safety) {
      say(
        `What was here before is in ${safety.folder}`,
        `and its keys are in ${path.join(dataDir, `secrets-${safety.name}.json`)}.`,
      )
    }
    say(`Restored ${kept.folder}: everything is as it was at ${kept.manifest.at}. Start the program now.`)
  } finally {
    await database.close()
  }
})

function readArguments(): { folder: string; replace: boolean; secretsFile: string | undefined } {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { replace: { type: 'boolean', default: false }, secrets: { type: 'string' } },
    })
    const [folder, ...rest] = positionals
    if (folder === undefined || rest.length > 0) throw new Error('one folder is asked for')
    return { folder, replace: values.replace, secretsFile: values.secrets }
  } catch (error) {
    throw new BackupRefused(USAGE, '用法不对。', { cause: error })
  }
}
