import type { Actor } from '../../../actor.ts'
import { db } from '../../../database/client.ts'
import { DAY_MS, HOUR_MS, dayOf, moment, plus } from '../../../lib/dates.ts'
import { boundedCount } from '../../../lib/paging.ts'
import type { HomeFigures } from '../../../web/figures.ts'
import { percent, rate } from '../../../web/figures.ts'
import type { Figure, Tone } from '../../../web/parts.ts'
import { visibleTo as sheetsFor } from '../ship-sheets/policy.ts'
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
  /** Batch-ship sheets that the platform hasn't confirmed. */
  sheets: number
  shippedToday: number
  /** Of the last 7 and 30 days, and how many of them by their ship-by time. */
  shipped7: number
  onTime7: number
  shipped30: number
  onTime30: number
}

/** Parcels under way by state, those late or due within four hours, and what went out and how punctually; one statement. */
async function numbers(actor: Actor, at: Date): Promise<Numbers> {
  const soon = plus(at, 4 * HOUR_MS)
  const [week, month] = [plus(at, -7 * DAY_MS), plus(at, -30 * DAY_MS)]
  const [row] = await db.$queryRaw<Numbers[]>`
    SELECT open.*, gone.*,
      (SELECT count(*)::int FROM ship_sheets f WHERE ${sheetsFor(actor)} AND f.state = 'WAITING') AS sheets
    FROM (
      SELECT count(*) FILTER (WHERE sh.state = 'READY')::int AS ready,
        count(*) FILTER (WHERE sh.state = 'PICKING')::int AS picking,
        count(*) FILTER (WHERE sh.state = 'PICKED')::int AS picked,
        count(*) FILTER (WHERE sh.state = 'PACKED')::int AS packed,
        count(*) FILTER (WHERE sh.state = 'OUT_OF_STOCK')::int AS short,
        count(*) FILTER (WHERE sh.state = 'STOPPED')::int AS stopped,
        count(*) FILTER (WHERE sh.ship_by < ${at})::int AS late,
        count(*) FILTER (WHERE sh.ship_by >= ${at} AND sh.ship_by < ${soon})::int AS soon
      FROM shipments sh WHERE ${visibleTo(actor)} AND sh.state NOT IN ('SHIPPED', 'CANCELLED')) AS open
    CROSS JOIN (
      SELECT count(*) FILTER (WHERE sh.shipped_at >= ${moment(dayOf(at))})::int AS "shippedToday",
        count(*) FILTER (WHERE sh.shipped_at >= ${week})::int AS shipped7,
        count(*) FILTER (WHERE sh.shipped_at >= ${week} AND sh.shipped_at <= sh.ship_by)::int AS "onTime7",
        count(*)::int AS shipped30, count(*) FILTER (WHERE sh.shipped_at <= sh.ship_by)::int AS "onTime30"
      FROM shipments sh
      WHERE ${visibleTo(actor)} AND sh.state = 'SHIPPED' AND sh.shipped_at >= ${month}) AS gone`
  return row as Numbers
}

const list = (part: string): string => `/warehouse/shipments?part=${part}`

/** How much of what left in a week was there by its ship-by time, and in a month. */
function punctuality({ onTime7, shipped7, onTime30, shipped30 }: Numbers): Figure {
  const month = shipped30 === 0 ? '—' : `${percent(onTime30, shipped30)}%`
  return rate('近 7 天发货准时率', onTime7, shipped7, `近 30 天 ${month}`)
}

const worry = (count: number, tone: 'warning' | 'danger'): Tone => (count > 0 ? tone : 'neutral')

/** Parcels on 工作台: the warehouse's queue, and what operations must decide. */
export const shipmentFigures: readonly HomeFigures[] = [
  {
    duties: ['WAREHOUSE_CLERK'],
    read: async (actor: Actor, at: Date): Promise<Figure[]> => {
      const found = await numbers(actor, at)
      const { picking, picked, packed, late, soon, shippedToday } = found
      return [
        { label: '待拣货包裹', value: boundedCount(picking), href: list('picking') },
        { label: '待验货打包', value: boundedCount(picked), href: list('picked') },
        { label: '待交接快递', value: boundedCount(packed), href: list('packed') },
        {
          label: '已超发货时限',
          value: boundedCount(late),
          href: list('late'),
          tone: worry(late, 'danger'),
        },
        {
          label: '4 小时内到限',
          value: boundedCount(soon),
          href: list('late'),
          tone: worry(soon, 'warning'),
        },
        { label: '今日已发', value: boundedCount(shippedToday), href: list('shipped') },
        punctuality(found),
      ]
    },
  },
  {
    duties: ['OWNER', 'OPERATIONS_LEAD'],
    read: async (actor: Actor, at: Date): Promise<Figure[]> => {
      const found = await numbers(actor, at)
      const { ready, short, stopped, late, shippedToday } = found
      return [
        { label: '待分波次', value: boundedCount(ready), href: list('ready') },
        {
          label: '缺货包裹',
          value: boundedCount(short),
          href: list('out-of-stock'),
          tone: worry(short, 'warning'),
        },
        {
          label: '已拦截',
          value: boundedCount(stopped),
          href: list('stopped'),
          tone: worry(stopped, 'warning'),
        },
        {
          label: '已超发货时限',
          value: boundedCount(late),
          href: list('late'),
          tone: worry(late, 'danger'),
        },
        { label: '今日已发包裹', value: boundedCount(shippedToday), href: list('shipped') },
        punctuality(found),
      ]
    },
  },
  {
    duties: ['OPERATIONS_SPECIALIST'],
    read: async (actor: Actor, at: Date): Promise<Figure[]> => {
      const { short, stopped, sheets, late } = await numbers(actor, at)
      return [
        {
          label: '已拦截待处理',
          value: boundedCount(stopped),
          href: list('stopped'),
          tone: worry(stopped, 'warning'),
        },
        {
          label: '待平台确认的发货表',
          value: boundedCount(sheets),
          href: '/warehouse/ship-sheets',
          tone: worry(sheets, 'warning'),
        },
        {
          label: '缺货包裹',
          value: boundedCount(short),
          href: list('out-of-stock'),
          tone: worry(short, 'warning'),
        },
        { label: '已超发货时限', value: boundedCount(late), href: list('late'), tone: worry(late, 'danger') },
      ]
    },
  },
]
