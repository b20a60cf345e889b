import { personOf } from '../../../../actor.ts'
import { Conflict } from '../../../../errors.ts'
import type { Act, OpenAct } from '../../../../work/act.ts'
import { deed } from '../../../../work/act.ts'
import { record } from '../../../../work/history.ts'
import { demand } from '../../../../work/nouns.ts'
import { countersAt, mustBeAnother } from '../counters.ts'
import { counts } from '../noun.ts'
import type { Place } from '../places.ts'
import { lockPlace, unasked } from '../places.ts'
import { getCount } from '../queries.ts'
import type { Finished } from './close.ts'
import { closeTurn } from './close.ts'

/** A turn that is under way. */
export interface Begun {
  readonly turnId: number
  readonly placeId: number
  readonly location: string
  /** 1 for the first count. */
  readonly round: number
}

/**
 * Begins to count a location, or goes on where the same person had begun. Whoever takes a location over from another
 * begins anew: what the other had counted so far is dropped.
 * @throws Conflict when no count has the location, it's counted already, somebody else is at it, or the recount must
 *   be somebody else's
 */
export function beginTurn(act: Act, locationId: number, takeOver = false): Promise<Begun> {
  return deed(act, async (act) => {
    const place = await lockPlace(act, locationId)
    if (place?.countState !== 'COUNTING') throw new Conflict('这个库位现在没有要盘点的。')
    const personId = await demandCounter(act, place)
    const { turnId, state, location } = place
    const round = place.rounds + 1
    if (state === 'COUNTED') throw new Conflict(`${location} 已经盘完。`)
    if (turnId !== null && place.counterId === personId) return { turnId, placeId: place.id, location, round }
    if (turnId !== null) {
      if (!takeOver) throw new Conflict(`${place.counter} 正在盘 ${location}。`)
      await act.tx.countTurn.update({ where: { id: turnId }, data: { abandonedAt: act.at } })
    }
    if (mustBeAnother(await countersAt(act.at, act.tx), place.earlierIds, personId))
      throw new Conflict(`${location} 要由另一个人复盘。`)
    await demandFree(act, personId)
    const turn = await act.tx.countTurn.create({
      data: { placeId: place.id, round, personId, startedAt: act.at },
    })
    await act.tx.countPlace.update({ where: { id: place.id }, data: { state: 'COUNTING' } })
    return { turnId: turn.id, placeId: place.id, location, round }
  })
}

/** The person who counts, with the right to. @throws Forbidden */
async function demandCounter(act: OpenAct, place: Place): Promise<number> {
  demand(counts, act.actor, 'count', await getCount(act.actor, place.countId, act.tx))
  const personId = personOf(act.actor)
  if (personId === null) throw new Conflict('盘点要由人来做。')
  return personId
}

/** Whoever stands at one location can't count at another, not even by beginning both at once at two machines. */
async function demandFree(act: OpenAct, personId: number): Promise<void> {
  await act.tx.$queryRaw`SELECT id FROM people WHERE id = ${personId} FOR NO KEY UPDATE`
  const [other] = await act.tx.$queryRaw<{ code: string }[]>`
    SELECT l.code FROM count_turns t JOIN count_places p ON p.id = t.place_id JOIN locations l ON l.id = p.location_id
    WHERE t.person_id = ${personId} AND t.finished_at IS NULL AND t.abandoned_at IS NULL`
  if (other) throw new Conflict(`${other.code} 还没有盘完。`)
}

/** A turn of the actor's that isn't over. @throws Conflict when it is, or is another's */
async function openTurn(
  act: OpenAct,
  locationId: number,
): Promise<Place & { turnId: number; startedAt: Date }> {
  const place = await lockPlace(act, locationId)
  if (!place) throw new Conflict('这个库位现在没有要盘点的。')
  const personId = await demandCounter(act, place)
  const { turnId, startedAt } = place
  if (turnId === null || startedAt === null || place.counterId !== personId)
    throw new Conflict(`${place.location} 已由别人接手，请重新扫库位。`)
  return { ...place, turnId, startedAt }
}

/**
 * Adds pieces that were found, or takes some back.
 * @returns how many of the SKU are counted now
 * @throws Conflict when the turn is over, when the SKU isn't asked for, and when fewer than none would remain
 */
export function tally(act: Act, locationId: number, skuId: number, pieces: number): Promise<number> {
  return deed(act, async (act) => {
    const place = await openTurn(act, locationId)
    if ((await unasked(act, place, [skuId])).length > 0) throw new Conflict('这款不在这次要盘的范围里。')
    const [row] = await act.tx.$queryRaw<{ quantity: number }[]>`
      INSERT INTO count_tallies AS t (turn_id, sku_id, quantity, first_at, last_at)
      VALUES (${place.turnId}, ${skuId}, GREATEST(0, ${pieces}::int), ${act.at}, ${act.at})
      ON CONFLICT (turn_id, sku_id) DO UPDATE SET quantity = t.quantity + ${pieces}::int,
        last_at = GREATEST(t.last_at, ${act.at})
      RETURNING quantity`
    return row?.quantity ?? 0
  })
}

/** Leaves a location before its end: what was counted there so far is dropped. */
export function abandonTurn(act: Act, locationId: number): Promise<null> {
  return deed(act, async (act) => {
    const place = await openTurn(act, locationId)
    await act.tx.countTurn.update({ where: { id: place.turnId }, data: { abandonedAt: act.at } })
    const state = place.rounds > 0 ? 'RECOUNT' : 'OPEN'
    await act.tx.countPlace.update({ where: { id: place.id }, data: { state } })
    return null
  })
}

/** Ends a turn: everything at the location is counted, what wasn't scanned isn't there. */
export function finishTurn(act: Act, locationId: number): Promise<Finished> {
  return deed(act, async (act) => {
    const place = await openTurn(act, locationId)
    const finished = await closeTurn(act, place, act.at)
    await record(act, [
      { noun: counts.key, subjectId: place.countId, deed: 'count', remark: turnInWords(place) },
    ])
    return finished
  })
}

/** Neither what was found nor whether it fits: others may still have to count. */
export function turnInWords({ location, rounds }: Pick<Place, 'location' | 'rounds'>): string {
  return rounds === 0 ? `${location} 初盘` : `${location} 复盘`
}
