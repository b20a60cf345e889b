import { FAULTS } from '../../deliveries/faults.ts'
import type { Context, DeliveryInHand, DeliveryLine } from './context.ts'
import type { Decision } from './decision.ts'
import { isOtherClass } from '../../stock/put-away.ts'
import { refuse } from './decision.ts'
import type { DeliveryFound, Goods, PlaceFound, Reading } from './reading.ts'

/** The door: delivery, pieces with their faults and places, and the posting. */
export function interpretReceive(context: Context, { command, number, found }: Reading): Decision {
  const { delivery, hand } = context
  if (command) return commanded(context, command)
  if (found?.kind === 'delivery') return open(delivery, found)
  if (found?.kind === 'parcel') return refuse('parcel-not-here', found.number)
  if (found?.kind === 'wave') return refuse('wave-not-here', found.number)
  if (!delivery) return refuse(found || number !== null ? 'need-delivery' : 'unknown')
  if (number !== null) return hand.asked?.kind === 'fault' ? faulty(number) : more(context, delivery, number)
  if (found?.kind === 'goods') return pieces(delivery, found)
  if (found?.kind === 'place') return put(context, delivery, found)
  return refuse('unknown')
}

function commanded(context: Context, command: string): Decision {
  const { hand, delivery } = context
  switch (command) {
    case 'confirm':
      return confirmed(context)
    case 'cancel':
      if (hand.asked) return { do: 'forget' }
      return delivery ? { do: 'close-delivery' } : refuse('nothing-open')
    case 'undo':
      return delivery ? { do: 'unreceive' } : refuse('nothing-to-undo')
    case 'problem':
      return problem(context)
    default:
      return delivery
        ? refuse('other-delivery', delivery.number)
        : { do: 'ask', question: { kind: 'unannounced' } }
  }
}

function confirmed({ hand: { asked }, delivery }: Context): Decision {
  if (asked?.kind === 'unannounced') return { do: 'begin-unannounced' }
  if (!delivery) return refuse('nothing-asked')
  if (asked?.kind === 'extra') return { do: 'receive', skuId: asked.skuId, quantity: asked.quantity }
  if (asked?.kind === 'wrong-class') return { do: 'put', skuId: asked.skuId, locationId: asked.locationId }
  if (asked?.kind === 'post-delivery') return { do: 'post-delivery' }
  const { lines } = delivery
  if (lines.every(({ counted, countedBad, received }) => counted + countedBad + received === 0)) {
    return refuse('nothing-counted')
  }
  return { do: 'ask', question: { kind: 'post-delivery' }, about: summary(delivery) }
}

/** What would be posted, and what would be missing. */
export function summary({ lines }: Pick<DeliveryInHand, 'lines'>): string {
  const sum = (of: (line: DeliveryLine) => number): number =>
    lines.reduce((total, line) => total + of(line), 0)
  const [good, bad, missing] = [
    sum(({ counted }) => counted),
    sum(({ countedBad }) => countedBad),
    sum(missingOf),
  ]
  return [
    `合格 ${good} 件`,
    ...(bad > 0 ? [`不合格 ${bad} 件`] : []),
    ...(missing > 0 ? [`还少 ${missing} 件`] : []),
  ].join('，')
}

/** Announced pieces that are neither received nor counted. */
export function missingOf({ announced, received, counted, countedBad }: DeliveryLine): number {
  return Math.max(0, announced - received - counted - countedBad)
}

function open(delivery: DeliveryInHand | null, found: DeliveryFound): Decision {
  if (delivery) {
    return refuse(delivery.id === found.id ? 'same-delivery' : 'other-delivery', delivery.number)
  }
  if (found.state === 'CANCELLED') return refuse('delivery-cancelled', found.number)
  if (found.state === 'DISPUTED' || found.state === 'RECEIVED' || found.state === 'CLOSED_SHORT') {
    return refuse('delivery-ended', found.number)
  }
  return { do: 'open-delivery', deliveryId: found.id }
}

/** More than was announced is asked for once per SKU; after that the clerk knows. */
function pieces(
  { lines }: DeliveryInHand,
  { skuId, quantity, name }: Omit<Goods, 'code' | 'quarantined'>,
): Decision {
  const line = lines.find((one) => one.skuId === skuId)
  if (!line) return extra(skuId, quantity, `${name} 不在到货单上`)
  const missing = missingOf(line)
  const over = line.received + line.counted + line.countedBad > line.announced
  if (quantity > missing && !over)
    return extra(skuId, quantity, `${name} 应到 ${line.announced} 件，只差 ${missing} 件`)
  return { do: 'receive', skuId, quantity }
}

function extra(skuId: number, quantity: number, about: string): Decision {
  return { do: 'ask', question: { kind: 'extra', skuId, quantity }, about }
}

/** A typed number is so many pieces more of what was counted last. */
function more({ hand: { counted } }: Context, delivery: DeliveryInHand, number: number): Decision {
  const line = delivery.lines.find(({ skuId }) => skuId === counted?.skuId)
  if (!line) return refuse('need-counted')
  return pieces(delivery, { skuId: line.skuId, quantity: number, name: line.name })
}

function problem({ hand: { counted }, delivery }: Context): Decision {
  if (!delivery) return refuse('need-delivery')
  const line = delivery.lines.find(({ skuId }) => skuId === counted?.skuId)
  if (!line || !counted) return refuse('need-counted')
  return { do: 'ask', question: { kind: 'fault' }, about: `${line.name} ${counted.quantity} 件` }
}

function faulty(number: number): Decision {
  const fault = FAULTS[number - 1]
  return fault ? { do: 'reject', fault } : refuse('not-offered')
}

/** A shelf is where the pieces counted last, and all others of their SKU in this count, are put. */
function put({ hand: { counted } }: Context, delivery: DeliveryInHand, place: PlaceFound): Decision {
  if (!place.storage) return refuse('not-storage', place.code)
  const line = delivery.lines.find(({ skuId }) => skuId === counted?.skuId)
  if (!line || line.counted === 0) return refuse('need-counted')
  const locationId = place.id
  if (isOtherClass(line.goodsClass, place.goodsClass)) {
    return {
      do: 'ask',
      question: { kind: 'wrong-class', skuId: line.skuId, locationId },
      about: `${place.code} 放“${place.goodsClass}”，${line.name} 是“${line.goodsClass}”`,
    }
  }
  return { do: 'put', skuId: line.skuId, locationId }
}
