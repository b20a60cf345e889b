import { setTimeout as pause } from 'node:timers/promises'
import { db } from '../../src/database/client.ts'
import { WAVE_LIMIT } from '../../src/features/warehouse/shipments/actions.ts'
import { Client } from '../setup/client.ts'
import { PASSWORD, castIn } from '../setup/cast.ts'
import { order, stocked, warehouse } from '../setup/parcels.ts'
import { badgeFor, terminal } from '../setup/terminal.ts'
import { crewOf, picked } from '../features/warehouse/shipments/flow.ts'
import { ChaosHouse } from './house.ts'
import { Stop } from './persist.ts'
import { broken, lost, orphans } from './proof.ts'
import type { Acknowledged } from './work.ts'
import { ask, bring, importsEnded, pack } from './work.ts'

/** What came of a run. */
export interface Outcome {
  readonly kills: { program: number; postgres: number }
  readonly acknowledged: { tasks: number; orders: number; parcels: number }
  /** In words; empty when nothing was lost, doubled or half. */
  readonly faults: string[]
}

/** Numbers that look like chance and are the same for a seed. */
function chanceOf(seed: number): (below: number) => number {
  let state = seed >>> 0
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 4294967296) * below)
  }
}

/**
 * People work while the program and PostgreSQL are killed at moments that look like chance; what holds at every moment is
 * looked at in between, and what they were told at the end.
 */
export async function run(kills: number, seed: number, tell: (line: string) => void): Promise<Outcome> {
  const house = new ChaosHouse()
  const stop = new Stop()
  const chance = chanceOf(seed)
  const done: Acknowledged = { tasks: new Map(), orders: [], parcels: new Map() }
  const faults: string[] = []
  const killed = { program: 0, postgres: 0 }
  try {
    await house.open()
    const cast = await castIn()
    const parcels = await onTheTable(cast, Math.max(20, kills * 8))
    const clerk = { ...(await terminal()), badge: await badgeFor(cast, 'warehouse-clerk') }
    const signedIn = new Client(house.url)
    await signedIn.signIn('operations-lead', PASSWORD)
    const working = [
      ask(house.url, cast, done, stop),
      bring(house.url, cast, done, stop),
      pack(house.url, clerk, parcels, done, stop),
    ].map((work) => work.catch((error: unknown) => void faults.push(String(error))))
    for (let i = 1; i <= kills; i++) {
      await pause(1000 + chance(3500))
      const what = chance(5) < 3 ? 'program' : 'postgres'
      if (what === 'program') await house.killProgram()
      else await house.killPostgres()
      killed[what] += 1
      if (i % 5 === 0 || i === kills) {
        await house.reconnect()
        faults.push(...(await broken()))
      }
      const { tasks, orders, parcels } = done
      tell(
        `${i} ${what} killed; ${tasks.size} tasks, ${orders.length} orders, ${parcels.size} parcels, ${faults.length} faults`,
      )
    }
    for (let i = 0; i < 60 && (i === 0 || someIdle(done)); i++) await pause(2000)
    stop.isAsked = true
    await Promise.all(working)
    await house.ready()
    await house.reconnect()
    for (let i = 0; i < 180 && !(await importsEnded()); i++) await pause(1000)
    faults.push(...(await broken()), ...(await lost(done)), ...(await orphans()))
    // A session lives through all of it.
    if ((await signedIn.request('/people/tasks')).status !== 200) faults.push('a session was lost')
  } finally {
    stop.isAsked = true
    await house.close()
  }
  const { tasks, orders, parcels } = done
  return {
    kills: killed,
    acknowledged: { tasks: tasks.size, orders: orders.length, parcels: parcels.size },
    faults,
  }
}

/** Whoever was killed in the middle of everything so far gets the time to finish something. */
function someIdle({ tasks, orders, parcels }: Acknowledged): boolean {
  return [tasks.size, orders.length, parcels.size].includes(0)
}

/** Parcels that wait at the packing table: two pieces each. */
async function onTheTable(
  cast: Awaited<ReturnType<typeof castIn>>,
  count: number,
): Promise<{ number: string; codes: string[] }[]> {
  await warehouse()
  const goods = [await stocked(count), await stocked(count)]
  const codes = goods.map(({ code }) => code)
  const crew = await crewOf(cast)
  for (let i = 1; i <= count; i++) {
    await order(
      codes.map((code) => ({ code, quantity: 1 })),
      { shopId: cast.shopId },
    )
    if (i % WAVE_LIMIT === 0 || i === count) await picked(crew)
  }
  const rows = await db.shipment.findMany({ where: { state: 'PICKED' }, orderBy: { id: 'asc' } })
  return rows.map(({ number }) => ({ number, codes }))
}
