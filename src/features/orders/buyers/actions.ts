import { Prisma } from '../../../generated/prisma/client.ts'
import { DAY_MS, plus } from '../../../lib/dates.ts'
import type { Act } from '../../../work/act.ts'
import { deed } from '../../../work/act.ts'
import { recordAll } from '../../../work/history.ts'
import { parameterValue } from '../../../work/parameters.ts'
import { orders } from '../orders/noun.ts'
import { contactDays } from './parameters.ts'

/** Contacts that one deed erases, and deeds of one run: the rest waits for the next. */
const ROUND = 2000
const ROUNDS = 50

/** Every day: erases who the buyers of orders were that ended, or of which a file last told, long ago. Amounts and facts of the orders stay. */
export async function eraseContacts(act: Act): Promise<object> {
  let erased = 0
  for (let round = 0; round < ROUNDS; round++) {
    const some = await eraseRound(act)
    erased += some
    if (some < ROUND) break
  }
  return { erased }
}

function eraseRound(act: Act): Promise<number> {
  return deed(act, async (act) => {
    const { tx, at } = act
    const before = plus(at, -(await parameterValue(tx, contactDays)) * DAY_MS)
    const rows = await tx.$queryRaw<{ id: number }[]>`
      UPDATE buyer_contacts c SET sealed = NULL, richness = 0, join_hash = NULL, address_hash = NULL, masked_name = NULL,
        masked_phone = NULL, masked_address = NULL, erased_at = ${at}
      FROM (
        SELECT c.order_id FROM buyer_contacts c JOIN orders o ON o.id = c.order_id
        WHERE c.erased_at IS NULL AND COALESCE(o.finished_at, o.exported_at) < ${before}
        ORDER BY c.order_id LIMIT ${ROUND} FOR UPDATE OF c SKIP LOCKED) old
      WHERE c.order_id = old.order_id RETURNING c.order_id AS id`
    const ids = rows.map(({ id }) => id)
    if (ids.length === 0) return 0
    await tx.$executeRaw`DELETE FROM import_images WHERE order_id = ANY(${ids}) AND table_name = 'buyer_contacts'`
    await recordAll(
      act,
      { noun: orders.key, deed: 'erase-contact' },
      Prisma.sql`
        SELECT id AS "subjectId", NULL::text AS "fromState", NULL::text AS "toState", NULL::jsonb AS changes
        FROM unnest(${ids}::int[]) AS id ORDER BY id`,
    )
    return ids.length
  })
}
