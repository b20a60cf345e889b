import type { RowOf } from '../../../work/nouns.ts'
import type { Rule } from '../../../work/rules.ts'
import { both, holding, inOwnShop, program } from '../../../work/rules.ts'
import { readers } from '../orders/policy.ts'
import type { moves } from './workflow.ts'

export type Review = RowOf<'OrderReview'>

/** Service decides; operations may as well, because in small teams the same person does both. */
const reviewers = both<Review>(
  holding('SERVICE_AGENT', 'SERVICE_LEAD', 'OPERATIONS_SPECIALIST', 'OPERATIONS_LEAD', 'OWNER'),
  inOwnShop,
)

export const policy = {
  list: readers,
  create: program,
  reconsider: program,
  release: reviewers,
  hold: reviewers,
  end: program,
} satisfies Record<keyof typeof moves | 'list' | 'create' | 'reconsider', Rule<Review> | Rule>
