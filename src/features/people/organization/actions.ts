import type { Position } from '../../../actor.ts'
import { Conflict } from '../../../errors.ts'
import type { Act } from '../../../work/act.ts'
import { deed } from '../../../work/act.ts'
import * as door from '../../../work/door.ts'
import { guides } from './guides.ts'
import { organization } from './noun.ts'

/**
 * Rewrites what a position answers for. `version` is the one the form began with, 0 for the text we begin with.
 * @throws Conflict when somebody else has rewritten it since
 */
export function rewriteGuide(
  act: Act,
  position: Position,
  responsibilities: string,
  version: number,
): Promise<unknown> {
  return deed(act, async (act) => {
    await act.tx.positionGuide.createMany({
      data: [{ position, responsibilities: guides[position].join('\n'), version: 0 }],
      skipDuplicates: true,
    })
    const row = await act.tx.positionGuide.findUniqueOrThrow({ where: { position } })
    if (row.version !== version) throw new Conflict('这份岗位职责刚刚被别人修改过，请核对后再提交。')
    await door.edit(organization, act, row, { responsibilities }, { deed: 'edit-guide' })
    return null
  })
}
