import { personOf, system } from '../../../actor.ts'
import { Conflict } from '../../../errors.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import type { Act, OpenAct } from '../../../work/act.ts'
import { deed } from '../../../work/act.ts'
import * as door from '../../../work/door.ts'
import { closeItems, openItems, redateItems } from '../../../work/items.ts'
import { nextNumber } from '../../../work/numbers.ts'
import { waves } from './noun.ts'
import type { Wave } from './policy.ts'
import { states } from './workflow.ts'

/** Begins a wave; its parcels are put in by `releaseWave` of the shipments. @throws Forbidden */
export async function createWave(act: OpenAct, shipBy: Date, note: string | null): Promise<Wave> {
  return door.create(waves, act, { number: await nextNumber(act, 'BC'), shipBy, note, createdAt: act.at })
}

/**
 * A clerk takes the walk: the wave stands in his list alone.
 * @throws Conflict when it's his already, or has changed since he saw it
 */
export function takeOverWave(act: Act, wave: Wave): Promise<Wave> {
  return deed(act, async (act) => {
    const pickerId = personOf(act.actor)
    if (wave.pickerId === pickerId) throw new Conflict('这个波次已经由您拣货。')
    const taken = await door.edit(waves, act, wave, { pickerId }, { deed: 'take-over' })
    await closeItems(act, { noun: waves.key, subjectIds: [wave.id], kind: 'PICKING', outcome: 'take-over' })
    await openItems(act, waves, [{ row: taken, kind: 'PICKING', obligation: states.PICKING }])
    return taken
  })
}

/** Waves in which parcels must leave at another time than before are due when the most urgent one is. */
export async function followParcels(act: OpenAct, waveIds: readonly number[]): Promise<void> {
  if (waveIds.length === 0) return
  await act.tx.$executeRaw`
    UPDATE waves v SET ship_by = n.ship_by
    FROM (SELECT wave_id, min(ship_by) AS ship_by FROM shipments
      WHERE wave_id = ANY(${[...waveIds]}::int[]) AND state = 'PICKING' GROUP BY wave_id) n
    WHERE v.id = n.wave_id AND v.state = 'PICKING'`
  const dues = Prisma.sql`
    SELECT id AS subject_id, state::text AS kind, ship_by AS due_at FROM waves WHERE id = ANY(${[...waveIds]}::int[])`
  await redateItems(act, waves.key, dues)
}

/**
 * Ends the waves in which nothing is left to pick: as picked if a parcel went on from there, as cancelled if all
 * were taken out. Done by the program, whoever took the last parcel.
 */
export async function finishEmptyWaves(act: OpenAct, waveIds: readonly number[]): Promise<void> {
  if (waveIds.length === 0) return
  const rows = await act.tx.$queryRaw<{ id: number; picked: boolean }[]>`
    SELECT w.id, EXISTS (SELECT 1 FROM shipments s WHERE s.wave_id = w.id AND s.picked_at IS NOT NULL) AS picked
    FROM waves w WHERE w.id = ANY(${[...new Set(waveIds)]}::int[]) AND w.state = 'PICKING'
      AND NOT EXISTS (SELECT 1 FROM shipments s WHERE s.wave_id = w.id
        AND (s.state = 'PICKING' OR s.state = 'STOPPED' AND s.picked_at IS NULL))
    ORDER BY w.id FOR NO KEY UPDATE OF w`
  if (rows.length === 0) return
  const program = { ...act, actor: system('shipping') }
  const found = await act.tx.wave.findMany({ where: { id: { in: rows.map(({ id }) => id) } } })
  const picked = new Set(rows.filter((row) => row.picked).map(({ id }) => id))
  await door.moveAll(
    waves,
    program,
    found.filter(({ id }) => picked.has(id)),
    'finish',
  )
  await door.moveAll(
    waves,
    program,
    found.filter(({ id }) => !picked.has(id)),
    'cancel',
  )
}
