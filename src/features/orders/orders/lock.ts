import { LOCKS } from '../../../database/advisory.ts'
import type { Tx } from '../../../database/client.ts'

/**
 * Lets one at a time change a shop's orders in large: imports, and what follows when a code is matched. Held until the
 * transaction ends; whoever needs several shops takes them in ascending order.
 */
export async function lockShop(tx: Tx, shopId: number): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${LOCKS.shopOrders}::int, ${shopId}::int)`
}

/** The same where nobody may have to wait: false while another one has the shop's orders in hand. */
export async function tryLockShop(tx: Tx, shopId: number): Promise<boolean> {
  const [lock] = await tx.$queryRaw<{ taken: boolean }[]>`
    SELECT pg_try_advisory_xact_lock(${LOCKS.shopOrders}::int, ${shopId}::int) AS taken`
  return lock?.taken ?? false
}
