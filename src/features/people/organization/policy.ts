import type { RowOf } from '../../../work/nouns.ts'
import { anyone, holding } from '../../../work/rules.ts'

export type Guide = RowOf<'PositionGuide'>

export const policy = { list: anyone, mine: anyone, guides: anyone, 'edit-guide': holding('OWNER') }
