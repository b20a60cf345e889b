import { z } from 'zod'
import { optionalWhole } from '../../../web/fields.ts'

/** Names of the twelve months' fields, January first. */
export const MONTHS = Array.from({ length: 12 }, (_, i) => `month${i + 1}`)

/** Twelve indices, or none at all. */
export const SeasonForm = z
  .object(Object.fromEntries(MONTHS.map((name, i) => [name, optionalWhole(`${i + 1} 月`, 1, 400)])))
  .transform((input, context): { percents: number[] | null } => {
    const given = MONTHS.map((name) => input[name] ?? null)
    if (given.every((one) => one === null)) return { percents: null }
    given.forEach((one, i) => {
      if (one === null)
        context.addIssue({ code: 'custom', path: [`month${i + 1}`], message: '十二个月要都填，或者都不填' })
    })
    return { percents: given.map((one) => one ?? 100) }
  })
