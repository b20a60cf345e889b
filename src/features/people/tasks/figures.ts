import type { Actor } from '../../../actor.ts'
import { personOf } from '../../../actor.ts'
import { db } from '../../../database/client.ts'
import { DAY_MS, plus } from '../../../lib/dates.ts'
import { boundedCount } from '../../../lib/paging.ts'
import type { HomeFigures } from '../../../web/figures.ts'
import { rate } from '../../../web/figures.ts'
import type { Figure } from '../../../web/parts.ts'
import { tasks } from './noun.ts'

interface Numbers {
  open: number
  overdue: number
  /** Handed in during the last 30 days. */
  delivered: number
  onTime: number
}

/** How far back on-time rates look. */
const RATE_MS = 30 * DAY_MS

/**
 * What people have to do for tasks, and how much of what they handed in was there by its deadline, in one statement.
 * Credited to who held the work when it was handed in.
 */
async function numbers(personIds: readonly number[], at: Date): Promise<Numbers> {
  const since = plus(at, -RATE_MS)
  const [row] = await db.$queryRaw<Numbers[]>`
    SELECT count(*) FILTER (WHERE w.closed_at IS NULL)::int AS open,
      count(*) FILTER (WHERE w.closed_at IS NULL AND w.due_at < ${at})::int AS overdue,
      count(*) FILTER (WHERE w.outcome = 'deliver')::int AS delivered,
      count(*) FILTER (WHERE w.outcome = 'deliver' AND w.closed_at <= w.due_at)::int AS "onTime"
    FROM work_items w WHERE w.owner_id = ANY(${[...personIds]}) AND w.noun = ${tasks.key}
      AND (w.closed_at IS NULL OR w.closed_at >= ${since})`
  return row ?? { open: 0, overdue: 0, delivered: 0, onTime: 0 }
}

async function ownFigures(actor: Actor, at: Date): Promise<Figure[]> {
  const { open, overdue, delivered, onTime } = await numbers([personOf(actor) ?? 0], at)
  return [
    { label: '我的任务', value: boundedCount(open), href: '/people/tasks' },
    {
      label: '超时任务',
      value: boundedCount(overdue),
      href: '/people/tasks',
      tone: overdue > 0 ? 'danger' : 'neutral',
    },
    rate('任务按时交付率', onTime, delivered, `近 30 天交付 ${delivered} 件`),
  ]
}

async function teamFigures(actor: Actor, at: Date): Promise<Figure[]> {
  const reports = actor.kind === 'system' ? [] : [...actor.reports]
  const { delivered, onTime } = await numbers(reports, at)
  return [rate('团队任务按时交付率', onTime, delivered, `近 30 天交付 ${delivered} 件`)]
}

/** Tasks on 工作台: one's own for those whose work comes as tasks, the team's rate for leads. */
export const taskFigures: readonly HomeFigures[] = [
  { duties: ['DESIGNER', 'DATA_ANALYST', 'QUALITY_INSPECTOR', 'HR'], read: ownFigures },
  { duties: ['OWNER', 'OPERATIONS_LEAD', 'SERVICE_LEAD'], read: teamFigures },
]
