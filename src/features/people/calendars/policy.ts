import type { RowOf } from '../../../work/nouns.ts'
import { anyone, holding } from '../../../work/rules.ts'

export type WorkCalendar = RowOf<'WorkCalendar'>

/** Everybody may know when deadlines count; those who answer for the shop's hours set them. */
export const policy = { list: anyone, edit: holding('OWNER', 'OPERATIONS_LEAD') }
