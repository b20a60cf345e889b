import type { Actor } from '../../../actor.ts'
import { formToken } from '../../../web/form.ts'
import { deedLink } from '../../../web/moves.ts'
import type { ListPage } from '../../../web/pages.ts'
import type { Crumb, FormView, Page, PageHead, RowView, Timeline, Typed } from '../../../web/parts.ts'
import { field, formOf } from '../../../web/parts.ts'
import { timelineOf } from '../../../web/timeline.ts'
import type { HistoryRow } from '../../../work/history.ts'
import { parameters } from './noun.ts'
import type { ParameterRow } from './queries.ts'

const home: Crumb = { label: '规则参数', href: '/people/parameters' }

/** All numbers with their value, unit and default. */
export function listPage(actor: Actor, rows: readonly ParameterRow[]): ListPage {
  return {
    title: '规则参数',
    breadcrumb: [{ label: '人员' }, { label: '规则参数' }],
    head: { title: '规则参数', text: '期限、阈值等规则里的数字。修改后立即生效，只影响以后的事情。' },
    table: {
      label: '规则参数',
      columns: [
        { key: 'label', label: '参数', width: 'wide' },
        { key: 'value', label: '数值', numeric: true },
        { key: 'unit', label: '单位' },
        { key: 'default', label: '默认值', numeric: true },
        { key: 'bounds', label: '范围' },
      ],
      rows: rows.map((row) => rowOf(actor, row)),
      empty: { title: '没有可以修改的参数', text: '各模块需要调整的数字会列在这里。' },
    },
  }
}

function rowOf(actor: Actor, { definition, value }: ParameterRow): RowView {
  const { key, label, unit, default: usual, min, max, hint } = definition
  return {
    id: key,
    label,
    cells: {
      label: { text: label, ...(hint ? { sub: hint } : {}) },
      value:
        value === usual ? String(value) : { text: String(value), badge: { label: '已修改', tone: 'info' } },
      unit,
      default: String(usual),
      bounds: `${min}～${max}`,
    },
    actions: [deedLink(parameters, actor, null, 'edit', `/people/parameters/${key}/edit`)],
  }
}

/** The form of one, with its history: `views/people/parameters/edit`. */
export interface EditPage extends Page {
  head: PageHead
  form: FormView
  timeline: Timeline
}

export function editPage(
  { definition, value, version }: ParameterRow,
  history: HistoryRow[],
  typed?: Typed,
): EditPage {
  const { key, label, unit, default: usual, min, max, hint } = definition
  return {
    title: `修改参数 ${label}`,
    breadcrumb: [home, { label }],
    head: { title: label, ...(hint ? { text: hint } : {}) },
    form: formOf(
      {
        action: `/people/parameters/${key}`,
        submit: '保存',
        cancel: '/people/parameters',
        token: formToken(),
        version,
        fields: [
          field('value', label, 'number', String(value), {
            required: true,
            min: String(min),
            max: String(max),
            unit,
            hint: `默认 ${usual}，可以是 ${min} 到 ${max}`,
            width: 'third',
          }),
          field('remark', '修改原因', 'textarea', '', { maxLength: 500, rows: 2 }),
        ],
      },
      typed,
    ),
    timeline: timelineOf(parameters, history),
  }
}
