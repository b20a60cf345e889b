import type { Actor } from '../../../actor.ts'
import { formToken } from '../../../web/form.ts'
import type { Action } from '../../../web/parts.ts'
import { deedLabel, whyNot } from '../../../work/nouns.ts'
import { restockRuns } from './noun.ts'
import type { RestockRunRow } from './queries.ts'

const PATH = '/warehouse/restock-runs'

/** The button that asks for a calculation; while one is under way, the way to it. */
export function calculateAction(actor: Actor, underWay: RestockRunRow | undefined): Action {
  if (underWay) return { label: '正在计算，查看进度', href: `${PATH}/${underWay.id}` }
  const disabledBecause = whyNot(restockRuns, actor, 'create', null)
  return {
    label: deedLabel(restockRuns, 'create'),
    post: PATH,
    token: formToken(),
    ...(disabledBecause ? { disabledBecause } : {}),
  }
}
