import type { Actor } from '../../../actor.ts'
import { boundedCount } from '../../../lib/paging.ts'
import type { HomeFigures } from '../../../web/figures.ts'
import type { Figure } from '../../../web/parts.ts'
import { db } from '../../../database/client.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import { returnWayDays } from './parameters.ts'
import { visibleTo } from './policy.ts'

interface Numbers {
  arrived: number
  late: number
  overdue: number
  /** Parcels that nobody expects. */
  unknown: number
}

/** What waits at the returns desk and what is lost on its way; one statement. */
async function numbers(actor: Actor, at: Date): Promise<Numbers> {
  const days = Prisma.sql`coalesce((SELECT value FROM parameters WHERE key = ${returnWayDays.key}
    AND value BETWEEN ${returnWayDays.min} AND ${returnWayDays.max}), ${returnWayDays.default})`
  const [row] = await db.$queryRaw<Numbers[]>`
    SELECT count(*) FILTER (WHERE r.state = 'ARRIVED')::int AS arrived,
      count(*) FILTER (WHERE r.state = 'ARRIVED' AND r.inspect_by < ${at})::int AS late,
      count(*) FILTER (WHERE r.state = 'EXPECTED' AND r.shipped_back_at < ${at}::timestamptz - make_interval(days => (${days})::int))::int
        AS overdue,
      (SELECT count(*)::int FROM unknown_parcels WHERE state = 'OPEN') AS unknown
    FROM returns r WHERE ${visibleTo(actor)} AND r.state IN ('EXPECTED', 'ARRIVED')`
  return row as Numbers
}

const list = (part: string): string => `/warehouse/returns?part=${part}`

async function read(actor: Actor, at: Date): Promise<Figure[]> {
  const { arrived, late, overdue, unknown } = await numbers(actor, at)
  return [
    {
      label: '待验收退货',
      value: boundedCount(arrived),
      href: list('arrived'),
      ...(late > 0 ? { hint: `${late} 张已超时`, tone: 'danger' as const } : {}),
    },
    {
      label: '寄回未到',
      value: boundedCount(overdue),
      href: list('overdue'),
      tone: overdue > 0 ? 'warning' : 'neutral',
    },
    {
      label: '无主包裹',
      value: boundedCount(unknown),
      href: '/warehouse/unknown-parcels',
      tone: unknown > 0 ? 'warning' : 'neutral',
    },
  ]
}

/** Returns on 工作台: for those who inspect them, and those who answer the buyer. */
export const returnFigures: readonly HomeFigures[] = [
  { duties: ['WAREHOUSE_CLERK'], read },
  { duties: ['SERVICE_LEAD', 'SERVICE_AGENT'], read },
]
