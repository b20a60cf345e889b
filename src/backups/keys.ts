import { createCipheriv, createDecipheriv, createHash, randomBytes, scryptSync } from 'node:crypto'
import path from 'node:path'
import { readSecrets, secret } from '../database/secrets.ts'
import type { Manifest } from './manifest.ts'
import { BackupRefused } from './refusal.ts'

/** Those secrets of an installation without which the data in its database can't be read. The others are made anew. */
const DATA_KEYS = ['buyerKey', 'accountKey'] as const

export type Keys = Readonly<Record<(typeof DATA_KEYS)[number], string>>

/** Makes guessing a passphrase cost 64 MB and a tenth of a second each. */
const SCRYPT = { N: 2 ** 16, r: 8, p: 1, maxmem: 128 * 1024 * 1024 }
const CIPHER = 'aes-256-gcm'

/** The keys of this installation's data. */
export function ownKeys(dataDir: string): Keys {
  return { buyerKey: secret(dataDir, 'buyerKey'), accountKey: secret(dataDir, 'accountKey') }
}

/**
 * What a backup says of the keys: their fingerprint, and themselves only under a passphrase, so that whoever finds a backup
 * can't read the buyers' data or the second factors in it.
 */
export function describeKeys(keys: Keys, passphrase: string | undefined): Manifest['keys'] {
  return {
    fingerprint: fingerprintOf(keys),
    sealed: passphrase === undefined ? null : seal(JSON.stringify(keys), passphrase),
  }
}

/** Where keys may come from when a backup is restored. */
export interface KeySources {
  readonly dataDir: string
  /** A `secrets.json` that was kept apart. */
  readonly secretsFile?: string
  readonly passphrase?: string
}

/**
 * The keys of a backup's data: from the file that was kept apart, else from this installation if it's the one that made the
 * backup, else from the backup itself.
 * @throws BackupRefused when none of them has the right ones, saying which file or passphrase is wanted
 */
export function findKeys(
  { fingerprint, sealed }: Manifest['keys'],
  { dataDir, secretsFile, passphrase }: KeySources,
): Keys {
  for (const file of [secretsFile, path.join(dataDir, 'secrets.json')]) {
    const keys = file === undefined ? undefined : keysIn(readSecrets(file))
    if (keys && fingerprintOf(keys) === fingerprint) return keys
    if (file === secretsFile && file !== undefined) {
      throw new BackupRefused(`${file} doesn't hold the keys of this backup.`, '密钥文件与备份不符。')
    }
  }
  if (sealed && passphrase !== undefined) return unseal(sealed, passphrase)
  throw new BackupRefused(
    "The buyers' names and the second factors in this backup open only with the keys of the installation that made it. " +
      (sealed ? 'Set BACKUP_PASSPHRASE to the passphrase it was sealed with' : 'It holds no copy of them') +
      (sealed ? ', or give' : ': give') +
      ' the secrets.json that was kept apart: npm run restore -- <backup> --secrets <file>',
    '缺少备份的密钥。',
  )
}

/** Of all secrets only these: the passwords of another installation's database open nothing here. */
function keysIn({ buyerKey, accountKey }: Readonly<Record<string, string>>): Keys | undefined {
  return buyerKey === undefined || accountKey === undefined ? undefined : { buyerKey, accountKey }
}

function fingerprintOf(keys: Keys): string {
  const text = DATA_KEYS.map((key) => `${key}=${keys[key]}`).join('\n')
  return createHash('sha256').update(`keys of a storefront house\n${text}`).digest('hex').slice(0, 32)
}

type Sealed = NonNullable<Manifest['keys']['sealed']>

function seal(text: string, passphrase: string): Sealed {
  const [salt, nonce] = [randomBytes(16), randomBytes(12)]
  const cipher = createCipheriv(CIPHER, scryptSync(passphrase, salt, 32, SCRYPT), nonce)
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  const parts = { salt, nonce, tag: cipher.getAuthTag(), text: sealed }
  return Object.fromEntries(
    Object.entries(parts).map(([key, bytes]) => [key, bytes.toString('base64url')]),
  ) as Sealed
}

function unseal(sealed: Sealed, passphrase: string): Keys {
  const bytes = (key: keyof Sealed): Buffer => Buffer.from(sealed[key], 'base64url')
  const key = scryptSync(passphrase, bytes('salt'), 32, SCRYPT)
  const decipher = createDecipheriv(CIPHER, key, bytes('nonce')).setAuthTag(bytes('tag'))
  try {
    const text = Buffer.concat([decipher.update(bytes('text')), decipher.final()]).toString('utf8')
    return JSON.parse(text) as Keys
  } catch (error) {
    throw new BackupRefused(
      'BACKUP_PASSPHRASE is not the passphrase that this backup was sealed with.',
      '备份口令不对。',
      { cause: error },
    )
  }
}
