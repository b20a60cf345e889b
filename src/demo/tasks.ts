import { db } from '../database/client.ts'
import { moveTask, reportProgress, requestTask } from '../features/people/tasks/actions.ts'
import { directory } from '../features/people/staff/directory.ts'
import { DAY_MS, HOUR_MS, plus } from '../lib/dates.ts'
import type { Act } from '../work/act.ts'
import type { DemoTeam } from './team.ts'

interface DemoTask {
  from: string
  to: string
  kind: 'ERRAND' | 'DESIGN_BRIEF' | 'DATA_REQUEST'
  title: string
  description: string
  acceptanceCriteria: string
  /** Days before the present when it was asked, and days after that when it is due. */
  askedDaysAgo: number
  dueInDays: number
  /** Percent, when it was accepted. */
  progress?: number
}

const tasks: readonly DemoTask[] = [
  {
    from: 'operations-lead',
    to: 'designer',
    kind: 'DESIGN_BRIEF',
    title: '双12主会场首页与六款主图',
    description: '风衣、衬衫、保温杯、收纳盒、托特包、地垫各一张，突出满减',
    acceptanceCriteria: '800×800 以上，白底与场景图各一版，放入共享盘',
    askedDaysAgo: 3,
    dueInDays: 5,
    progress: 60,
  },
  {
    from: 'operations-specialist',
    to: 'data-analyst',
    kind: 'DATA_REQUEST',
    title: '近 30 天收纳类目转化率对比',
    description: '按流量来源拆分，和去年同期比',
    acceptanceCriteria: '表格一份，附三条结论',
    askedDaysAgo: 2,
    dueInDays: 3,
    progress: 30,
  },
  {
    from: 'service-lead',
    to: 'service-agent',
    kind: 'ERRAND',
    title: '整理保温杯常见问题话术',
    description: '密封、容量、保温时长、清洗',
    acceptanceCriteria: '不少于 10 条，主管确认后入库',
    askedDaysAgo: 1,
    dueInDays: 2,
  },
  {
    from: 'owner',
    to: 'operations-lead',
    kind: 'ERRAND',
    title: '双12备货与排班方案',
    description: '按去年销量的 1.3 倍估算',
    acceptanceCriteria: '含采购清单、客服排班、仓库加班安排',
    askedDaysAgo: 4,
    dueInDays: 3,
    progress: 80,
  },
  {
    from: 'operations-lead',
    to: 'warehouse-clerk',
    kind: 'ERRAND',
    title: '整理 C 区货架标签',
    description: '部分标签磨损，扫不出来',
    acceptanceCriteria: '每个库位都能一次扫出',
    askedDaysAgo: 1,
    dueInDays: 1,
  },
]

/** What colleagues have asked of each other in the last days. */
export async function askTasks(team: DemoTeam, present: Date): Promise<void> {
  for (const { from, to, askedDaysAgo, dueInDays, progress, ...what } of tasks) {
    const asked = plus(present, -askedDaysAgo * DAY_MS - HOUR_MS)
    const input = { ...what, dueAt: plus(asked, dueInDays * DAY_MS) }
    const { id } = await requestTask(await actOf(team, from, asked), input, { assigneeId: idOf(team, to) })
    if (progress === undefined) continue
    const assignee = await actOf(team, to, plus(asked, 2 * HOUR_MS))
    await moveTask(assignee, await db.task.findUniqueOrThrow({ where: { id } }), 'accept', null)
    await reportProgress(
      { ...assignee, at: plus(asked, 20 * HOUR_MS) },
      await db.task.findUniqueOrThrow({ where: { id } }),
      progress,
      null,
    )
  }
}

async function actOf(team: DemoTeam, number: string, at: Date): Promise<Act> {
  const actor = await directory.actorOf(idOf(team, number))
  if (!actor) throw new Error(`${number} is not in service`)
  return { actor, at }
}

function idOf({ people }: DemoTeam, number: string): number {
  const id = people.get(number)
  if (id === undefined) throw new Error(`${number} is not in the demo team`)
  return id
}
