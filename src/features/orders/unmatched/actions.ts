import type { Act } from '../../../work/act.ts'
import { deed } from '../../../work/act.ts'
import { demand } from '../../../work/nouns.ts'
import type { ComponentInput } from '../../catalog/merchant-codes/actions.ts'
import { defineCode } from '../../catalog/merchant-codes/actions.ts'
import { unmatched } from './noun.ts'
import type { Unmatched } from './policy.ts'

/**
 * Says what goods a code means, once for all orders that name it. Held orders hear of it as they would from the
 * catalog (see `reviewReactions`): those that waited only for this are released.
 * @throws FieldError when a SKU isn't there, or somebody has just defined the code
 */
export function matchCode(act: Act, row: Unmatched, components: readonly ComponentInput[]): Promise<void> {
  return deed(act, async (act) => {
    demand(unmatched, act.actor, 'match', row)
    await defineCode(act, { shopId: row.shopId, code: row.code, components })
  })
}
