import { db } from '../database/client.ts'
import type { Hours } from '../features/warehouse/stock/hours.ts'
import { closedAt } from '../features/warehouse/stock/hours.ts'

/** Why the demo's clerks work at a moment outside of the hours; null within them. */
export async function reasonAt(hours: Hours, at: Date): Promise<string | null> {
  return (await closedAt(db, at))[hours] === undefined ? null : '订单多，临时加班'
}
