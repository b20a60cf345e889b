import type { Actor } from '../../../actor.ts'
import { db } from '../../../database/client.ts'
import { addDays, dayOf, moment } from '../../../lib/dates.ts'
import { formatYuan } from '../../../lib/money.ts'
import { COUNT_LIMIT, boundedCount } from '../../../lib/paging.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import type { HomeFigures } from '../../../web/figures.ts'
import type { Figure } from '../../../web/parts.ts'
import { visibleTo } from './policy.ts'

interface Numbers {
  toShip: number
  held: number
  unpaid: number
  paidToday: number
  /** Fen, of orders paid today. */
  amountToday: bigint
}

/** What the shops' orders amount to right now, in one statement; counts bounded at 1,000. */
async function numbers(actor: Actor, at: Date): Promise<Numbers> {
  const today = moment(dayOf(at))
  const tomorrow = moment(addDays(dayOf(at), 1))
  const count = (condition: Prisma.Sql): Prisma.Sql => Prisma.sql`
    (SELECT count(*)::int FROM (SELECT 1 FROM orders o WHERE ${visibleTo(actor)} AND ${condition}
     LIMIT ${COUNT_LIMIT + 1}) AS bounded)`
  const held = Prisma.sql`EXISTS (SELECT 1 FROM order_reviews h WHERE h.order_id = o.id AND h.state = 'HELD')`
  const [row] = await db.$queryRaw<Numbers[]>`
    SELECT ${count(Prisma.sql`o.status IN ('PAID', 'PART_SHIPPED')`)} AS "toShip", ${count(held)} AS held,
      ${count(Prisma.sql`o.status = 'UNPAID'`)} AS unpaid, t.count AS "paidToday", t.amount AS "amountToday"
    FROM (SELECT count(*)::int AS count, coalesce(sum(o.paid_fen), 0)::bigint AS amount FROM orders o
          WHERE ${visibleTo(actor)} AND o.paid_at >= ${today} AND o.paid_at < ${tomorrow}) AS t`
  return row ?? { toShip: 0, held: 0, unpaid: 0, paidToday: 0, amountToday: 0n }
}

async function forSellers(actor: Actor, at: Date): Promise<Figure[]> {
  const { toShip, held, unpaid, paidToday, amountToday } = await numbers(actor, at)
  return [
    {
      label: '今日付款',
      value: formatYuan(Number(amountToday)),
      unit: '元',
      hint: `${paidToday} 个订单`,
      href: '/orders/orders?part=all',
    },
    { label: '待发货订单', value: boundedCount(toShip), href: '/orders/orders?part=to-ship' },
    {
      label: '待审核订单',
      value: boundedCount(held),
      href: '/orders/reviews',
      tone: held > 0 ? 'warning' : 'neutral',
    },
    { label: '未付款订单', value: boundedCount(unpaid), href: '/orders/orders?part=unpaid' },
  ]
}

async function forService(actor: Actor, at: Date): Promise<Figure[]> {
  const { held, unpaid, toShip } = await numbers(actor, at)
  return [
    {
      label: '待审核订单',
      value: boundedCount(held),
      href: '/orders/reviews',
      tone: held > 0 ? 'warning' : 'neutral',
    },
    { label: '未付款待跟进', value: boundedCount(unpaid), href: '/orders/orders?part=unpaid' },
    { label: '待发货订单', value: boundedCount(toShip), href: '/orders/orders?part=to-ship' },
  ]
}

/** Orders on 工作台: for those who sell, and the ones to review for service. */
export const orderFigures: readonly HomeFigures[] = [
  {
    duties: ['OWNER', 'OPERATIONS_LEAD', 'OPERATIONS_SPECIALIST', 'DATA_ANALYST'],
    read: forSellers,
  },
  {
    duties: ['SERVICE_LEAD', 'SERVICE_AGENT'],
    read: forService,
  },
]
