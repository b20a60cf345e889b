import type { Actor } from '../actor.ts'
import { personOf } from '../actor.ts'
import { db } from '../database/client.ts'
import { Prisma } from '../generated/prisma/client.ts'
import type { OpenAct } from './act.ts'

/** `{ field: [before, after] }` */
export type Changes = Record<string, [Prisma.InputJsonValue | null, Prisma.InputJsonValue | null]>

/** One line of a record's history. */
export interface Entry {
  readonly noun: string
  readonly subjectId: number
  readonly deed: string
  readonly fromState?: string | null
  readonly toState?: string | null
  readonly changes?: Changes
  readonly remark?: string | null
}

/**
 * Writes history, for one record or a set, in one statement. The door does it for every change; deeds that
 * change nothing but must be remembered (revealing, exporting, signing in) call it themselves.
 */
export async function record(act: OpenAct, entries: readonly Entry[]): Promise<void> {
  if (entries.length === 0) return
  await write(
    act,
    Prisma.sql`jsonb_to_recordset(${JSON.stringify(entries)}::jsonb) AS given(noun text, deed text, remark text,
      "subjectId" int, "fromState" text, "toState" text, changes jsonb)`,
  )
}

/** What all lines of a set have in common. */
export type CommonEntry = Pick<Entry, 'noun' | 'deed' | 'remark'>

/**
 * Writes history for a set that only the database knows, in one statement.
 * @param source a query of `subjectId`, `fromState`, `toState` and `changes` (jsonb)
 * @returns how many lines
 */
export function recordAll(
  act: OpenAct,
  { noun, deed, remark }: CommonEntry,
  source: Prisma.Sql,
): Promise<number> {
  return write(
    act,
    Prisma.sql`(SELECT ${noun} AS noun, ${deed} AS deed, ${remark ?? null}::text AS remark, found.*
      FROM (${source}) AS found) AS given`,
  )
}

function write(act: OpenAct, lines: Prisma.Sql): Promise<number> {
  const systemName = act.actor.kind === 'system' ? act.actor.name : null
  return act.tx.$executeRaw`
    INSERT INTO history (at, person_id, system_name, device_id, request_id, noun, deed, remark,
      subject_id, from_state, to_state, changes)
    SELECT ${act.at}::timestamptz, ${personOf(act.actor)}::int, ${systemName}::text, ${deviceOf(act.actor)}::int,
      ${act.requestId ?? null}::text, noun, deed, remark, "subjectId", "fromState", "toState", changes
    FROM ${lines}`
}

/**
 * What differs between a row and the values it was given, for the fields that have words. Dates as ISO text.
 */
export function changesBetween(
  fields: Readonly<Record<string, string>>,
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): Changes {
  const changes: Changes = {}
  for (const field of Object.keys(fields)) {
    if (!(field in after)) continue
    const [old, fresh] = [plain(before[field]), plain(after[field])]
    if (JSON.stringify(old) !== JSON.stringify(fresh)) changes[field] = [old, fresh]
  }
  return changes
}

function plain(value: unknown): Prisma.InputJsonValue | null {
  if (value === undefined || value === null) return null
  return JSON.parse(
    JSON.stringify(value, (_key, v: unknown) => (typeof v === 'bigint' ? v.toString() : v)),
  ) as Prisma.InputJsonValue
}

function deviceOf(actor: Actor): number | null {
  return actor.kind === 'terminal' ? actor.deviceId : null
}

/** A line of history as it's shown: with the person's name, and the device where it happened at one. */
export interface HistoryRow {
  id: bigint
  at: Date
  deed: string
  fromState: string | null
  toState: string | null
  changes: Record<string, [unknown, unknown]> | null
  remark: string | null
  personName: string | null
  systemName: string | null
  deviceName: string | null
}

/** How many lines a record's page shows. */
export const TIMELINE_SIZE = 50

/**
 * A record's history, newest first, at most `TIMELINE_SIZE` and one more. Whoever sees the record sees it. `without`
 * leaves out deeds that would bury the others, such as signing in.
 */
export function historyOf(
  noun: string,
  subjectId: number,
  before?: bigint,
  without: readonly string[] = [],
): Promise<HistoryRow[]> {
  return db.$queryRaw<HistoryRow[]>`
    SELECT h.id, h.at, h.deed, h.from_state AS "fromState", h.to_state AS "toState", h.changes, h.remark,
           p.name AS "personName", h.system_name AS "systemName", d.name AS "deviceName"
    FROM history h LEFT JOIN people p ON p.id = h.person_id LEFT JOIN terminal_devices d ON d.id = h.device_id
    WHERE h.noun = ${noun} AND h.subject_id = ${subjectId}
      ${before === undefined ? Prisma.empty : Prisma.sql`AND h.id < ${before}`}
      ${without.length === 0 ? Prisma.empty : Prisma.sql`AND h.deed <> ALL(${[...without]})`}
    ORDER BY h.id DESC LIMIT ${TIMELINE_SIZE + 1}`
}
