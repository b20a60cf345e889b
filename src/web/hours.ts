import { z } from 'zod'
import { readWindows } from '../work/working-hours.ts'
import { optionalText } from './fields.ts'

/** Working hours of one day; nothing for a closed one. */
export function hours(label: string): z.ZodType<[number, number][]> {
  return optionalText(label, 100).transform((typed, context) => {
    const windows = readWindows(typed ?? '')
    if (windows) return windows
    context.addIssue({
      code: 'custom',
      message: `${label}要写成 09:00-12:00、13:00-18:00，按先后顺序，不重叠，最晚到 24:00`,
    })
    return z.NEVER
  })
}
