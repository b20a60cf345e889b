import { Conflict } from '../../../errors.ts'
import type { Act } from '../../../work/act.ts'
import { deed } from '../../../work/act.ts'
import * as door from '../../../work/door.ts'
import { restockRules } from './noun.ts'
import type { RestockRule } from './policy.ts'

export type RuleInput = Omit<RestockRule, 'id' | 'version' | 'createdAt'>

/**
 * Says how a SKU is restocked. The next proposals follow it; those that are made stay as they are.
 * @param rule with version 0 for a SKU that has none of its own yet
 * @throws Conflict when somebody has said something else meanwhile
 */
export async function setRule(act: Act, rule: RestockRule, input: RuleInput): Promise<void> {
  await deed(act, async (act) => {
    if (rule.version > 0) {
      await door.edit(restockRules, act, rule, input)
      return
    }
    await act.tx.$queryRaw`SELECT id FROM skus WHERE id = ${rule.id} FOR NO KEY UPDATE`
    if (await act.tx.restockRule.findUnique({ where: { id: rule.id } }))
      throw new Conflict('这条补货规则刚刚被别人修改过，请核对后再提交。')
    await door.create(restockRules, act, { ...input, id: rule.id, createdAt: act.at })
  })
}
