import type { Actor } from '../../../actor.ts'
import { db } from '../../../database/client.ts'
import { HOUR_MS, dayOf, moment, plus } from '../../../lib/dates.ts'
import { boundedCount } from '../../../lib/paging.ts'
import type { Figure } from '../../../web/parts.ts'
import type { HomeFigures } from '../../../web/figures.ts'
import { visibleTo } from './policy.ts'

interface Numbers {
  ready: number
  picking: number
  picked: number
  packed: number
  short: number
  stopped: number
  late: number
  soon: number
  shippedToday: number
}

/** Parcels under way by state, those late or due within four hours, and what went out today; one statement. */
async function numbers(actor: Actor, at: Date): Promise<Numbers> {
  const soon = plus(at, 4 * HOUR_MS)
  const [row] = await db.$queryRaw<Numbers[]>`
    SELECT count(*) FILTER (WHERE sh.state = 'READY')::int AS ready,
      count(*) FILTER (WHERE sh.state = 'PICKING')::int AS picking,
      count(*) FILTER (WHERE sh.state = 'PICKED')::int AS picked,
      count(*) FILTER (WHERE sh.state = 'PACKED')::int AS packed,
      count(*) FILTER (WHERE sh.state = 'OUT_OF_STOCK')::int AS short,
      count(*) FILTER (WHERE sh.state = 'STOPPED')::int AS stopped,
      count(*) FILTER (WHERE sh.ship_by < ${at})::int AS late,
      count(*) FILTER (WHERE sh.ship_by >= ${at} AND sh.ship_by < ${soon})::int AS soon,
      (SELECT count(*)::int FROM shipments sh WHERE ${visibleTo(actor)} AND sh.state = 'SHIPPED'
         AND sh.shipped_at >= ${moment(dayOf(at))}) AS "shippedToday"
    FROM shipments sh WHERE ${visibleTo(actor)} AND sh.state NOT IN ('SHIPPED', 'CANCELLED')`
  return row as Numbers
}

const list = (part: string): string => `/warehouse/shipments?part=${part}`

/** Parcels on 工作台: the warehouse's queue, and what operations must decide. */
export const shipmentFigures: readonly HomeFigures[] = [
  {
    duties: ['WAREHOUSE_CLERK'],
    read: async (actor: Actor, at: Date): Promise<Figure[]> => {
      const { picking, picked, packed, late, soon, shippedToday } = await numbers(actor, at)
      return [
        { label: '待拣货包裹', value: boundedCount(picking), href: list('picking') },
        { label: '待验货打包', value: boundedCount(picked), href: list('picked') },
        { label: '待交接快递', value: boundedCount(packed), href: list('packed') },
        {
          label: '已超发货时限',
          value: boundedCount(late),
          href: list('late'),
          tone: late > 0 ? 'danger' : 'neutral',
        },
        {
          label: '4 小时内到限',
          value: boundedCount(soon),
          href: list('late'),
          tone: soon > 0 ? 'warning' : 'neutral',
        },
        { label: '今日已发', value: boundedCount(shippedToday), href: list('shipped') },
      ]
    },
  },
  {
    duties: ['OWNER', 'OPERATIONS_LEAD'],
    read: async (actor: Actor, at: Date): Promise<Figure[]> => {
      const { ready, short, stopped, late, shippedToday } = await numbers(actor, at)
      return [
        { label: '待分波次', value: boundedCount(ready), href: list('ready') },
        {
          label: '缺货包裹',
          value: boundedCount(short),
          href: list('out-of-stock'),
          tone: short > 0 ? 'warning' : 'neutral',
        },
        {
          label: '已拦截',
          value: boundedCount(stopped),
          href: list('stopped'),
          tone: stopped > 0 ? 'warning' : 'neutral',
        },
        {
          label: '已超发货时限',
          value: boundedCount(late),
          href: list('late'),
          tone: late > 0 ? 'danger' : 'neutral',
        },
        { label: '今日已发包裹', value: boundedCount(shippedToday), href: list('shipped') },
      ]
    },
  },
]
