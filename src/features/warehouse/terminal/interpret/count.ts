import type { Context, TurnInHand } from './context.ts'
import type { Decision } from './decision.ts'
import { refuse } from './decision.ts'
import type { Goods, PlaceFound, Reading } from './reading.ts'

/** Counting: a location, its pieces, and the next location, which ends the one before. */
export function interpretCount(context: Context, reading: Reading): Decision {
  const { command, number, found } = reading
  const { turn } = context
  if (command) return commanded(context, command)
  if (found?.kind === 'place') return stand(context, found)
  if (found?.kind === 'wave') return refuse('wave-not-here', found.number)
  if (found?.kind === 'parcel') return refuse('parcel-not-here', found.number)
  if (!turn) return refuse(found || number !== null ? 'need-place' : 'unknown')
  if (found?.kind === 'goods') return piece(turn, found)
  if (number === null) return refuse('unknown')
  const { tallied } = context.hand
  return tallied === null ? refuse('need-goods') : { do: 'count-as', skuId: tallied, quantity: number }
}

function commanded({ hand, turn }: Context, command: string): Decision {
  const { asked } = hand
  switch (command) {
    case 'confirm':
      if (asked?.kind === 'take-place') {
        return { do: 'begin-place', locationId: asked.locationId, takeOver: true }
      }
      if (!turn) return refuse('nothing-asked')
      if (asked?.kind === 'next-place') return { do: 'next-place', locationId: asked.locationId }
      if (asked?.kind === 'leave-place') return { do: 'leave-place' }
      return asked?.kind === 'empty-place' || turn.tallies.length > 0
        ? { do: 'finish-place' }
        : { do: 'ask', question: { kind: 'empty-place' }, about: turn.location }
    case 'cancel':
      if (asked) return { do: 'forget' }
      if (!turn) return refuse('nothing-open')
      return turn.tallies.length > 0
        ? { do: 'ask', question: { kind: 'leave-place' }, about: turn.location }
        : { do: 'leave-place' }
    case 'undo':
      return turn ? { do: 'uncount' } : refuse('nothing-to-undo')
    default:
      return turn ? refuse('other-place-open', turn.location) : { do: 'ready' }
  }
}

function stand({ hand, turn, personId }: Context, { id, code, count }: PlaceFound): Decision {
  if (turn?.locationId === id) return refuse('same-place', code)
  if (!count) return refuse('not-to-count', code)
  if (count.state === 'COUNTED') return refuse('place-counted', code)
  if (count.another) return refuse('recount-by-another', code)
  if (turn) {
    // The same location twice says that the one before is done, without a way to the keyboard.
    return hand.asked?.kind === 'next-place' && hand.asked.locationId === id
      ? { do: 'next-place', locationId: id }
      : { do: 'ask', question: { kind: 'next-place', locationId: id }, about: `${turn.location}|${code}` }
  }
  return count.counterId !== null && count.counterId !== personId
    ? { do: 'ask', question: { kind: 'take-place', locationId: id }, about: count.counter ?? '' }
    : { do: 'begin-place', locationId: id, takeOver: false }
}

function piece({ only }: TurnInHand, { skuId, quantity, name }: Goods): Decision {
  if (only !== null && !only.includes(skuId)) return refuse('not-asked-here', name)
  return { do: 'count', skuId, quantity, name }
}
