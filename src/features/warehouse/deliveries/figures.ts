import type { Actor } from '../../../actor.ts'
import { db } from '../../../database/client.ts'
import { addDays, dayOf, moment } from '../../../lib/dates.ts'
import { boundedCount } from '../../../lib/paging.ts'
import type { HomeFigures } from '../../../web/figures.ts'
import type { Figure } from '../../../web/parts.ts'
import { visibleTo } from './policy.ts'

interface Numbers {
  /** Expected by the end of the day. */
  today: number
  /** Expected by a day that is over. */
  overdue: number
  /** There, and not inspected. */
  waiting: number
}

async function numbers(actor: Actor, at: Date): Promise<Numbers> {
  const today = dayOf(at)
  const [row] = await db.$queryRaw<Numbers[]>`
    SELECT count(*) FILTER (WHERE d.state = 'EXPECTED' AND d.expected_by >= ${moment(today)}
        AND d.expected_by < ${moment(addDays(today, 1))})::int AS today,
      count(*) FILTER (WHERE d.state = 'EXPECTED' AND d.expected_by < ${moment(today)})::int AS overdue,
      count(*) FILTER (WHERE d.state = 'ARRIVED')::int AS waiting
    FROM deliveries d WHERE d.state IN ('EXPECTED', 'ARRIVED') AND ${visibleTo(actor)}`
  return row as Numbers
}

const list = (part: string): string => `/warehouse/deliveries?part=${part}`

/** Deliveries on 工作台: what the warehouse takes in today, and what who buys must ask suppliers about. */
export const deliveryFigures: readonly HomeFigures[] = [
  {
    duties: ['WAREHOUSE_CLERK'],
    read: async (actor: Actor, at: Date): Promise<Figure[]> => {
      const { today, waiting } = await numbers(actor, at)
      return [
        {
          label: '待验收到货',
          value: boundedCount(waiting),
          href: list('arrived'),
          hint: `今日应到 ${today} 单`,
        },
      ]
    },
  },
  {
    duties: ['OWNER', 'OPERATIONS_LEAD', 'PURCHASING'],
    read: async (actor: Actor, at: Date): Promise<Figure[]> => {
      const { today, overdue } = await numbers(actor, at)
      return [
        {
          label: '今日应到货',
          value: boundedCount(today),
          href: list('expected'),
          ...(overdue > 0 ? { hint: `${overdue} 单逾期未到`, tone: 'danger' as const } : {}),
        },
      ]
    },
  },
]
