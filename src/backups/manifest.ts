import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { knownMigrations } from '../database/migrate.ts'
import { BackupRefused } from './refusal.ts'

/** The only layout of backups so far. A version that changes it counts on. */
export const FORMAT = 1

const MANIFEST = 'manifest.json'
const CHECKSUM = 'manifest.sha256'

const Table = z.object({
  name: z.string(),
  /** Names of the columns in the order of the copy, quoted where SQL wants it. */
  columns: z.array(z.string()),
  rows: z.number(),
  /** A sum over all rows that doesn't depend on their order. */
  sum: z.string(),
  /** Bytes of the copy as text, and of its compressed file. */
  textBytes: z.number(),
  bytes: z.number(),
  /** Of the compressed file. */
  sha256: z.string(),
})

const Manifest = z.object({
  format: z.literal(FORMAT),
  /** Version of the application that made it. */
  application: z.string(),
  migration: z.object({ name: z.string(), checksum: z.string() }),
  /** The moment everything in it is of, ISO 8601. */
  at: z.string(),
  tables: z.array(Table),
  sequences: z.array(z.object({ name: z.string(), last: z.string(), called: z.boolean() })),
  files: z.array(z.object({ id: z.number(), sha256: z.string(), size: z.number() })),
  /** Content hashes of files that a row speaks of and that weren't there any more. */
  lost: z.array(z.string()),
  /** What was left out on purpose, and why. */
  leftOut: z.array(z.object({ name: z.string(), why: z.string() })),
  keys: z.object({
    /** Tells whether some keys are the ones the data was made with; opens nothing. */
    fingerprint: z.string(),
    sealed: z.object({ salt: z.string(), nonce: z.string(), tag: z.string(), text: z.string() }).nullable(),
  }),
})

/** What a backup holds, and how to find out whether it's whole. */
export type Manifest = z.infer<typeof Manifest>
export type TableEntry = z.infer<typeof Table>
export type FileEntry = Manifest['files'][number]

/** Writes a backup's manifest, and beside it the checksum by which it is recognized as undamaged. */
export async function writeManifest(folder: string, manifest: Manifest): Promise<void> {
  const text = `${JSON.stringify(manifest, null, 1)}\n`
  await writeFile(path.join(folder, MANIFEST), text, { mode: 0o600, flush: true })
  await writeFile(path.join(folder, CHECKSUM), `${sha256(text)}\n`, { mode: 0o600, flush: true })
}

/**
 * Reads a backup's manifest.
 * @throws BackupRefused when there is none, when it's damaged, or made by a version newer than this one
 */
export async function readManifest(folder: string): Promise<Manifest> {
  const [text, checksum] = await Promise.all(
    [MANIFEST, CHECKSUM].map((name) => readFile(path.join(folder, name), 'utf8').catch(() => undefined)),
  )
  if (text === undefined) {
    throw new BackupRefused(`${folder} holds no backup: there is no ${MANIFEST} in it.`, '这里没有备份。')
  }
  if (checksum?.trim() !== sha256(text)) throw damaged(folder, MANIFEST)
  const value = JSON.parse(text) as { format?: number; application?: string }
  if ((value.format ?? 0) > FORMAT) throw newer(folder, value.application)
  const parsed = Manifest.safeParse(value)
  if (!parsed.success) throw damaged(folder, MANIFEST)
  demandKnown(folder, parsed.data)
  return parsed.data
}

function demandKnown(folder: string, { application, migration }: Manifest): void {
  const known = knownMigrations().find(({ name }) => name === migration.name)
  if (!known) throw newer(folder, application)
  if (known.checksum !== migration.checksum) {
    throw new BackupRefused(
      `The backup in ${folder} was made by another development of this application: its migration ` +
        `${migration.name} isn't ours. Restore it with the program that made it (${application}).`,
      '备份来自另一个开发版本的程序。',
    )
  }
}

/** @param what file in the backup that isn't as the manifest says */
export function damaged(folder: string, what: string): BackupRefused {
  return new BackupRefused(
    `The backup in ${folder} is damaged: ${what} isn't what was written. Take another backup.`,
    `备份已损坏：${what}`,
  )
}

function newer(folder: string, application = 'unknown'): BackupRefused {
  return new BackupRefused(
    `The backup in ${folder} was made by a newer version of the application (${application}). ` +
      'Install that version, or a newer one, and restore it there.',
    '备份来自更新版本的程序。',
  )
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
