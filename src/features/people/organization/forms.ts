import { z } from 'zod'
import { text } from '../../../web/fields.ts'

/** One responsibility per line; empty lines are dropped. */
export const GuideForm = z.object({
  responsibilities: text('岗位职责', 5000).transform((value) =>
    value
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '')
      .join('\n'),
  ),
})
