import type { PlaceReason, ProposedPlace } from './put-away.ts'

const reasons: Record<PlaceReason, string> = {
  home: '常用库位',
  same: '已放着同一 SKU',
  product: '已放着同款',
  class: '同类空库位',
}

/** A proposed place with why it is proposed. */
export function proposalWords({ location, why }: ProposedPlace): string {
  return `${location}（${reasons[why]}）`
}
