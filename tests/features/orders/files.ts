import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { randomBytes } from 'node:crypto'
import iconv from 'iconv-lite'
import { inject } from 'vitest'
import type { PersonActor } from '../../../src/actor.ts'
import { db } from '../../../src/database/client.ts'
import {
  confirmImport,
  readImport,
  receiveImports,
  runImport,
} from '../../../src/features/orders/imports/actions.ts'
import type { Import } from '../../../src/features/orders/imports/policy.ts'
import { now } from '../../../src/lib/dates.ts'

/** Where the synthetic samples lie. */
export const samples = fileURLToPath(new URL('../../samples/', import.meta.url))

/** Brings a file and reads it; the import then waits for confirmation, or has failed. */
export async function bring(
  actor: PersonActor,
  shopId: number | null,
  file: { name: string; path: string },
): Promise<Import> {
  const act = { actor, at: now() }
  const { imports, refused } = await receiveImports(act, shopId, [file])
  const [one] = imports
  if (!one) throw new Error(refused.map(({ reason }) => reason).join())
  await readImport(act, one.id)
  return db.import.findUniqueOrThrow({ where: { id: one.id } })
}

/** Brings a file, reads, confirms and runs it. */
export async function importFile(
  actor: PersonActor,
  shopId: number | null,
  file: { name: string; path: string },
): Promise<Import> {
  const row = await bring(actor, shopId, file)
  await done(actor, row)
  return db.import.findUniqueOrThrow({ where: { id: row.id } })
}

/** Confirms an import and does it. */
export async function done(actor: PersonActor, row: Import): Promise<void> {
  const act = { actor, at: now() }
  await confirmImport(act, row)
  await runImport(act, row.id)
}

/** One of the samples. */
export function sample(name: string): { name: string; path: string } {
  return { name, path: path.join(samples, name) }
}

/** A table as the platform would export it. The name tells when. */
export async function csv(
  name: string,
  rows: readonly Readonly<Record<string, string>>[],
  encoding = 'gb18030',
): Promise<{ name: string; path: string }> {
  const headings = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const quoted = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
  const lines = [headings, ...rows.map((row) => headings.map((heading) => row[heading] ?? ''))]
  const text = lines.map((cells) => cells.map(quoted).join(',')).join('\r\n')
  const file = path.join(inject('server').folder, randomBytes(8).toString('hex'))
  await writeFile(file, iconv.encode(`${text}\r\n`, encoding))
  return { name, path: file }
}
