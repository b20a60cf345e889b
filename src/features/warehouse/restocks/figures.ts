import type { Actor } from '../../../actor.ts'
import { boundedCount } from '../../../lib/paging.ts'
import type { HomeFigures } from '../../../web/figures.ts'
import type { Figure } from '../../../web/parts.ts'
import { countParts } from './queries.ts'

/** Proposals on 工作台, for who buys. */
export const restockFigures: readonly HomeFigures[] = [
  {
    duties: ['OWNER', 'OPERATIONS_LEAD', 'PURCHASING'],
    read: async (actor: Actor): Promise<Figure[]> => {
      const { open, urgent } = await countParts(actor)
      return [
        {
          label: '待采购补货',
          value: boundedCount(open),
          href: '/warehouse/restocks',
          ...(urgent > 0
            ? { hint: `${boundedCount(urgent)} 条紧急，有订单等货`, tone: 'danger' as const }
            : {}),
        },
      ]
    },
  },
]
