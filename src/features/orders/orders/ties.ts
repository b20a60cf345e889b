import type { Tx } from '../../../database/client.ts'
import type { Prisma } from '../../../generated/prisma/client.ts'

/** What a later department has made of orders, so that they can't simply be taken back. Handed over at start. */
export interface OrderTie {
  /**
   * @param source a query of `id` and `is_new`: orders, and whether they would go or become what they were before
   * @returns the sentence why not, without a full stop; null when nothing ties them
   */
  find(tx: Tx, source: Prisma.Sql): Promise<string | null>
}

let ties: readonly OrderTie[] = []

/** Hands over what may tie orders, once per process. */
export function setOrderTies(given: readonly OrderTie[]): void {
  ties = given
}

/** The first reason why orders can't be taken back; null for none. */
export async function whatTies(tx: Tx, source: Prisma.Sql): Promise<string | null> {
  for (const tie of ties) {
    const reason = await tie.find(tx, source)
    if (reason) return reason
  }
  return null
}
