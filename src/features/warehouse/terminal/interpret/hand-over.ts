import { isSameCarrier } from '../../shipments/carriers.ts'
import type { BatchParcel, Context } from './context.ts'
import type { Decision } from './decision.ts'
import { refuse } from './decision.ts'
import type { ParcelFound, Reading } from './reading.ts'

/**
 * The courier waits: packed parcels by their waybills, then the confirmation. A parcel that was stopped or opened after
 * its scan lies among the courier's; nothing leaves before it's found and scanned again, or taken out by its name.
 */
export function interpretHandOver(context: Context, { command, number, found }: Reading): Decision {
  if (command) return commanded(context, command)
  if (found?.kind === 'parcel') return add(context, found)
  if (found?.kind === 'goods') return refuse('goods-not-here', found.name)
  if (found?.kind === 'wave') return refuse('wave-not-here', found.number)
  if (found?.kind === 'delivery') return refuse('delivery-not-here', found.number)
  if (found?.kind === 'place') return refuse('place-not-here', found.code)
  return refuse(number === null ? 'unknown' : 'number-not-here')
}

function commanded({ hand, batch }: Context, command: string): Decision {
  const empty = batch.length === 0
  const held = batch.filter((one) => one.held !== null)
  switch (command) {
    case 'confirm':
      if (empty) return refuse('batch-empty')
      if (hand.asked?.kind === 'empty-batch') return { do: 'empty-batch' }
      if (held.length > 0) return refuse('batch-held', namedOf(held))
      if (hand.asked?.kind === 'hand-over') return { do: 'hand-over' }
      return { do: 'ask', question: { kind: 'hand-over' }, about: String(batch.length) }
    case 'cancel':
      if (hand.asked) return { do: 'forget' }
      if (empty) return refuse('nothing-open')
      return { do: 'ask', question: { kind: 'empty-batch' }, about: String(batch.length) }
    case 'undo':
      return drop(held.at(-1) ?? batch.at(-1))
    default:
      return { do: 'ready' }
  }
}

/** The first of them in words; the list names all. */
function namedOf(held: readonly BatchParcel[]): string {
  const words = held.slice(0, 3).map((one) => one.held)
  return held.length > 3 ? `${words.join('')}共 ${held.length} 件。` : words.join('')
}

function drop(parcel: BatchParcel | undefined): Decision {
  return parcel ? { do: 'drop-from-batch', shipmentId: parcel.id } : refuse('nothing-to-undo')
}

function add({ batch }: Context, found: ParcelFound): Decision {
  const scanned = batch.find(({ id }) => id === found.id)
  if (scanned) return scanned.held === null ? refuse('in-batch', found.number) : drop(scanned)
  if (found.state === 'STOPPED') return refuse('stopped', found.warning ?? '')
  if (found.state === 'CANCELLED') return refuse('cancelled', found.number)
  if (found.state === 'SHIPPED') return refuse('shipped', found.number)
  if (found.state !== 'PACKED') return refuse('not-packed', found.number)
  const carrier = batch.find((one) => one.carrier !== null)?.carrier
  if (carrier && !(found.carrier !== null && isSameCarrier(found.carrier, carrier))) {
    return refuse('other-carrier', carrier)
  }
  return { do: 'add-to-batch', shipmentId: found.id, number: found.number }
}
