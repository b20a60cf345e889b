import type { Actor } from '../../../actor.ts'
import { DUTIES, dutyLabels } from '../../../actor.ts'
import { relative } from '../../../lib/date-words.ts'
import { formatMinute, inputMinute } from '../../../lib/dates.ts'
import { boundedCount } from '../../../lib/paging.ts'
import { withConflict } from '../../../web/conflict.ts'
import { formToken } from '../../../web/form.ts'
import type { ListQuery } from '../../../web/list.ts'
import { deedLink, moveActions, stateBadge } from '../../../web/moves.ts'
import type { FormPage, ListPage, RecordPage } from '../../../web/pages.ts'
import type { Crumb, Field, Option, RowView, Typed } from '../../../web/parts.ts'
import { field, formOf } from '../../../web/parts.ts'
import { timelineOf } from '../../../web/timeline.ts'
import type { HistoryRow } from '../../../work/history.ts'
import { KINDS, kindLabels } from './forms.ts'
import { tasks } from './noun.ts'
import type { Part, TaskRow } from './queries.ts'
import { PARTS } from './queries.ts'

const partLabels: Record<Part, string> = {
  mine: '我承办的',
  requested: '我交办的',
  open: '全部进行中',
  ended: '已结束',
}
const home: Crumb = { label: '任务与需求', href: '/people/tasks' }
const kinds: Option[] = KINDS.map((value) => ({ value, label: kindLabels[value] }))

/** Who can be asked. */
export interface Choices {
  people: Option[]
  shops: Option[]
}

/** The list with its tabs, filters and paging. */
export function listPage(
  query: ListQuery,
  rows: readonly TaskRow[],
  counts: Record<Part, number>,
  now: Date,
): ListPage {
  const part = query.oneOf('part', PARTS) ?? 'mine'
  return {
    title: '任务与需求',
    breadcrumb: [{ label: '人员' }, { label: '任务与需求' }],
    head: { title: '任务与需求', text: '交办给同事或岗位的事情，从接受到验收。' },
    table: {
      label: '任务',
      path: query.path,
      keep: query.keep('q', 'kind'),
      search: field('q', '搜索', 'search', query.get('q') ?? '', { placeholder: '编号或标题' }),
      filters: [
        field('kind', '类型', 'select', query.get('kind') ?? '', {
          options: [{ value: '', label: '全部' }, ...kinds],
        }),
      ],
      ...(query.get('q') || query.get('kind')
        ? { reset: query.href({ q: undefined, kind: undefined }) }
        : {}),
      tabs: PARTS.map((key) => ({
        label: partLabels[key],
        href: query.href({ part: key }),
        count: boundedCount(counts[key]),
        active: key === part,
      })),
      columns: [
        { key: 'number', label: '编号', fixed: true },
        { key: 'title', label: '标题', width: 'wide' },
        { key: 'kind', label: '类型' },
        { key: 'requester', label: '交办人' },
        { key: 'assignee', label: '承办' },
        { key: 'due', label: '期限' },
        { key: 'progress', label: '进度', unit: '%', numeric: true },
        { key: 'state', label: '状态' },
      ],
      rows: rows.map((task) => rowOf(task, now)),
      create: { label: '交办', href: '/people/tasks/new' },
      empty: emptyOf(part),
    },
  }
}

function rowOf(task: TaskRow, now: Date): RowView {
  return {
    id: String(task.id),
    label: task.title,
    cells: {
      number: { text: task.number, href: `/people/tasks/${task.id}`, mono: true },
      title: { text: task.title, href: `/people/tasks/${task.id}` },
      kind: kindLabels[task.kind],
      requester: task.requesterName,
      assignee: assigneeOf(task),
      due: dueCell(task, now),
      progress: String(task.progress),
      state: { text: '', badge: stateBadge(tasks, task.state) },
    },
  }
}

function dueCell(task: TaskRow, now: Date): RowView['cells'][string] {
  const over = task.dueAt < now && !['ACCEPTED', 'DECLINED', 'WITHDRAWN'].includes(task.state)
  return {
    text: over ? relative(task.dueAt, now) : formatMinute(task.dueAt),
    time: task.dueAt.toISOString(),
    title: formatMinute(task.dueAt),
    ...(over ? { tone: 'danger' as const } : {}),
  }
}

function assigneeOf(task: TaskRow): string {
  if (task.assigneeName) return task.assigneeName
  const duty = task.duty ? dutyLabels[task.duty] : ''
  return task.shopName ? `${duty}（${task.shopName}）` : duty
}

function emptyOf(part: Part): ListPage['table']['empty'] {
  if (part === 'ended') return { title: '还没有结束的任务', text: '完成、拒绝或撤回的任务会留在这里。' }
  return {
    title: part === 'mine' ? '没有要您办的任务' : '没有进行中的任务',
    text: '需要同事帮忙时，写清要什么、何时要、怎样算完成，交办给人或岗位。',
    action: { label: '交办', href: '/people/tasks/new', tone: 'primary' },
  }
}

