import type { Actor } from '../../../actor.ts'
import { inputMinute } from '../../../lib/dates.ts'
import { formatYuan } from '../../../lib/money.ts'
import { boundedCount } from '../../../lib/paging.ts'
import { withConflict } from '../../../web/conflict.ts'
import { formToken } from '../../../web/form.ts'
import type { ListQuery } from '../../../web/list.ts'
import { deedLink, moveActions, stateBadge } from '../../../web/moves.ts'
import type { FormPage, ListPage, RecordPage } from '../../../web/pages.ts'
import type { Crumb, Field, RowView, Typed } from '../../../web/parts.ts'
import { field, formOf, momentCell } from '../../../web/parts.ts'
import type { Wording } from '../../../web/timeline.ts'
import { timelineOf } from '../../../web/timeline.ts'
import type { HistoryRow } from '../../../work/history.ts'
import { KINDS, kindLabels } from './forms.ts'
import { incidents } from './noun.ts'
import type { IncidentRow } from './queries.ts'
import { STATES } from './queries.ts'

const PATH = '/warehouse/incidents'
const home: Crumb = { label: '仓库异常', href: PATH }
const kinds = KINDS.map((value) => ({ value, label: kindLabels[value] }))

/** The book of incidents. */
export function listPage(query: ListQuery, rows: readonly IncidentRow[], open: number): ListPage {
  const state = query.oneOf('state', STATES)
  const set = query.get('q') ?? query.get('kind')
  return {
    title: '仓库异常',
    breadcrumb: [{ label: '仓库' }, { label: '仓库异常' }],
    head: { title: '仓库异常', text: '破损、丢失、闯入、火情、受伤等都要登记，由运营主管处理。' },
    table: {
      label: '仓库异常',
      path: query.path,
      keep: query.keep('q', 'kind'),
      search: field('q', '搜索', 'search', query.get('q') ?? '', { placeholder: '单号或经过' }),
      filters: [
        field('kind', '类型', 'select', query.get('kind') ?? '', {
          options: [{ value: '', label: '全部' }, ...kinds],
        }),
      ],
      ...(set ? { reset: query.href({ q: undefined, kind: undefined }) } : {}),
      tabs: [
        { label: '全部', href: query.href({ state: undefined }), active: state === undefined },
        ...STATES.map((key) => ({
          label: stateBadge(incidents, key).label,
          href: query.href({ state: key }),
          active: key === state,
          ...(key === 'OPEN' ? { count: boundedCount(open) } : {}),
        })),
      ],
      columns: [
        { key: 'number', label: '单号', fixed: true },
        { key: 'kind', label: '类型' },
        { key: 'occurred', label: '发生时间' },
        { key: 'place', label: '地点' },
        { key: 'description', label: '经过', width: 'wide' },
        { key: 'loss', label: '损失', unit: '元', numeric: true },
        { key: 'reporter', label: '登记人' },
        { key: 'state', label: '状态' },
      ],
      rows: rows.map(rowOf),
      create: { label: '登记异常', href: `${PATH}/new` },
      empty: { title: '没有异常记录', text: '仓库里发生的异常在这里登记，运营主管会收到待办。' },
    },
  }
}

function rowOf(incident: IncidentRow): RowView {
  return {
    id: String(incident.id),
    label: incident.number,
    cells: {
      number: { text: incident.number, href: `${PATH}/${incident.id}`, mono: true },
      kind: kindLabels[incident.kind],
      occurred: momentCell(incident.occurredAt),
      place: incident.place ?? '',
      description: incident.description,
      loss: incident.lossFen === null ? '' : formatYuan(incident.lossFen),
      reporter: incident.reporterName,
      state: { text: '', badge: stateBadge(incidents, incident.state) },
    },
  }
}

function fieldsOf(now: Date, incident?: IncidentRow): Field[] {
  const loss = incident?.lossFen ?? null
  return [
    field('kind', '类型', 'select', incident?.kind ?? '', {
      required: true,
      options: [{ value: '', label: '请选择' }, ...kinds],
      width: 'half',
    }),
    field('occurredAt', '发生时间', 'datetime', inputMinute(incident?.occurredAt ?? now), {
      required: true,
      width: 'half',
    }),
    field('place', '地点', 'text', incident?.place ?? '', {
      maxLength: 60,
      hint: '库区、库位或设备',
      width: 'half',
    }),
    field('lossFen', '损失（元）', 'money', loss === null ? '' : formatYuan(loss), {
      hint: '还不清楚可以不填',
      width: 'half',
    }),
    field('description', '经过', 'textarea', incident?.description ?? '', {
      required: true,
      rows: 6,
      maxLength: 2000,
    }),
  ]
}

/** The form for a new incident. */
export function newPage(now: Date, typed?: Typed): FormPage {
  const form = { action: PATH, submit: '登记', cancel: PATH, token: formToken(), fields: fieldsOf(now) }
  return {
    title: '登记异常',
    breadcrumb: [home, { label: '登记' }],
    head: { title: '登记异常', text: '先处理险情，再登记。' },
    form: formOf(form, typed),
  }
}

/** The form to put an incident right. With `typed` after a conflict, both versions are shown. */
export function editPage(incident: IncidentRow, now: Date, typed?: Typed, conflict = false): FormPage {
  const path = `${PATH}/${incident.id}`
  const fields = fieldsOf(now, incident)
  const form = formOf(
    { action: path, submit: '保存', cancel: path, token: formToken(), version: incident.version, fields },
    typed,
  )
  return {
    title: `修改 ${incident.number}`,
    breadcrumb: [home, { label: incident.number, href: path }, { label: '修改' }],
    head: { title: '修改异常', text: incident.number },
    form: conflict ? withConflict(form, fields) : form,
  }
}

/** History keeps fen; people read yuan. */
const wording: Wording = {
  lossFen: (fen) => (typeof fen === 'number' ? `${formatYuan(fen)} 元` : ''),
}

/** An incident with its history. */
export function showPage(actor: Actor, incident: IncidentRow, history: readonly HistoryRow[]): RecordPage {
  return {
    title: `仓库异常 ${incident.number}`,
    breadcrumb: [home, { label: incident.number }],
    head: {
      title: '仓库异常',
      number: incident.number,
      state: stateBadge(incidents, incident.state),
      actions: [
        ...moveActions(incidents, actor, incident),
        deedLink(incidents, actor, incident, 'edit', `${PATH}/${incident.id}/edit`),
      ],
      facts: [
        { label: '类型', value: kindLabels[incident.kind] },
        { label: '发生时间', value: momentCell(incident.occurredAt) },
        { label: '地点', value: incident.place ?? '' },
        { label: '损失', value: incident.lossFen === null ? '' : `${formatYuan(incident.lossFen)} 元` },
        { label: '登记人', value: incident.reporterName },
      ],
    },
    facts: [{ title: '经过', facts: [{ label: '经过', value: incident.description, wide: true }] }],
    timeline: timelineOf(incidents, history, wording),
  }
}
