import type { PersonActor } from '../../../actor.ts'
import { dutyLabels } from '../../../actor.ts'
import { dayOf, formatMinute, minuteOfDay, weekday } from '../../../lib/dates.ts'
import { sumOf } from '../../../lib/groups.ts'
import { boundedCount } from '../../../lib/paging.ts'
import type { Alert, Figure, HomePage, Urgency } from '../../../web/parts.ts'
import { noticeView } from '../notices/pages.ts'
import type { NoticeItem } from '../notices/queries.ts'
import type { Subjects } from '../work-items/pages.ts'
import { itemView, manyView, urgencyOf } from '../work-items/pages.ts'
import type { TeamLoad, Whose, WorkLine } from '../work-items/queries.ts'
import { APART } from '../work-items/queries.ts'

/** What 工作台 is made of. */
export interface HomeData {
  whose: Whose
  lines: readonly WorkLine[]
  subjects: Subjects
  figures: Figure[]
  notices: readonly NoticeItem[]
  team: readonly TeamLoad[]
  /** By when a second factor must be set up, where one is missing. */
  enrolBy: Date | null
  /** Where many records of one noun and kind are dealt with together. */
  listOf(line: WorkLine): string
}

const groupLabels: Record<Urgency, string> = { overdue: '已超时', today: '今天', later: '以后' }
const WEEKDAYS = '一二三四五六日'

/** 工作台: what is overdue, today and later, the position's figures, and notices. */
export function homePage(actor: PersonActor, data: HomeData, now: Date): HomePage {
  const { whose, lines, subjects, figures, notices, team } = data
  const [year, month, day] = dayOf(now).split('-').map(Number)
  return {
    title: '工作台',
    greeting: `${greeting(now)}，${actor.name}`,
    day: `${year}年${month}月${day}日 星期${WEEKDAYS[weekday(dayOf(now)) - 1]} · ${dutyLabels[actor.position]}`,
    ...(data.enrolBy ? { alert: enrolAlert(data.enrolBy) } : {}),
    figures,
    ...(actor.reports.size > 0
      ? {
          tabs: [
            { label: '我的待办', href: '/', active: whose === 'own' },
            { label: '团队待办', href: '/?whose=team', active: whose === 'team' },
          ],
        }
      : {}),
    groups: (['overdue', 'today', 'later'] as const).map((key) => {
      const here = lines.filter(({ dueAt }) => urgencyOf(dueAt, now) === key)
      const count = here[0]?.asUrgent ?? 0
      return {
        key,
        label: groupLabels[key],
        count: boundedCount(count),
        items: here.map((line) =>
          isAlone(line) ? itemView(actor, line, subjects, now) : manyView(line, data.listOf(line), now),
        ),
        ...(count > sumOf(here, standsFor)
          ? { more: whose === 'team' ? '/people/work-items?whose=team' : '/people/work-items' }
          : {}),
      }
    }),
    empty: { title: '没有待办', text: '需要您处理的事情会自动出现在这里。', icon: 'mood-smile' },
    notices: notices.map((notice) => noticeView(notice, now)),
    allNotices: '/people/notices',
    ...(whose === 'team' ? { team: team.map(memberOf) } : {}),
  }
}

function enrolAlert(by: Date): Alert {
  return {
    tone: 'warning',
    title: '请设置二次验证',
    text: `您的岗位能看到和决定很多事情，只有密码不够安全。请在 ${formatMinute(by)} 前设置；到期后须先设置才能继续使用。`,
    action: { label: '现在设置', href: '/second-factor' },
  }
}

/** Whether a line is one item, however many others of its kind stand beside it. */
const isAlone = ({ alike }: WorkLine): boolean => alike <= APART
const standsFor = (line: WorkLine): number => (isAlone(line) ? 1 : line.alike)

function memberOf(load: TeamLoad): NonNullable<HomePage['team']>[number] {
  return {
    name: load.name,
    position: dutyLabels[load.position as keyof typeof dutyLabels],
    initials: load.name.slice(-2),
    open: String(load.open),
    overdue: String(load.overdue),
    late: load.overdue > 0,
    href: `/people/staff/${load.id}`,
  }
}

function greeting(now: Date): string {
  const hour = minuteOfDay(now) / 60
  if (hour < 5) return '夜深了'
  if (hour < 11) return '早上好'
  if (hour < 13) return '中午好'
  return hour < 18 ? '下午好' : '晚上好'
}
