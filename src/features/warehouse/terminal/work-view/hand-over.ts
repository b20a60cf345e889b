import type { InHand } from '../in-hand.ts'
import type { Waiting } from '../queries.ts'

/** The parcels put together for a courier. */
export interface HandOverView {
  view: 'hand-over'
  waiting: string
  carrier: string
  count: string
  parcels: {
    number: string
    trackingNumber: string
    shop: string
    /** Why it may not leave; empty while it may. */
    held: string
  }[]
}

export function handOverView({ batch }: InHand, { packed }: Waiting): HandOverView {
  return {
    view: 'hand-over',
    waiting: `共 ${packed} 个包裹待交接`,
    carrier: batch.find(({ carrier }) => carrier !== null)?.carrier ?? '',
    count: String(batch.length),
    parcels: batch.toReversed().map(({ number, trackingNumber, shop, held }) => ({
      number,
      trackingNumber: trackingNumber ?? '',
      shop,
      held: held ?? '',
    })),
  }
}
