import type { Sendback } from '../../returns/find.ts'
import { DEFECTS } from '../../returns/verdicts.ts'
import { waybill } from '../../shipments/carriers.ts'
import type { Question } from '../hand.ts'
import type { Context } from './context.ts'
import { unjudged, unjudgedIn } from './context.ts'
import type { Decision } from './decision.ts'
import { refuse } from './decision.ts'
import type { Goods, Reading } from './reading.ts'

/** The returns desk: the parcel, then piece by piece a verdict, and the end. */
export function interpretReturns(context: Context, reading: Reading): Decision {
  const { command, number, found } = reading
  if (command) return commanded(context, command)
  if (number !== null) return numbered(context.hand.asked, number)
  if (context.hand.asked?.kind === 'judge') return refuse('need-verdict')
  if (!found) return strange(context, reading.code)
  switch (found.kind) {
    case 'goods':
      return piece(context, found)
    case 'sendback':
      return parcel(context, found.sendback)
    case 'place':
      return context.returned ? { do: 'put-returned', locationId: found.id } : refuse('need-return')
    case 'wave':
      return refuse('wave-not-here', found.number)
    case 'parcel':
      return refuse('parcel-not-here', found.number)
    case 'delivery':
      return refuse('delivery-not-here', found.number)
  }
}

function commanded(context: Context, command: string): Decision {
  const { hand, returned } = context
  switch (command) {
    case 'confirm':
      return hand.asked ? confirmed(hand.asked) : finished(context)
    case 'cancel':
      if (hand.asked) return { do: 'forget' }
      if (returned) return { do: 'close-return' }
      return hand.unknown === null ? refuse('nothing-open') : { do: 'close-unknown' }
    case 'undo':
      if (returned) return { do: 'take-back' }
      return hand.unknown === null ? refuse('nothing-to-undo') : { do: 'unnote-unknown' }
    default: {
      if (!returned) return hand.unknown === null ? { do: 'ready' } : { do: 'close-unknown' }
      const left = unjudgedIn(returned)
      return left > 0 ? refuse('incomplete', String(left)) : { do: 'settle-return' }
    }
  }
}

/** What 确认 says to a question of this screen; a verdict is good. */
function confirmed(asked: Question): Decision {
  if (asked.kind === 'judge') return judge(asked, 'GOOD')
  if (asked.kind === 'wrong-piece') return judge(asked, 'WRONG')
  if (asked.kind === 'surplus-piece') return judge(asked, 'SURPLUS')
  if (asked.kind === 'strange-piece') {
    return { do: 'judge', skuId: null, quantity: 1, verdict: 'WRONG', reason: `条码 ${asked.code}` }
  }
  if (asked.kind === 'announce-return' || asked.kind === 'further-return')
    return { do: 'open-return', sendback: asked.sendback }
  if (asked.kind === 'unknown-parcel') {
    return { do: 'register-unknown', trackingNumber: asked.trackingNumber }
  }
  return asked.kind === 'settle-return' ? { do: 'settle-return' } : refuse('nothing-asked')
}

/** 确认 without a question ends the inspection, asking first where pieces are missing. */
function finished({ hand, returned }: Context): Decision {
  if (!returned) return hand.unknown === null ? refuse('nothing-asked') : { do: 'close-unknown' }
  const left = unjudgedIn(returned)
  return left > 0
    ? { do: 'ask', question: { kind: 'settle-return' }, about: String(left) }
    : { do: 'settle-return' }
}

function judge(
  { skuId, quantity }: { skuId: number; quantity: number },
  verdict: 'GOOD' | 'DEFECTIVE' | 'WRONG' | 'SURPLUS',
  reason: string | null = null,
): Decision {
  return { do: 'judge', skuId, quantity, verdict, reason }
}

/** 1 is good, the others are the defects in their order. */
function numbered(asked: Question | null, number: number): Decision {
  if (asked?.kind !== 'judge') return refuse('number-not-here')
  if (number === 1) return judge(asked, 'GOOD')
  const defect = DEFECTS[number - 2]
  return defect === undefined ? refuse('not-offered') : judge(asked, 'DEFECTIVE', defect)
}

function piece({ hand, returned }: Context, { skuId, quantity, name }: Goods): Decision {
  if (!returned) {
    return hand.unknown === null ? refuse('need-return', name) : { do: 'note-unknown', skuId, quantity, name }
  }
  const line = returned.lines.find((one) => one.skuId === skuId)
  if (!line) return { do: 'ask', question: { kind: 'wrong-piece', skuId, quantity }, about: name }
  const left = unjudged(line)
  if (left === 0) return { do: 'ask', question: { kind: 'surplus-piece', skuId, quantity }, about: name }
  if (quantity > left) return refuse('carton-too-many', String(left))
  return { do: 'ask', question: { kind: 'judge', skuId, quantity }, about: name }
}

function parcel({ returned }: Context, found: Sendback): Decision {
  const sendback = { kind: found.kind, id: found.id }
  if (returned) {
    const same = found.kind === 'return' && found.id === returned.id
    return refuse(same ? 'same-return' : 'other-return', returned.number)
  }
  if (found.kind === 'refund') return { do: 'open-return', sendback }
  if (found.kind === 'return' && found.state === 'SETTLED') {
    return found.more
      ? { do: 'ask', question: { kind: 'further-return', sendback }, about: found.number }
      : refuse('return-settled', found.number)
  }
  if (found.kind === 'return' && found.state !== 'CANCELLED') return { do: 'open-return', sendback }
  if (found.kind === 'parcel' && found.state !== 'SHIPPED') return refuse('not-sent', found.number)
  return { do: 'ask', question: { kind: 'announce-return', sendback }, about: found.number }
}

/** A code that nothing of ours has: on a piece something foreign, before any parcel a parcel nobody expects. */
function strange({ returned }: Context, code: string): Decision {
  if (returned) return { do: 'ask', question: { kind: 'strange-piece', code }, about: code }
  const trackingNumber = waybill(code)
  if (trackingNumber === null) return refuse('unknown')
  return { do: 'ask', question: { kind: 'unknown-parcel', trackingNumber }, about: trackingNumber }
}
