import type { ListingPart } from '../../catalog/listings/parts.ts'
import { standingAlarm } from './queries.ts'

/** A listing's page says that it's on sale with nothing to ship. */
export const alarmPart: ListingPart = {
  read: async (actor, listingId) => {
    const alarm = await standingAlarm(actor, listingId)
    if (!alarm) return []
    const kept = alarm.state === 'KEPT'
    return [
      {
        tone: kept ? 'warning' : 'danger',
        title: '所有规格都没有可售库存',
        text: kept
          ? '运营已决定保留在售。补到货或下架后，预警自动解除。'
          : '再来的订单发不出去，建议在千牛下架或把库存改为 0。',
        action: { label: '查看超卖预警', href: `/warehouse/oversell-alarms/${alarm.id}` },
      },
    ]
  },
}
