import { z } from 'zod'
import { optionalText, whole } from '../../../web/fields.ts'
import type { Parameter } from '../../../work/parameters.ts'

/** The value of one definition, within its bounds. */
export function parameterForm({
  label,
  min,
  max,
}: Parameter): z.ZodType<{ value: number; remark: string | null }> {
  return z.object({ value: whole(label, min, max), remark: optionalText('修改原因', 500) })
}
