import type { OpenAct } from '../../../../work/act.ts'
import type { Delivery } from '../policy.ts'

/**
 * Locks a delivery until the transaction ends and reads it as it is now: what is counted of it and what is posted come one
 * after the other, whoever does it. Null when it isn't there.
 */
export async function lockDelivery(act: OpenAct, id: number): Promise<Delivery | null> {
  await act.tx.$queryRaw`SELECT id FROM deliveries WHERE id = ${id} FOR NO KEY UPDATE`
  return act.tx.delivery.findUnique({ where: { id } })
}

/** Whoever has looked at the delivery before sees something else now. */
export async function touch(act: OpenAct, id: number): Promise<void> {
  await act.tx.$executeRaw`UPDATE deliveries SET version = version + 1 WHERE id = ${id}`
}
