import type { RowOf } from '../../../work/nouns.ts'
import { anyone, holding } from '../../../work/rules.ts'

export type StoredParameter = RowOf<'Parameter'>

export const policy = { list: anyone, edit: holding('OWNER', 'OPERATIONS_LEAD') }
