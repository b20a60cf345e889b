import path from 'node:path'
import { installation } from '../../src/backups/installation.ts'
import { makeBackup } from '../../src/backups/make.ts'
import type { MakeOptions } from '../../src/backups/make.ts'
import type { Kept } from '../../src/backups/place.ts'
import { testServer } from '../setup/database.ts'

/** Makes a backup of this worker's database and files. */
export function backUp(options: Partial<MakeOptions> = {}): Promise<Kept> {
  const { dataDir } = installation()
  return makeBackup({ url: testServer().url, dataDir, reserve: 1, proofHere: true, ...options })
}

/** A folder of this worker's, beside its data. */
export function beside(name: string): string {
  return path.join(installation().dataDir, name)
}