/** The form to ask somebody. */
export function newPage(choices: Choices, typed?: Typed): FormPage {
  return {
    title: '交办任务',
    breadcrumb: [home, { label: '交办' }],
    head: { title: '交办任务', text: '交给一位同事，或交给一个岗位，由其中一人接受。' },
    form: formOf(
      {
        action: '/people/tasks',
        submit: '交办',
        cancel: '/people/tasks',
        token: formToken(),
        fields: [
          ...whatFields(),
          field('assigneeId', '承办人', 'select', '', {
            options: [{ value: '', label: '不指定个人' }, ...choices.people],
            hint: '与承办岗位二选一',
            width: 'third',
          }),
          field('duty', '承办岗位', 'select', '', {
            options: [
              { value: '', label: '不指定岗位' },
              ...DUTIES.map((value) => ({ value, label: dutyLabels[value] })),
            ],
            width: 'third',
          }),
          field('shopId', '店铺', 'select', '', {
            options: [{ value: '', label: '不限店铺' }, ...choices.shops],
            hint: '只在交给岗位时有用',
            width: 'third',
          }),
        ],
      },
      typed,
    ),
  }
}

/** The form to change what was asked. With `typed` after a conflict, both versions are shown. */
export function editPage(task: TaskRow, typed?: Typed, conflict = false): FormPage {
  const form = formOf(
    {
      action: `/people/tasks/${task.id}`,
      submit: '保存',
      cancel: `/people/tasks/${task.id}`,
      token: formToken(),
      version: task.version,
      fields: whatFields(task),
    },
    typed,
  )
  return {
    title: `修改 ${task.number}`,
    breadcrumb: [home, { label: task.number, href: `/people/tasks/${task.id}` }, { label: '修改' }],
    head: { title: '修改任务', text: task.title },
    form: conflict ? withConflict(form, whatFields(task)) : form,
  }
}

function whatFields(task?: TaskRow): Field[] {
  return [
    field('title', '标题', 'text', task?.title ?? '', { required: true, maxLength: 100, width: 'full' }),
    field('kind', '类型', 'select', task?.kind ?? 'ERRAND', {
      required: true,
      options: kinds,
      width: 'half',
    }),
    field('dueAt', '期限', 'datetime', task ? inputMinute(task.dueAt) : '', {
      required: true,
      width: 'half',
    }),
    field('description', '说明', 'textarea', task?.description ?? '', { required: true, maxLength: 5000 }),
    field('acceptanceCriteria', '验收标准', 'textarea', task?.acceptanceCriteria ?? '', {
      required: true,
      maxLength: 2000,
      hint: '交付到什么样算完成',
      rows: 3,
    }),
  ]
}

/** A task with its facts, what can be done, and its history. */
export function showPage(actor: Actor, task: TaskRow, history: HistoryRow[], now: Date): RecordPage {
  const path = `/people/tasks/${task.id}`
  const actions = [
    ...moveActions(tasks, actor, task),
    ...(task.state === 'IN_PROGRESS' ? [deedLink(tasks, actor, task, 'progress', `${path}/progress`)] : []),
    ...(['REQUESTED', 'IN_PROGRESS'].includes(task.state)
      ? [deedLink(tasks, actor, task, 'edit', `${path}/edit`)]
      : []),
  ]
  return {
    title: task.title,
    breadcrumb: [home, { label: task.number }],
    head: {
      title: task.title,
      number: task.number,
      state: stateBadge(tasks, task.state),
      actions,
      facts: [
        { label: '类型', value: kindLabels[task.kind] },
        { label: '交办人', value: task.requesterName },
        { label: '承办', value: assigneeOf(task) },
        { label: '期限', value: dueCell(task, now) },
        { label: '进度', value: `${task.progress}%` },
      ],
    },
    facts: [
      {
        title: '内容',
        facts: [
          { label: '说明', value: task.description, wide: true },
          { label: '验收标准', value: task.acceptanceCriteria, wide: true },
          ...(task.result ? [{ label: '交付内容', value: task.result, wide: true }] : []),
        ],
      },
    ],
    timeline: timelineOf(tasks, history, { progress: (value) => `${Number(value)}%` }),
  }
}

/** The assignee's short forms: progress and delivery. */
export function progressPage(task: TaskRow, typed?: Typed): FormPage {
  return shortForm(task, '汇报进度', 'progress', typed, [
    field('progress', '进度', 'number', String(task.progress), {
      required: true,
      min: '0',
      max: '100',
      unit: '%',
      width: 'third',
    }),
    field('remark', '说明', 'textarea', '', { maxLength: 1000, rows: 3 }),
  ])
}

export function deliverPage(task: TaskRow, typed?: Typed): FormPage {
  return shortForm(task, '交付', 'deliver', typed, [
    field('result', '交付内容', 'textarea', task.result ?? '', {
      required: true,
      maxLength: 5000,
      hint: '交付了什么、放在哪里、与验收标准对照',
    }),
  ])
}

function shortForm(
  task: TaskRow,
  label: string,
  path: string,
  typed: Typed | undefined,
  fields: Field[],
): FormPage {
  const record = `/people/tasks/${task.id}`
  return {
    title: `${label} ${task.number}`,
    breadcrumb: [home, { label: task.number, href: record }, { label }],
    head: { title: label, text: task.title },
    facts: { facts: [{ label: '验收标准', value: task.acceptanceCriteria, wide: true }] },
    form: formOf(
      {
        action: `${record}/${path}`,
        submit: label,
        cancel: record,
        token: formToken(),
        version: task.version,
        fields,
      },
      typed,
    ),
  }
}
