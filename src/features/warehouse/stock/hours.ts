import type { Tx } from '../../../database/client.ts'
import { FieldError } from '../../../errors.ts'
import { dayOf } from '../../../lib/dates.ts'
import { loadCalendars } from '../../../work/calendar-store.ts'
import type { CalendarKey, Calendars } from '../../../work/calendars.ts'
import { isWorking, windowsOn } from '../../../work/calendars.ts'
import type { OpenAct } from '../../../work/act.ts'
import { windowsText } from '../../../work/working-hours.ts'

/** What goods do, each with hours of its own: coming in, going out. */
export const HOURS = ['inbound', 'outbound'] as const satisfies readonly CalendarKey[]
export type Hours = (typeof HOURS)[number]

export const hoursLabels: Record<Hours, string> = { inbound: '入库', outbound: '出库' }

/** Today's hours in words, for each of which it's now outside; empty within all hours. */
export type Closed = Partial<Record<Hours, string>>

/** Which hours it's outside of. One statement. */
export async function closedAt(tx: Tx, at: Date): Promise<Closed> {
  const calendars = await loadCalendars(tx)
  const closed = HOURS.filter((key) => !isWorking(calendars[key], at))
  return Object.fromEntries(closed.map((key) => [key, wordsOf(calendars, key, at)]))
}

/** Today's hours of each, for the menu. One statement. */
export async function hoursToday(tx: Tx, at: Date): Promise<string> {
  const calendars = await loadCalendars(tx)
  return HOURS.map((key) => `${hoursLabels[key]} ${wordsOf(calendars, key, at)}`).join(' · ')
}

/**
 * At a desk the question that a terminal asks before something is begun: outside the hours a deed needs a reason, which stands in
 * history as its remark. A terminal has asked its clerk already, and the program isn't asked.
 * @throws FieldError at `remark` without one
 */
export async function demandReason(
  { actor, tx, at }: OpenAct,
  hours: Hours,
  remark: string | null,
): Promise<void> {
  if (actor.kind !== 'person' || remark !== null) return
  const today = (await closedAt(tx, at))[hours]
  if (today === undefined) return
  const label = hoursLabels[hours]
  throw new FieldError({
    remark: `现在不是${label}时间（${label}时间：${today}）。确实要现在做，请写明原因。`,
  })
}

function wordsOf(calendars: Calendars, key: Hours, at: Date): string {
  return windowsText(windowsOn(calendars[key], dayOf(at))) || '今天休息'
}
