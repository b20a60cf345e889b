import { randomInt } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'
import { turns } from './turns.ts'

/**
 * How secrets that people type are stored and made. argon2id with the least parameters OWASP's password storage
 * cheat sheet allows (19 MiB, two passes, one lane): about 25 ms, in a thread beside ours. argon2id is the library's
 * own choice; its enum can't be named from isolated modules.
 */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

/**
 * Two at a time leave the other two of the process's threads to files, and 38 MiB are what guessing can cost; 60 in
 * the queue are about a second and a half of work.
 */
const inTurn = turns({ atOnce: 2, waiting: 60 })

/** Signs that no eye takes for another: no 0 and o, 1, l and i. */
const READABLE = 'abcdefghjkmnpqrstuvwxyz23456789'
const GROUPS = 4
const GROUP_LENGTH = 4

/** The hash of a password or PIN, exactly as typed; salt and parameters are part of it. @throws TooMany */
export function hashSecret(secret: string): Promise<string> {
  return inTurn(() => hash(secret, COST))
}

/** A hash that no secret has, so that somebody who doesn't exist costs as much time as one who does. */
let nobodys: Promise<string> | undefined

/** Whether a secret has the hash. Without a hash it does the same work and says no. @throws TooMany */
export async function isSecret(secret: string, stored: string | null): Promise<boolean> {
  nobodys ??= hash(generatePassword(), COST)
  const against = stored ?? (await nobodys)
  const matches = await inTurn(() => verify(against, secret))
  return matches && stored !== null
}

/** A secret for somebody to read out and type once: groups of four signs; four of them are 79 random bits. */
export function generatePassword(groups = GROUPS): string {
  const group = (): string =>
    Array.from({ length: GROUP_LENGTH }, () => READABLE.charAt(randomInt(READABLE.length))).join('')
  return Array.from({ length: groups }, group).join('-')
}
