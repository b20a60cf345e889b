import type { PersonActor } from '../actor.ts'
import { system } from '../actor.ts'
import { db } from '../database/client.ts'
import { setRule } from '../features/warehouse/restock-rules/actions.ts'
import { getRule } from '../features/warehouse/restock-rules/queries.ts'
import { calculateNightly } from '../features/warehouse/restock-runs/actions.ts'
import { moveRestock, orderRestocks } from '../features/warehouse/restocks/actions.ts'
import { openFor, suppliersAsked } from '../features/warehouse/restocks/queries.ts'
import { directory } from '../features/people/staff/directory.ts'
import { MINUTE_MS, addDays, dayOf, moment, plus } from '../lib/dates.ts'
import type { DemoTeam } from './team.ts'

/**
 * Safety stock of the goods of which least is left was raised the evening before. The morning's proposals: the lead orders a supplier's, one of them in full cartons, and rejects one of another supplier; the
 * rest waits on the desk.
 */
export async function restock(team: DemoTeam, at: Date): Promise<void> {
  const today = dayOf(at)
  const night = moment(today, 5 * 60 + 30)
  const id = team.people.get('operations-lead')
  const lead = id === undefined ? null : await directory.actorOf(id)
  if (lead) await raiseSafety(lead, moment(addDays(today, -1), 17 * 60 + 40))
  await calculateNightly({ actor: system('jobs'), at: night < at ? night : plus(at, -MINUTE_MS) })
  const morning = moment(today, 9 * 60 + 5)
  if (!lead || morning > at) return
  const act = { actor: lead, at: morning }
  const [first, second] = (await suppliersAsked(lead)).filter((one) => one.id !== null)
  const rows = first ? await openFor(lead, first.id) : []
  const [changed, ...plain] = rows
  if (!first || first.id === null || !changed) return
  await orderRestocks(act, {
    supplierId: first.id,
    expectedOn: addDays(today, Math.max(...rows.map(({ leadDays }) => leadDays))),
    lines: [
      { id: changed.id, quantity: fullCartons(changed.proposed), reason: '凑整箱，运费更划算' },
      ...plain.slice(0, 3).map(({ id, proposed }) => ({ id, quantity: proposed, reason: null })),
    ],
  })
  const [unwanted] = second ? await openFor(lead, second.id) : []
  if (unwanted) await moveRestock(act, unwanted, 'reject', '下月换新款，卖完为止')
}

/** Of how many SKUs more should be left than is: whatever has sold until today, there's something to buy. */
const LOW = 9

async function raiseSafety(lead: PersonActor, at: Date): Promise<void> {
  const low = await db.stockLevel.findMany({
    where: { onHand: { gt: 0 } },
    orderBy: [{ onHand: 'asc' }, { skuId: 'asc' }],
    take: LOW,
  })
  for (const { skuId, onHand, reserved, quarantined } of low) {
    const rule = await getRule(lead, skuId)
    const { safetyDays, leadDays, reviewDays, cartonQuantity, stopped } = rule
    const safetyPieces = Math.ceil((onHand - reserved - quarantined + 1) / 10) * 10
    const said = { safetyPieces, safetyDays, leadDays, reviewDays, cartonQuantity, stopped }
    await setRule({ actor: lead, at }, rule, said)
  }
}

const CARTON = 24

/** The next whole carton above: never what was proposed anyway. */
const fullCartons = (pieces: number): number => (Math.floor(pieces / CARTON) + 1) * CARTON
