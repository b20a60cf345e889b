import { system } from '../../../../actor.ts'
import { Conflict } from '../../../../errors.ts'
import type { Act, OpenAct } from '../../../../work/act.ts'
import { deed } from '../../../../work/act.ts'
import * as door from '../../../../work/door.ts'
import { demand } from '../../../../work/nouns.ts'
import { retryOutOfStock, takeFromParcels } from '../../shipments/actions.ts'
import type { Entry } from '../../stock/ledger.ts'
import { lockPromises } from '../../stock/ledger.ts'
import { counts } from '../noun.ts'
import type { CountRow } from '../queries.ts'

/**
 * Ends, posts or voids a count.
 * @throws Conflict when nothing was counted yet, when lines are undecided, and when somebody was faster
 * @throws OutOfStock when what is missing has left meanwhile, or lies in packed parcels only
 */
export function moveCount(act: Act, count: CountRow, move: string, remark: string | null): Promise<void> {
  return deed(act, async (act) => {
    demand(counts, act.actor, move, count)
    if (move === 'finish') return finishEarly(act, count, remark)
    if (move === 'post') return postDifferences(act, count, remark)
    await door.move(counts, act, count, move, {}, { remark })
    await abandonAll(act, count)
    await closePlaces(act, count)
  })
}

async function finishEarly(act: OpenAct, count: CountRow, remark: string | null): Promise<void> {
  await abandonAll(act, count)
  const some = await act.tx.countTurn.findFirst({
    where: { place: { countId: count.id }, finishedAt: { not: null } },
    select: { id: true },
  })
  if (!some) throw new Conflict('还没有盘过任何库位。不盘了可以作废。')
  // What nobody has counted is free for other counts; what was counted once is judged as it is.
  await act.tx.countPlace.updateMany({
    where: { countId: count.id, state: 'OPEN' },
    data: { closedAt: act.at },
  })
  await act.tx.countLine.updateMany({ where: { place: { countId: count.id } }, data: { recount: false } })
  await act.tx.countPlace.updateMany({
    where: { countId: count.id, state: 'RECOUNT' },
    data: { state: 'COUNTED' },
  })
  await door.move(counts, act, count, 'finish', { finishedAt: act.at }, { remark })
}

/**
 * Posts what was accepted, as differences and not as new quantities: what has moved since the counting stays moved.
 * Losses and gains go in one call, so that what was merely misplaced takes nothing from anybody.
 */
async function postDifferences(act: OpenAct, count: CountRow, remark: string | null): Promise<void> {
  await lockPromises(act)
  await door.move(counts, act, count, 'post', { postedAt: act.at }, { remark })
  await demandDecided(act, count)
  const entries = await act.tx.$queryRaw<Entry[]>`
    SELECT l.sku_id AS "skuId", p.location_id AS "locationId", l.counted - (l.book - l.fetched) AS quantity,
      'COUNT' AS reason
    FROM count_lines l JOIN count_places p ON p.id = l.place_id
    WHERE p.count_id = ${count.id} AND l.verdict = 'ACCEPTED' AND l.counted <> l.book - l.fetched
    ORDER BY l.sku_id, p.location_id`
  await closePlaces(act, count)
  if (entries.length === 0) return
  const document = { noun: counts.key, subjectId: count.id }
  await takeFromParcels(act, document, entries, `盘点 ${count.number} 少货`)
  const gained = entries.filter(({ quantity }) => quantity > 0).map(({ skuId }) => skuId)
  if (gained.length > 0) await retryOutOfStock({ ...act, actor: system('shipping') }, [...new Set(gained)])
}

async function demandDecided(act: OpenAct, { id }: CountRow): Promise<void> {
  const [row] = await act.tx.$queryRaw<{ undecided: number }[]>`
    SELECT count(*)::int AS undecided FROM count_lines l JOIN count_places p ON p.id = l.place_id
    WHERE p.count_id = ${id} AND l.verdict IS NULL AND l.counted <> l.book - l.fetched`
  if (row && row.undecided > 0)
    throw new Conflict(`还有 ${row.undecided} 行差异没有复核，先决定采纳还是不采纳。`)
}

/** Whoever is still counting stops; what they had counted is dropped. */
async function abandonAll(act: OpenAct, { id }: CountRow): Promise<void> {
  await act.tx.countTurn.updateMany({
    where: { place: { countId: id }, finishedAt: null, abandonedAt: null },
    data: { abandonedAt: act.at },
  })
  await act.tx.$executeRaw`
    UPDATE count_places p SET state = CASE WHEN EXISTS (SELECT 1 FROM count_turns t
      WHERE t.place_id = p.id AND t.finished_at IS NOT NULL) THEN 'RECOUNT' ELSE 'OPEN' END::"CountPlaceState"
    WHERE p.count_id = ${id} AND p.state = 'COUNTING'`
}

/** Sets the locations free for other counts. */
async function closePlaces(act: OpenAct, { id }: CountRow): Promise<void> {
  await act.tx.countPlace.updateMany({
    where: { countId: id, closedAt: null },
    data: { closedAt: act.at },
  })
}
