import type { Log } from '../database/log.ts'
import type { OpenDatabase } from '../database/open.ts'

/** What is backed up, and to where. */
export interface Installation {
  readonly database: Pick<OpenDatabase, 'url' | 'ownerUrl' | 'adminUrl' | 'embedded'>
  readonly dataDir: string
  /** A second place for backups. */
  readonly secondDir?: string
  /** Seals the keys of the data into backups. */
  readonly passphrase?: string
  readonly log: Log
}

let current: Installation | undefined

/** Says which installation this process backs up. */
export function setInstallation(installation: Installation): void {
  current = installation
}

/** @throws Error when nobody has said */
export function installation(): Installation {
  if (!current) throw new Error('the installation is not known: call setInstallation() first')
  return current
}
