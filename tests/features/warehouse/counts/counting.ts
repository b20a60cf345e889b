import { db } from '../../../../src/database/client.ts'
import { beginTurn, finishTurn, planCount, tally } from '../../../../src/features/warehouse/counts/actions.ts'
import type { PlanInput } from '../../../../src/features/warehouse/counts/actions.ts'
import type { CountRow } from '../../../../src/features/warehouse/counts/queries.ts'
import { getCount } from '../../../../src/features/warehouse/counts/queries.ts'
import type { CountLine, CountPlace } from '../../../../src/generated/prisma/client.ts'
import { plus } from '../../../../src/lib/dates.ts'
import type { Act } from '../../../../src/work/act.ts'
import { NOW, program } from '../../../setup/parcels.ts'

/** Everything chosen by hand; parts can be said otherwise. */
export const plan = (parts: Partial<PlanInput>): PlanInput => ({
  scope: 'ALL',
  zone: null,
  goodsClass: null,
  locations: [],
  skus: [],
  size: 0,
  seed: null,
  due: '2026-11-24',
  note: null,
  ...parts,
})

/** A count of some locations, planned by somebody. */
export async function planned(act: Act, ...locations: { code: string }[]): Promise<CountRow> {
  const { id } = await planCount(
    act,
    plan({ scope: 'LOCATIONS', locations: locations.map(({ code }) => code) }),
  )
  return countRow(id)
}

export const countRow = (id: number): Promise<CountRow> => getCount(program.actor, id)

/** The same person, minutes later. */
export const later = (act: Act, minutes: number): Act => ({ ...act, at: plus(NOW, minutes * 60_000) })

/** Counts a location as found, from one minute to the next. */
export async function counted(
  act: Act,
  locationId: number,
  found: readonly { skuId: number; quantity: number }[],
  minutes = 1,
): ReturnType<typeof finishTurn> {
  await beginTurn(later(act, minutes), locationId)
  for (const { skuId, quantity } of found) await tally(later(act, minutes), locationId, skuId, quantity)
  return finishTurn(later(act, minutes + 1), locationId)
}

export const linesAt = (locationId: number): Promise<CountLine[]> =>
  db.countLine.findMany({ where: { place: { locationId } }, orderBy: { id: 'asc' } })

export const placeAt = (locationId: number): Promise<CountPlace> =>
  db.countPlace.findFirstOrThrow({ where: { locationId }, orderBy: { id: 'desc' } })
