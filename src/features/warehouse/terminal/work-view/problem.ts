import { PROBLEMS } from '../../quarantines/actions.ts'
import type { InHand } from '../in-hand.ts'
import { stageOf } from '../interpret/context.ts'
import { NO_DRAFT } from '../interpret/problem.ts'
import type { Choice } from './parts.ts'

export interface StepView {
  label: string
  value: string
  current: boolean
}

/** The report of goods that can't be sent. */
export interface ProblemView {
  view: 'problem'
  steps: StepView[]
  choices: Choice[]
  parcel: string
}

export function problemView({ hand, parcel, draftGoods, draftPlace }: InHand): ProblemView {
  const draft = hand.problem ?? NO_DRAFT
  const stage = stageOf(draft, parcel)
  const own = parcel?.lines.some(({ skuId }) => skuId === draft.skuId) ?? false
  const place = draftPlace ?? (own ? '按拣货单' : '')
  return {
    view: 'problem',
    parcel: own ? (parcel?.number ?? '') : '',
    steps: [
      { label: '货品', value: draftGoods ?? '', current: stage === 'goods' },
      { label: '库位', value: place, current: stage === 'place' },
      {
        label: '件数',
        value: draft.quantity === null ? '' : `${draft.quantity} 件`,
        current: stage === 'quantity',
      },
      { label: '原因', value: draft.reason ?? '', current: stage === 'reason' },
    ],
    choices:
      stage === 'reason' || stage === 'confirm'
        ? PROBLEMS.map((label, i) => ({ number: String(i + 1), label, note: '' }))
        : [],
  }
}
