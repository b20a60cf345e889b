import { randomBytes } from 'node:crypto'
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import path from 'node:path'
import { Locked, hasCode, takeLock } from './lock.ts'

const PATIENCE_MS = 5_000
const PAUSE_MS = 20

/**
 * A secret of this installation, from `<dataDir>/secrets.json` (readable by its owner only). The first who asks
 * for a key makes it; several processes that start at once all get the same.
 *
 * @param make makes the secret; by default 32 random bytes as base64url, which needs no escaping in addresses
 * @throws when the file isn't readable or isn't JSON: secrets that can't be read are never replaced by new ones
 */
export function secret(dataDir: string, key: string, make: () => string = randomSecret): string {
  const file = path.join(dataDir, 'secrets.json')
  const known = readSecrets(file)[key]
  if (known !== undefined) return known
  mkdirSync(dataDir, { recursive: true })
  const release = takeLockPatiently(`${file}.lock`)
  try {
    const secrets = readSecrets(file)
    const value = secrets[key] ?? make()
    if (secrets[key] === undefined) replace(file, { ...secrets, [key]: value })
    return value
  } finally {
    release()
  }
}

/**
 * Puts secrets of another installation in the place of our own; the others stay.
 *
 * @throws like `secret`
 */
export function replaceSecrets(dataDir: string, secrets: Readonly<Record<string, string>>): void {
  const file = path.join(dataDir, 'secrets.json')
  mkdirSync(dataDir, { recursive: true })
  const release = takeLockPatiently(`${file}.lock`)
  try {
    replace(file, { ...readSecrets(file), ...secrets })
  } finally {
    release()
  }
}

function randomSecret(): string {
  return randomBytes(32).toString('base64url')
}

/**
 * All secrets of a file like `secrets.json`; none when there is no such file.
 *
 * @throws when the file isn't readable or isn't JSON
 */
export function readSecrets(file: string): Record<string, string> {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return {}
    throw error
  }
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error('not an object')
    return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, String(entry)]))
  } catch (error) {
    throw new Error(`${file} can't be read; restore it from a backup, the data can't be opened without it.`, {
      cause: error,
    })
  }
}

function replace(file: string, secrets: Record<string, string>): void {
  const draft = `${file}.new`
  const descriptor = openSync(draft, 'w', 0o600)
  try {
    writeSync(descriptor, `${JSON.stringify(secrets, null, 2)}\n`)
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
  renameSync(draft, file)
}

function takeLockPatiently(file: string): () => void {
  const sleeper = new Int32Array(new SharedArrayBuffer(4))
  for (let waited = 0; ; waited += PAUSE_MS) {
    try {
      return takeLock(
        file,
        (pid) => `Process ${pid} has been writing ${file.replace(/\.lock$/, '')} for too long.`,
      )
    } catch (error) {
      if (!(error instanceof Locked) || waited >= PATIENCE_MS) throw error
      Atomics.wait(sleeper, 0, 0, PAUSE_MS)
    }
  }
}
