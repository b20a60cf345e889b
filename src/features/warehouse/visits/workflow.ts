import type { VisitState } from '../../../generated/prisma/enums.ts'
import type { Moves, States } from '../../../lib/workflow.ts'
import type { Obligation } from '../../../work/obligations.ts'
import { person, working } from '../../../work/obligations.ts'
import type { Visit } from './policy.ts'

/** A visitor comes and goes. */
export const moves = {
  leave: { from: ['INSIDE'], to: 'LEFT', label: '登记离开', asks: 'nothing', tone: 'primary' },
} as const satisfies Moves<VisitState>

/** What each state is called and whom it obliges: whoever let somebody in sees to it that he leaves before the doors close. */
export const states = {
  INSIDE: {
    label: '在库内',
    tone: 'warning',
    owner: person<Visit>((visit) => visit.hostId, 'WAREHOUSE_CLERK'),
    due: working('warehouse', { hours: 4 }),
    title: (visit) => `来访人员未离开：${visit.visitor}`,
  },
  LEFT: { label: '已离开', tone: 'neutral' },
} as const satisfies States<VisitState, Obligation<Visit>>
