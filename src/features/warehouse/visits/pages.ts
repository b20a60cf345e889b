import type { Actor } from '../../../actor.ts'
import { inputMinute } from '../../../lib/dates.ts'
import { boundedCount } from '../../../lib/paging.ts'
import { withConflict } from '../../../web/conflict.ts'
import { formToken } from '../../../web/form.ts'
import type { ListQuery } from '../../../web/list.ts'
import { deedLink, moveActions, stateBadge } from '../../../web/moves.ts'
import type { FormPage, ListPage, RecordPage } from '../../../web/pages.ts'
import type { Crumb, Field, Option, RowView, Typed } from '../../../web/parts.ts'
import { field, formOf, momentCell } from '../../../web/parts.ts'
import { timelineOf } from '../../../web/timeline.ts'
import type { HistoryRow } from '../../../work/history.ts'
import { whyNot } from '../../../work/nouns.ts'
import { visits } from './noun.ts'
import type { VisitRow } from './queries.ts'
import { STATES } from './queries.ts'

const PATH = '/warehouse/visits'
const home: Crumb = { label: '来访登记', href: PATH }

/** The book of visitors. */
export function listPage(
  actor: Actor,
  query: ListQuery,
  rows: readonly VisitRow[],
  inside: number,
): ListPage {
  const state = query.oneOf('state', STATES)
  const why = whyNot(visits, actor, 'create', null)
  return {
    title: '来访登记',
    breadcrumb: [{ label: '仓库' }, { label: '来访登记' }],
    head: { title: '来访登记', text: '非仓库人员进入仓库要登记，离开时注明。' },
    table: {
      label: '来访登记',
      path: query.path,
      keep: query.keep('q'),
      search: field('q', '搜索', 'search', query.get('q') ?? '', { placeholder: '单号、来访人或单位' }),
      ...(query.get('q') ? { reset: query.href({ q: undefined }) } : {}),
      tabs: [
        { label: '全部', href: query.href({ state: undefined }), active: state === undefined },
        ...STATES.map((key) => ({
          label: stateBadge(visits, key).label,
          href: query.href({ state: key }),
          active: key === state,
          ...(key === 'INSIDE' ? { count: boundedCount(inside) } : {}),
        })),
      ],
      columns: [
        { key: 'number', label: '单号', fixed: true },
        { key: 'visitor', label: '来访人' },
        { key: 'purpose', label: '事由', width: 'wide' },
        { key: 'host', label: '接待人' },
        { key: 'entered', label: '进入时间' },
        { key: 'left', label: '离开时间' },
        { key: 'state', label: '状态' },
      ],
      rows: rows.map(rowOf),
      create: why ? { label: '登记来访', disabledBecause: why } : { label: '登记来访', href: `${PATH}/new` },
      empty: { title: '没有来访记录', text: '供应商、快递员、维修人员等进入仓库时在这里登记。' },
    },
  }
}

function rowOf(visit: VisitRow): RowView {
  return {
    id: String(visit.id),
    label: visit.number,
    cells: {
      number: { text: visit.number, href: `${PATH}/${visit.id}`, mono: true },
      visitor: visit.organization ? { text: visit.visitor, sub: visit.organization } : visit.visitor,
      purpose: visit.purpose,
      host: visit.hostName,
      entered: momentCell(visit.enteredAt),
      left: visit.leftAt ? momentCell(visit.leftAt) : '',
      state: { text: '', badge: stateBadge(visits, visit.state) },
    },
  }
}

/** What a form about a visit knows. */
interface FormInput {
  readonly hosts: Option[]
  readonly now: Date
}

function fieldsOf({ hosts, now }: FormInput, visit?: VisitRow): Field[] {
  return [
    field('visitor', '来访人', 'text', visit?.visitor ?? '', {
      required: true,
      maxLength: 60,
      width: 'half',
    }),
    field('organization', '单位', 'text', visit?.organization ?? '', { maxLength: 60, width: 'half' }),
    field('purpose', '事由', 'text', visit?.purpose ?? '', { required: true, maxLength: 200 }),
    field('hostId', '接待人', 'select', visit ? String(visit.hostId) : '', {
      required: true,
      options: [{ value: '', label: '请选择' }, ...hosts],
      hint: '全程陪同来访人员',
      width: 'half',
    }),
    field('enteredAt', '进入时间', 'datetime', inputMinute(visit?.enteredAt ?? now), {
      required: true,
      width: 'half',
    }),
  ]
}

/** The form for a new visit. */
export function newPage(input: FormInput, typed?: Typed): FormPage {
  const fields = fieldsOf(input)
  return {
    title: '登记来访',
    breadcrumb: [home, { label: '登记' }],
    head: { title: '登记来访' },
    form: formOf({ action: PATH, submit: '登记', cancel: PATH, token: formToken(), fields }, typed),
  }
}

/** The form to put a visit right. With `typed` after a conflict, both versions are shown. */
export function editPage(visit: VisitRow, input: FormInput, typed?: Typed, conflict = false): FormPage {
  const path = `${PATH}/${visit.id}`
  const fields = fieldsOf(input, visit)
  const form = formOf(
    { action: path, submit: '保存', cancel: path, token: formToken(), version: visit.version, fields },
    typed,
  )
  return {
    title: `修改 ${visit.number}`,
    breadcrumb: [home, { label: visit.number, href: path }, { label: '修改' }],
    head: { title: '修改来访登记', text: visit.number },
    form: conflict ? withConflict(form, fields) : form,
  }
}

/** A visit with its history. */
export function showPage(actor: Actor, visit: VisitRow, history: readonly HistoryRow[]): RecordPage {
  return {
    title: `来访 ${visit.number}`,
    breadcrumb: [home, { label: visit.number }],
    head: {
      title: '来访登记',
      number: visit.number,
      state: stateBadge(visits, visit.state),
      actions: [
        ...moveActions(visits, actor, visit),
        deedLink(visits, actor, visit, 'edit', `${PATH}/${visit.id}/edit`),
      ],
      facts: [
        { label: '来访人', value: visit.visitor },
        { label: '单位', value: visit.organization ?? '' },
        { label: '接待人', value: visit.hostName },
        { label: '进入时间', value: momentCell(visit.enteredAt) },
        { label: '离开时间', value: visit.leftAt ? momentCell(visit.leftAt) : '' },
      ],
    },
    facts: [{ title: '来访', facts: [{ label: '事由', value: visit.purpose, wide: true }] }],
    timeline: timelineOf(visits, history),
  }
}
