import type { Actor } from '../actor.ts'
import { personOf } from '../actor.ts'
import type { Tx } from '../database/client.ts'
import { db } from '../database/client.ts'
import { Prisma } from '../generated/prisma/client.ts'

/** Who acts, when, and under which form token. Every deed takes one; there is no deed without somebody. */
export interface Act {
  readonly actor: Actor
  readonly at: Date
  /** The form's one-time token; a repetition returns the first one's result. */
  readonly token?: string
  readonly requestId?: string
  /** The transaction the act is part of; absent until `deed` opens one. */
  readonly tx?: Tx
}

/** An act inside its transaction. */
export interface OpenAct extends Act {
  readonly tx: Tx
}

/** What a deed may return: kept with the form token, so it must survive JSON. */
export type Result = Prisma.InputJsonValue

/**
 * Runs a deed in one transaction; within another deed it joins that one. A form token that was used before
 * returns the first one's result without running anything; two at once wait for each other.
 */
export async function deed<T>(act: Act, work: (act: OpenAct) => Promise<T>): Promise<T> {
  if (isOpen(act)) return work(act)
  return db.$transaction((tx) => once(act, tx, work), { timeout: 60_000, maxWait: 15_000 })
}

async function once<T>(act: Act, tx: Tx, work: (act: OpenAct) => Promise<T>): Promise<T> {
  const earlier = await useToken(tx, act)
  if (earlier) return earlier.result as T
  const result = await work({ ...act, tx })
  if (act.token) await remember(tx, act.token, result)
  return result
}

/** What a long deed may take, in milliseconds: a day, so that only a mistake ends it. */
const LONG_MS = 24 * 60 * 60_000

/**
 * A deed on very many rows, without the limits that keep people from waiting: neither its statements nor its waits for
 * locks end by themselves, unless it says so. Within another deed it joins that one, whose limits are then its own.
 */
export function longDeed<T>(act: Act, work: (act: OpenAct) => Promise<T>): Promise<T> {
  if (isOpen(act)) return work(act)
  return db.$transaction(
    async (tx) => {
      await tx.$executeRaw`
        SELECT set_config('statement_timeout', '0', TRUE), set_config('lock_timeout', '0', TRUE),
          set_config('idle_in_transaction_session_timeout', '0', TRUE)`
      return once(act, tx, work)
    },
    { timeout: LONG_MS, maxWait: 60_000 },
  )
}

function isOpen(act: Act): act is OpenAct {
  return act.tx !== undefined
}

async function useToken(tx: Tx, act: Act): Promise<{ result: Prisma.JsonValue } | null> {
  if (!act.token) return null
  const inserted = await tx.$executeRaw`
    INSERT INTO form_tokens (token, person_id, at) VALUES (${act.token}::uuid, ${personOf(act.actor)}, ${act.at})
    ON CONFLICT (token) DO NOTHING`
  if (inserted === 1) return null
  const earlier = await tx.formToken.findUniqueOrThrow({ where: { token: act.token } })
  return { result: earlier.result }
}

async function remember(tx: Tx, token: string, result: unknown): Promise<void> {
  const json = JSON.stringify(result ?? null, (_key, value: unknown) =>
    typeof value === 'bigint' ? value.toString() : value,
  )
  await tx.$executeRaw`UPDATE form_tokens SET result = ${json}::jsonb WHERE token = ${token}::uuid`
}
