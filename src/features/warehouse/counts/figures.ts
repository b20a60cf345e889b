import type { Actor } from '../../../actor.ts'
import { boundedCount } from '../../../lib/paging.ts'
import type { HomeFigures } from '../../../web/figures.ts'
import type { Figure } from '../../../web/parts.ts'
import { countStates } from './queries.ts'

/** Counts on 工作台, for who judges their differences. */
export const countFigures: readonly HomeFigures[] = [
  {
    duties: ['OWNER', 'OPERATIONS_LEAD'],
    read: async (actor: Actor): Promise<Figure[]> => {
      const { REVIEW, COUNTING } = await countStates(actor)
      return [
        {
          label: '待复核盘点',
          value: boundedCount(REVIEW),
          href: '/warehouse/counts?state=REVIEW',
          tone: REVIEW > 0 ? 'warning' : 'neutral',
          hint: `盘点中 ${boundedCount(COUNTING)} 张`,
        },
      ]
    },
  },
]
