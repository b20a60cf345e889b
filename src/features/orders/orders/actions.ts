import { personOf } from '../../../actor.ts'
import { db } from '../../../database/client.ts'
import { MINUTE_MS } from '../../../lib/dates.ts'
import type { Act } from '../../../work/act.ts'
import { deed } from '../../../work/act.ts'
import { record } from '../../../work/history.ts'
import { demand } from '../../../work/nouns.ts'
import type { Contact } from '../buyers/redact.ts'
import { redact } from '../buyers/redact.ts'
import { bindingOf, openContact } from '../buyers/seal.ts'
import { orders } from './noun.ts'
import type { Order } from './policy.ts'

/** How long a form that is sent again, by a double click or a reload, shows the same once more. */
const AGAIN_MS = 10 * MINUTE_MS

/**
 * Shows who the buyer of one order is; a deed, because history remembers who looked and why. What comes back is for one
 * page and kept nowhere, not even with the form's token. A form sent again shows the same to the same person for ten
 * minutes without another line of history; after that, or for anything else, null: it must be asked anew.
 * @throws Forbidden
 */
export async function revealContact(act: Act, order: Order, reason: string | null): Promise<Contact | null> {
  const asked = { orderId: order.id, personId: personOf(act.actor) }
  const seen = await deed(act, async (act) => {
    demand(orders, act.actor, 'reveal', order)
    await record(act, [{ noun: orders.key, subjectId: order.id, deed: 'reveal', remark: reason }])
    return { ...asked, at: act.at.getTime() }
  })
  const same = seen.orderId === asked.orderId && seen.personId === asked.personId
  return same && act.at.getTime() - seen.at <= AGAIN_MS ? contactOf(order) : null
}

async function contactOf(order: Order): Promise<Contact> {
  const row = await db.buyerContact.findUnique({ where: { orderId: order.id }, select: { sealed: true } })
  if (!row?.sealed) return {}
  const { message, memo, ...who } = openContact(row.sealed, bindingOf(order.shopId, order.platformOrderId))
  // Message and memo may have been changed by a newer file than the one the rest comes from.
  return {
    ...who,
    ...(message && redact(message, who) === order.buyerMessage ? { message } : {}),
    ...(memo && redact(memo, who) === order.sellerMemo ? { memo } : {}),
  }
}
