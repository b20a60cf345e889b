import { existsSync } from 'node:fs'
import { readFile, readdir, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { at, formatSecond, plus } from '../lib/dates.ts'
import type { Manifest } from './manifest.ts'
import { readManifest } from './manifest.ts'

/** Named by the moment, in Shanghai; what is still being written, and would be half a backup, ends with `.partial`. */
const NAME = /^\d{8}-\d{6}(-[a-z-]+)?$/
export const PARTIAL = '.partial'
const PROOF = 'proof.json'

/** A finished backup in its place. */
export interface Kept {
  readonly name: string
  readonly folder: string
  readonly manifest: Manifest
  /** When it was last restored into a scratch database and found whole; null: never. */
  readonly provenAt: Date | null
}

/** Where an installation keeps its backups. */
export function backupsFolder(dataDir: string): string {
  return path.join(dataDir, 'backups')
}

/** A name for a backup of a moment that no other has. */
export function freeName(root: string, moment: Date, suffix = ''): string {
  const name = formatSecond(moment).replaceAll(/[-:]/g, '').replace(' ', '-') + suffix
  return existsSync(path.join(root, name)) ? freeName(root, plus(moment, 1000), suffix) : name
}

/**
 * Opens a backup.
 * @throws BackupRefused like `readManifest`
 */
export async function openBackup(folder: string): Promise<Kept> {
  const manifest = await readManifest(folder)
  const proof = await readFile(path.join(folder, PROOF), 'utf8').catch(() => undefined)
  const provenAt = proof === undefined ? null : at(Date.parse((JSON.parse(proof) as { at: string }).at))
  return { name: path.basename(folder), folder: path.resolve(folder), manifest, provenAt }
}

/** The readable backups in a place, oldest first. */
export async function keptIn(root: string): Promise<Kept[]> {
  const names = (await readdir(root).catch(() => [])).filter((name) => NAME.test(name)).sort()
  const opened = await Promise.all(
    names.map((name) => openBackup(path.join(root, name)).catch(() => undefined)),
  )
  return opened.filter((one) => one !== undefined)
}

/** Remembers, in the backup itself, that it was restored and found whole. */
export async function rememberProof(kept: Kept, moment: Date): Promise<Kept> {
  const text = `${JSON.stringify({ at: moment.toISOString() })}\n`
  await writeFile(path.join(kept.folder, PROOF), text, { mode: 0o600, flush: true })
  return { ...kept, provenAt: moment }
}

/** Removes what backups that were cut off have left. Nobody may be writing one. */
export async function removePartial(root: string): Promise<void> {
  for (const name of await readdir(root).catch(() => [])) {
    if (name.endsWith(PARTIAL)) await rm(path.join(root, name), { recursive: true, force: true })
  }
}

/**
 * Removes backups made before a moment, but never the last proven one, nor the last of all.
 * @param fingerprint where others may keep theirs too: only those whose keys have it
 * @returns names of those that went
 */
export async function expire(root: string, before: Date, fingerprint?: string): Promise<string[]> {
  const isOwn = ({ manifest: { keys } }: Kept): boolean =>
    fingerprint === undefined || keys.fingerprint === fingerprint
  const all = (await keptIn(root)).filter(isOwn)
  const kept = new Set([all.at(-1), all.findLast(({ provenAt }) => provenAt !== null)])
  const old = all.filter((one) => !kept.has(one) && Date.parse(one.manifest.at) < before.getTime())
  for (const { folder } of old) await rm(folder, { recursive: true, force: true })
  return old.map(({ name }) => name)
}
