import type { RowOf } from '../../../work/nouns.ts'
import { anyone, holding } from '../../../work/rules.ts'

export type CalendarDay = RowOf<'CalendarDay'>

const keepers = holding('OWNER', 'OPERATIONS_LEAD')

export const policy = { list: anyone, create: keepers, edit: keepers, remove: keepers, announce: keepers }
