import { Conflict, FieldError } from '../../../errors.ts'
import type { Act } from '../../../work/act.ts'
import { deed } from '../../../work/act.ts'
import * as door from '../../../work/door.ts'
import type { Parameter } from '../../../work/parameters.ts'
import { isWithin } from '../../../work/parameters.ts'
import { parameters } from './noun.ts'

/**
 * Sets a number in a rule; it counts from now on, what was decided before stays. `version` is the one the form began
 * with, 0 for the default.
 * @throws FieldError for a value outside the bounds
 * @throws Conflict when somebody else has changed it since
 */
export function setParameter(
  act: Act,
  definition: Parameter,
  value: number,
  version: number,
  remark: string | null,
): Promise<unknown> {
  return deed(act, async (act) => {
    const { key, min, max } = definition
    if (!isWithin(definition, value)) throw new FieldError({ value: `要是 ${min} 到 ${max} 的整数` })
    await act.tx.parameter.createMany({
      data: [{ key, value: definition.default, version: 0 }],
      skipDuplicates: true,
    })
    const row = await act.tx.parameter.findUniqueOrThrow({ where: { key } })
    if (row.version !== version) throw new Conflict('这个参数刚刚被别人修改过，请核对后再提交。')
    await door.edit(parameters, act, row, { value }, { remark })
    return null
  })
}
