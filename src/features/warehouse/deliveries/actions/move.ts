import { Conflict } from '../../../../errors.ts'
import type { Act, OpenAct } from '../../../../work/act.ts'
import { deed } from '../../../../work/act.ts'
import * as door from '../../../../work/door.ts'
import type { ChangesOf } from '../../../../work/nouns.ts'
import { demandReason } from '../../stock/hours.ts'
import { deliveries } from '../noun.ts'
import type { Delivery } from '../policy.ts'
import { lockDelivery } from './lock.ts'

/**
 * The moves of a delivery that ask no more than a remark.
 * @throws FieldError for goods that arrive outside the inbound hours without a reason
 * @throws Conflict for cancelling what has been received in part
 */
export function moveDelivery(
  act: Act,
  delivery: Delivery,
  move: string,
  remark: string | null,
): Promise<void> {
  return deed(act, async (act) => {
    if (move === 'arrive') await demandReason(act, 'inbound', remark)
    await lockDelivery(act, delivery.id)
    if (move === 'cancel') await forget(act, delivery)
    await door.move(deliveries, act, delivery, move, changesOf(act, delivery, move), { remark })
  })
}

function changesOf(act: OpenAct, delivery: Delivery, move: string): ChangesOf<'Delivery'> {
  if (move === 'arrive') return { arrivedAt: delivery.arrivedAt ?? act.at }
  return { closedAt: act.at }
}

/** What was counted of a delivery that nobody wants is nothing. */
async function forget(act: OpenAct, delivery: Delivery): Promise<void> {
  const received = await act.tx.deliveryLine.findFirst({
    where: { deliveryId: delivery.id, OR: [{ accepted: { gt: 0 } }, { rejected: { gt: 0 } }] },
  })
  if (received) throw new Conflict('这张到货单已经收过货，不能取消；没有到的请短少结案。')
  await act.tx.deliveryCount.deleteMany({ where: { deliveryId: delivery.id } })
}
