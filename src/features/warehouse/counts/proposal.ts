import type { Actor } from '../../../actor.ts'
import { db } from '../../../database/client.ts'
import type { Month } from '../../../lib/dates.ts'
import { DAY_MS, addDays, addMonths, dayOf, moment, monthOf, plus } from '../../../lib/dates.ts'
import { parameterValue } from '../../../work/parameters.ts'
import { zones } from '../locations/queries.ts'
import type { Period } from '../../../work/measures.ts'
import type { Choices } from './pages.ts'
import { countEvery } from './parameters.ts'
import { countedLocations } from './place-queries.ts'

/** Counted last before that moment, a location is due. */
export async function dueBefore(at: Date): Promise<{ before: Date; days: number }> {
  const days = await parameterValue(db, countEvery)
  return { before: plus(at, -days * DAY_MS), days }
}

/** How many locations one cycle count is proposed to take: about what a clerk counts in a morning. */
const PROPOSED = 20
/** Days until a proposed count should be done. */
const PROPOSED_DAYS = 2

/** What the plan form offers; with `due`, the locations counted longest ago. */
export async function choicesOf(actor: Actor, at: Date, due: boolean): Promise<Choices> {
  const [zoneNames, classes, proposed] = await Promise.all([
    zones(actor),
    goodsClasses(),
    due ? proposal(actor, at) : [],
  ])
  return {
    zones: zoneNames,
    classes,
    locations: proposed,
    due: addDays(dayOf(at), PROPOSED_DAYS),
  }
}

async function proposal(actor: Actor, at: Date): Promise<string[]> {
  const { before } = await dueBefore(at)
  const { rows } = await countedLocations(actor, { part: 'due', before }, undefined, PROPOSED)
  return rows.map(({ code }) => code)
}

async function goodsClasses(): Promise<string[]> {
  const rows = await db.$queryRaw<{ name: string }[]>`
    SELECT DISTINCT goods_class AS name FROM locations
    WHERE goods_class IS NOT NULL AND kind = 'STORAGE' AND archived_at IS NULL ORDER BY name LIMIT 200`
  return rows.map(({ name }) => name)
}

/** A month as somebody typed it; the present one for anything else. */
export function askedMonth(text: string | undefined, at: Date): Month {
  return text && /^\d{4}-(0[1-9]|1[0-2])$/.test(text) ? text : monthOf(dayOf(at))
}

/** The moments of a Shanghai month. */
export function monthPeriod(month: Month): Period {
  const first = `${month}-01`
  return { from: moment(first), to: moment(addMonths(first, 1)) }
}
