import type { Actor } from '../../../actor.ts'
import { dutyLabels } from '../../../actor.ts'
import { relative } from '../../../lib/date-words.ts'
import { addDays, dayOf, formatMinute, moment } from '../../../lib/dates.ts'
import { formToken } from '../../../web/form.ts'
import type { ListQuery } from '../../../web/list.ts'
import { moveActions, stateBadge } from '../../../web/moves.ts'
import type { ListPage } from '../../../web/pages.ts'
import type { Action, Field, Option, Urgency, WorkItemRow as ItemView } from '../../../web/parts.ts'
import { field } from '../../../web/parts.ts'
import { house, nounOf } from '../../../work/house.ts'
import type { Subject } from '../../../work/nouns.ts'
import { allowed } from '../../../work/nouns.ts'
import { workItems } from './noun.ts'
import type { Whose, WorkItemRow, WorkLine } from './queries.ts'

/** The records that items are about, by noun and id, as far as the actor sees them. */
export type Subjects = ReadonlyMap<string, Subject & { state: string }>

export function subjectKey(item: { noun: string; subjectId: number }): string {
  return `${item.noun}/${item.subjectId}`
}

/** Overdue, due today (Shanghai), or later. */
export function urgencyOf(dueAt: Date | null, now: Date): Urgency {
  if (!dueAt) return 'later'
  if (dueAt < now) return 'overdue'
  return dueAt < moment(addDays(dayOf(now), 1)) ? 'today' : 'later'
}

/** An item as it stands in 今日待办: with the moves of its record that the actor may make right here. */
export function itemView(actor: Actor, item: WorkItemRow, subjects: Subjects, now: Date): ItemView {
  const subject = subjects.get(subjectKey(item))
  const noun = nounOf(item.noun)
  return {
    title: item.title,
    href: `/${item.noun}/${item.subjectId}`,
    noun: noun?.label ?? item.noun,
    due: dueWords(item, now),
    urgency: urgencyOf(item.dueAt, now),
    owner: ownerWords(item),
    ...(subject && noun ? { state: stateBadge(noun, subject.state) } : {}),
    actions: actionsOf(actor, item, subject),
  }
}

/** Many items alike as one line of 今日待办, which leads to where they can be dealt with together. */
export function manyView(line: WorkLine, list: string, now: Date): ItemView {
  const noun = nounOf(line.noun)
  const state = noun?.workflow?.states[line.kind]?.label
  return {
    title: state ? `${state} ${line.alike} 件` : `${line.title} 等 ${line.alike} 件`,
    href: list,
    noun: noun?.label ?? line.noun,
    due: dueWords(line, now),
    urgency: urgencyOf(line.dueAt, now),
    owner: ownerWords(line),
    actions: [{ label: '查看', href: list }],
  }
}

function dueWords({ dueAt }: WorkItemRow, now: Date): string {
  return dueAt ? relative(dueAt, now) : '无期限'
}

function ownerWords({ ownerName, duty }: WorkItemRow): string | undefined {
  return ownerName ?? (duty ? `${dutyLabels[duty]}（待接手）` : undefined)
}

function actionsOf(
  actor: Actor,
  item: WorkItemRow,
  subject: (Subject & { state: string }) | undefined,
): Action[] {
  const noun = nounOf(item.noun)
  const own: Action[] = (['claim', 'urge'] as const)
    .filter((deed) => allowed(workItems, actor, deed, item))
    .map((deed) => ({
      label: workItems.deeds[deed] ?? deed,
      post: `/people/work-items/${item.id}/${deed}`,
      token: formToken(),
    }))
  const moves =
    subject && noun
      ? moveActions(noun, actor, subject).filter((action) => !('disabledBecause' in action))
      : []
  return [...moves.filter((action) => !('tone' in action) || action.tone !== 'danger'), ...own]
}

/** What the list can be narrowed down to: what is overdue, or due by the end of today. */
export const DUE = ['overdue', 'today'] as const

/** The moment before which items must be due to be shown; undefined for all. */
export function dueBefore(due: (typeof DUE)[number] | undefined, now: Date): Date | undefined {
  if (due === undefined) return undefined
  return due === 'overdue' ? now : moment(addDays(dayOf(now), 1))
}

/** What the list of items shows. */
export interface Listed {
  readonly whose: Whose
  readonly shops: Option[]
  readonly now: Date
}

const FILTERS = ['q', 'noun', 'shop', 'due'] as const

/** The whole list of open items, one's own or the team's. */
export function listPage(
  actor: Actor,
  query: ListQuery,
  rows: readonly WorkItemRow[],
  { whose, shops, now }: Listed,
): ListPage {
  const leads = actor.kind !== 'system' && actor.reports.size > 0
  const filtered = FILTERS.some((name) => query.get(name))
  const select = (name: string, label: string, options: Option[]): Field =>
    field(name, label, 'select', query.get(name) ?? '', { options, placeholder: '全部' })
  return {
    title: '待办',
    breadcrumb: [{ label: '人员' }, { label: '待办' }],
    head: { title: '待办', text: '全部未办事项，最急的在最前。' },
    table: {
      label: '待办',
      path: query.path,
      keep: query.keep(...FILTERS),
      search: field('q', '搜索', 'search', query.get('q') ?? '', { placeholder: '事项' }),
      filters: [
        select('due', '期限', [
          { value: 'overdue', label: '已超时' },
          { value: 'today', label: '今天到期或已超时' },
        ]),
        select('noun', '类别', kinds()),
        select('shop', '店铺', shops),
      ],
      ...(filtered
        ? { reset: query.href(Object.fromEntries(FILTERS.map((name) => [name, undefined]))) }
        : {}),
      ...(leads
        ? {
            tabs: [
              { label: '我的', href: query.href({ whose: undefined }), active: whose === 'own' },
              { label: '团队', href: query.href({ whose: 'team' }), active: whose === 'team' },
            ],
          }
        : {}),
      columns: [
        { key: 'title', label: '事项', width: 'wide', fixed: true },
        { key: 'noun', label: '类别' },
        { key: 'owner', label: '办理人' },
        { key: 'opened', label: '开始' },
        { key: 'due', label: '期限' },
      ],
      rows: rows.map((item) => {
        const view = itemView(actor, item, new Map(), now)
        return {
          id: String(item.id),
          cells: {
            title: { text: item.title, href: view.href },
            noun: view.noun,
            owner: view.owner ?? '',
            opened: formatMinute(item.openedAt),
            due: {
              text: view.due,
              ...(item.dueAt ? { title: formatMinute(item.dueAt) } : {}),
              tone: view.urgency === 'overdue' ? 'danger' : 'neutral',
            },
          },
          actions: view.actions,
        }
      }),
      empty: filtered
        ? { title: '没有符合条件的待办', text: '换一个搜索词，或去掉筛选条件。' }
        : { title: '没有待办', text: '需要您处理的事情会自动出现在这里。' },
    },
  }
}

/** The kinds of records that oblige somebody. */
function kinds(): Option[] {
  return house()
    .nouns.filter(({ workflow }) => Object.values(workflow?.states ?? {}).some(({ owner }) => owner))
    .map(({ key, label }) => ({ value: key, label }))
}
