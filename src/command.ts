import { BackupRefused } from './backups/refusal.ts'
import { Locked } from './database/lock.ts'
import { Conflict } from './errors.ts'
import type { Settings } from './settings.ts'
import { SettingsError, readSettings } from './settings.ts'
import type { Log } from './web/log.ts'
import { createLog } from './web/log.ts'

/**
 * Runs a command to its end, with the settings of the program beside which it stands. What people can do something about is
 * told in a sentence, anything else with its stack; both end with code 1.
 */
export async function command(work: (settings: Settings, log: Log) => Promise<void>): Promise<void> {
  try {
    const settings = readSettings(undefined, { LOG_LEVEL: 'warn' })
    await work(settings, createLog(settings.LOG_LEVEL))
    process.exit(0)
  } catch (error) {
    const told = [BackupRefused, Conflict, SettingsError, Locked].some((kind) => error instanceof kind)
    process.stderr.write(
      `${told || !(error instanceof Error) ? String((error as Error).message) : error.stack}\n`,
    )
    process.exit(1)
  }
}

/** Tells the person at the terminal. */
export function say(...lines: string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`)
}
