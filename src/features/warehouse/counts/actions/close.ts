import { system } from '../../../../actor.ts'
import type { OpenAct } from '../../../../work/act.ts'
import * as door from '../../../../work/door.ts'
import { parameterValue } from '../../../../work/parameters.ts'
import type { Found } from '../book.ts'
import { findingsOf } from '../book.ts'
import { expected, needsRecount } from '../judge.ts'
import { counts } from '../noun.ts'
import { recountPercent, recountPieces } from '../parameters.ts'
import type { Place } from '../places.ts'
import { getCount } from '../queries.ts'

/** What came of a turn. */
export interface Finished {
  /** Whether somebody must count the location again. */
  readonly recount: boolean
  /** Whether it was the last, and the count is in review now. */
  readonly last: boolean
}

type OpenPlace = Place & { readonly turnId: number; readonly startedAt: Date }

/**
 * Compares what a turn has counted with the book, writes the lines, and says whether somebody must count again. After
 * a second count nobody must: both figures go to the lead. The last location sends the count to review.
 */
export async function closeTurn(act: OpenAct, place: OpenPlace, endedAt: Date): Promise<Finished> {
  const again = place.rounds > 0
  const found = await findingsOf(act, {
    turnId: place.turnId,
    countId: place.countId,
    placeId: place.id,
    locationId: place.locationId,
    startedAt: place.startedAt,
    endedAt,
    again,
  })
  const tolerance = {
    pieces: await parameterValue(act.tx, recountPieces),
    percent: await parameterValue(act.tx, recountPercent),
  }
  const judged = found.map((one) => ({ ...one, recount: !again && needsRecount(one, tolerance) }))
  await writeLines(act, place, judged)
  const recount = judged.some((one) => one.recount)
  await act.tx.countTurn.update({ where: { id: place.turnId }, data: { finishedAt: endedAt } })
  await act.tx.countPlace.update({
    where: { id: place.id },
    data: { state: recount ? 'RECOUNT' : 'COUNTED' },
  })
  return { recount, last: !recount && (await finishIfLast(act, place.countId)) }
}

async function writeLines(
  act: OpenAct,
  { id, turnId }: OpenPlace,
  judged: readonly (Found & { recount: boolean })[],
): Promise<void> {
  if (judged.length === 0) return
  const rows = judged.map((one) => ({ ...one, expected: expected(one) }))
  await act.tx.$executeRaw`
    INSERT INTO count_lines AS l (place_id, sku_id, first_turn_id, first_counted, first_expected, counted, book, fetched,
      disturbed, recount)
    SELECT ${id}, r."skuId", ${turnId}, r.counted, r.expected, r.counted, r.book, r.fetched, r.disturbed, r.recount
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r("skuId" int, counted int, expected int, book int,
      fetched int, disturbed boolean, recount boolean)
    ON CONFLICT (place_id, sku_id) DO UPDATE SET counted = EXCLUDED.counted, book = EXCLUDED.book,
      fetched = EXCLUDED.fetched, disturbed = EXCLUDED.disturbed, recount = EXCLUDED.recount`
}

/** Sends a count to review once nothing of it is left to count. Two who end at once wait for each other here. */
async function finishIfLast(act: OpenAct, countId: number): Promise<boolean> {
  await act.tx.$queryRaw`SELECT id FROM counts WHERE id = ${countId} FOR UPDATE`
  const left = await act.tx.countPlace.findFirst({
    where: { countId, state: { not: 'COUNTED' }, closedAt: null },
    select: { id: true },
  })
  if (left) return false
  const program = { ...act, actor: system('counting') }
  const count = await getCount(program.actor, countId, act.tx)
  await door.move(counts, program, count, 'finish', { finishedAt: act.at })
  return true
}
