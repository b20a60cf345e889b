import { CARRIERS, carrierFor, carrierOf, waybill } from '../../shipments/carriers.ts'
import { isArticleNumber } from '../codes.ts'
import type { Context, ParcelInHand } from './context.ts'
import { leftIn } from './context.ts'
import type { Decision } from './decision.ts'
import { refuse } from './decision.ts'
import type { Goods, ParcelFound, Reading } from './reading.ts'

/** The pack check: slip, pieces, waybill, and the next slip. */
export function interpretPack(context: Context, reading: Reading): Decision {
  const { command, number, found } = reading
  if (command) return commanded(context, command)
  if (number !== null) return numbered(context, number)
  if (found?.kind === 'goods') return piece(context.parcel, found)
  if (found?.kind === 'parcel')
    return context.parcel ? label(context.parcel, found, reading) : open(context, found)
  if (found?.kind === 'wave') return refuse('wave-not-here', found.number)
  if (found?.kind === 'delivery') return refuse('delivery-not-here', found.number)
  if (found?.kind === 'place') return refuse('place-not-here', found.code)
  return context.parcel ? strange(context.parcel, reading.code) : refuse('unknown')
}

function commanded({ hand, parcel }: Context, command: string): Decision {
  const { asked } = hand
  const left = parcel ? leftIn(parcel) : 0
  switch (command) {
    case 'confirm':
      if (asked?.kind === 'take-parcel') return { do: 'open-parcel', shipmentId: asked.shipmentId }
      if (asked?.kind === 'carrier') return refuse('not-offered')
      if (!parcel) return refuse('nothing-asked')
      return left > 0 ? refuse('incomplete', String(left)) : refuse('need-waybill')
    case 'cancel':
      if (asked) return { do: 'forget' }
      return parcel ? { do: 'close-parcel' } : refuse('nothing-open')
    case 'undo':
      return parcel ? { do: 'uncheck' } : refuse('nothing-to-undo')
    default:
      if (!parcel) return { do: 'ready' }
      return left > 0 ? refuse('incomplete', String(left)) : refuse('need-waybill')
  }
}

function numbered({ hand, parcel }: Context, number: number): Decision {
  if (hand.asked?.kind !== 'carrier' || !parcel) return refuse('number-not-here')
  const carrier = CARRIERS[number - 1]
  if (carrier === undefined) return refuse('not-offered')
  return { do: 'pack', trackingNumber: hand.asked.trackingNumber, carrier }
}

function piece(parcel: ParcelInHand | null, goods: Goods): Decision {
  const { skuId, quantity, name } = goods
  if (!parcel) return refuse('need-parcel', name)
  const lines = parcel.lines.filter((line) => line.skuId === skuId)
  if (lines.length === 0) return refuse(goods.quarantined ? 'quarantined' : 'not-this-order', name)
  const left = leftIn({ lines })
  if (left === 0) return refuse('complete', name)
  if (quantity > left) return refuse('carton-too-many', String(left))
  return { do: 'check', skuId, quantity, name }
}

const closed: Partial<Record<ParcelFound['state'], Decision>> = {
  READY: refuse('not-picked'),
  PICKING: refuse('not-picked'),
  OUT_OF_STOCK: refuse('out-of-stock'),
  PACKED: refuse('packed'),
  SHIPPED: refuse('shipped'),
  CANCELLED: refuse('cancelled'),
}

function open({ hand }: Context, found: ParcelFound): Decision {
  if (found.state === 'STOPPED') return refuse('stopped', found.warning ?? '')
  const refused = closed[found.state]
  if (refused) return { ...refused, about: found.number } as Decision
  if (found.openAt !== null && hand.asked?.kind !== 'take-parcel') {
    return { do: 'ask', question: { kind: 'take-parcel', shipmentId: found.id }, about: found.openAt }
  }
  return { do: 'open-parcel', shipmentId: found.id }
}

/** A code that belongs to a parcel, while one is open: its own waybill closes it. */
function label(parcel: ParcelInHand, found: ParcelFound, { code }: Reading): Decision {
  if (found.id !== parcel.id) {
    if (found.by === 'waybill' && leftIn(parcel) === 0) {
      return refuse('wrong-waybill', parcel.expected.join('、') || found.number)
    }
    return refuse('other-parcel', parcel.number)
  }
  if (found.by === 'number') return refuse('same-parcel', parcel.number)
  return bind(parcel, code, found.carrier)
}

/** A code that nothing of ours has: the waybill, once everything is checked. */
function strange(parcel: ParcelInHand, code: string): Decision {
  const number = waybill(code)
  const carrier = number === null ? null : carrierOf(number)
  if (number === null || (carrier === null && isArticleNumber(code))) return refuse('unknown')
  return carrier === null && leftIn(parcel) > 0 ? refuse('unknown') : bind(parcel, code, null)
}

function bind(parcel: ParcelInHand, code: string, bound: string | null): Decision {
  const left = leftIn(parcel)
  if (left > 0) return refuse('incomplete', String(left))
  const number = waybill(code)
  if (number === null) return refuse('unknown')
  if (parcel.expected.length > 0 && !parcel.expected.includes(number)) {
    return refuse('wrong-waybill', parcel.expected.join('、'))
  }
  const carrier = carrierFor(number, bound ?? parcel.carrier)
  return carrier === null
    ? { do: 'ask', question: { kind: 'carrier', trackingNumber: number } }
    : { do: 'pack', trackingNumber: number, carrier }
}
