import { PROBLEMS } from '../../quarantines/actions.ts'
import type { Draft } from '../hand.ts'
import type { Context } from './context.ts'
import { stageOf } from './context.ts'
import type { Decision } from './decision.ts'
import { refuse } from './decision.ts'
import type { Reading } from './reading.ts'

export const NO_DRAFT: Draft = { skuId: null, locationId: null, quantity: null, reason: null }

/** Goods that can't be sent: what, where, how many, why, and the confirmation. */
export function interpretProblem(context: Context, { command, number, found }: Reading): Decision {
  const draft = context.hand.problem ?? NO_DRAFT
  const stage = stageOf(draft, context.parcel)
  if (command === 'confirm') return stage === 'confirm' ? { do: 'report', draft } : refuse('incomplete', '')
  if (command === 'undo') return stepBack(draft)
  if (command) return { do: 'go', screen: context.parcel ? 'pack' : context.wave ? 'pick' : 'menu' }
  if (found?.kind === 'goods') {
    return { do: 'draft', draft: { ...draft, skuId: found.skuId, quantity: null, reason: null } }
  }
  if (found?.kind === 'place' && !found.storage) return refuse('not-storage', found.code)
  if (found?.kind === 'place') return { do: 'draft', draft: { ...draft, locationId: found.id } }
  if (found?.kind === 'sendback') return refuse('unknown')
  if (found) return refuse(`${found.kind}-not-here`, found.number)
  if (number === null) return refuse('unknown')
  if (stage === 'quantity') return { do: 'draft', draft: { ...draft, quantity: number } }
  if (stage === 'reason' || stage === 'confirm') {
    const reason = PROBLEMS[number - 1]
    return reason === undefined ? refuse('not-offered') : { do: 'draft', draft: { ...draft, reason } }
  }
  return refuse('number-not-here')
}

function stepBack(draft: Draft): Decision {
  if (draft.reason !== null) return { do: 'draft', draft: { ...draft, reason: null } }
  if (draft.quantity !== null) return { do: 'draft', draft: { ...draft, quantity: null } }
  if (draft.skuId !== null || draft.locationId !== null) return { do: 'draft', draft: NO_DRAFT }
  return refuse('nothing-to-undo')
}
