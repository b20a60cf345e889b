import type { Actor } from '../../../actor.ts'
import { withConflict } from '../../../web/conflict.ts'
import { formToken } from '../../../web/form.ts'
import type { ListQuery } from '../../../web/list.ts'
import { deedLink } from '../../../web/moves.ts'
import type { FormPage, ListPage, RecordPage } from '../../../web/pages.ts'
import type { Crumb, Typed } from '../../../web/parts.ts'
import { field, formOf } from '../../../web/parts.ts'
import { timelineOf } from '../../../web/timeline.ts'
import type { HistoryRow } from '../../../work/history.ts'
import { MONTHS } from './forms.ts'
import { seasons } from './noun.ts'
import type { Season } from './policy.ts'

const home: Crumb = { label: '季节系数', href: '/warehouse/seasons' }
const nameOf = (index: number): string => `${index + 1} 月`

/** The classes of goods with their months. */
export function listPage(query: ListQuery, rows: readonly Season[]): ListPage {
  return {
    title: '季节系数',
    breadcrumb: [{ label: '仓库' }, { label: '季节系数' }],
    head: {
      title: '季节系数',
      text: '每个品类各月的日均销量是全年平均的百分之几。由满一年以上的销售算出（最多三年），也可以自己设定；不足一年按 100%。',
    },
    table: {
      label: '季节系数',
      path: query.path,
      columns: [
        { key: 'category', label: '品类', fixed: true },
        { key: 'source', label: '来源' },
        ...MONTHS.map((key, i) => ({ key, label: nameOf(i), unit: '%', numeric: true })),
      ],
      rows: rows.map((row) => ({
        id: String(row.id),
        label: row.category,
        cells: {
          category: { text: row.category, href: `/warehouse/seasons/${row.id}` },
          source: { text: '', badge: sourceOf(row) },
          ...Object.fromEntries(MONTHS.map((key, i) => [key, String(indexOf(row, i))])),
        },
      })),
      empty: { title: '还没有品类', text: '货品填了品类、算过一次补货之后，会列在这里。' },
    },
  }
}

const indexOf = ({ percents, calculated }: Season, i: number): number => percents[i] ?? calculated[i] ?? 100

function sourceOf({ percents, calculated }: Season): { label: string; tone: 'info' | 'success' | 'neutral' } {
  if (percents.length > 0) return { label: '人工设定', tone: 'info' }
  return calculated.length > 0
    ? { label: '按往年销售', tone: 'success' }
    : { label: '不足一年', tone: 'neutral' }
}

/** A class of goods with both: what counts and what the past tells. */
export function showPage(actor: Actor, row: Season, history: readonly HistoryRow[]): RecordPage {
  return {
    title: `季节系数 ${row.category}`,
    breadcrumb: [home, { label: row.category }],
    head: {
      title: `季节系数 ${row.category}`,
      state: sourceOf(row),
      actions: [deedLink(seasons, actor, row, 'edit', `/warehouse/seasons/${row.id}/edit`)],
      facts: [],
    },
    tables: [
      {
        id: 'months',
        title: '各月',
        label: '各月',
        columns: [
          { key: 'month', label: '月份' },
          { key: 'used', label: '使用', unit: '%', numeric: true },
          { key: 'calculated', label: '按往年销售', unit: '%', numeric: true },
        ],
        rows: MONTHS.map((key, i) => ({
          id: key,
          label: nameOf(i),
          cells: {
            month: nameOf(i),
            used: String(indexOf(row, i)),
            calculated: row.calculated[i]?.toString() ?? '',
          },
        })),
        empty: { title: '', text: '' },
      },
    ],
    timeline: timelineOf(seasons, history, {
      percents: (value) => (Array.isArray(value) && value.length > 0 ? value.join(' ') : '按往年销售'),
    }),
  }
}

/** The form of a class's months. With `typed` after a conflict, both versions are shown. */
export function editPage(row: Season, typed?: Typed, conflict = false): FormPage {
  const path = `/warehouse/seasons/${row.id}`
  const fields = MONTHS.map((name, i) =>
    field(name, nameOf(i), 'number', row.percents[i]?.toString() ?? '', {
      min: '1',
      max: '400',
      unit: '%',
      width: 'third',
      placeholder: String(row.calculated[i] ?? 100),
    }),
  )
  const form = formOf(
    { action: path, submit: '保存', cancel: path, token: formToken(), version: row.version, fields },
    typed,
  )
  return {
    title: `修改季节系数 ${row.category}`,
    breadcrumb: [home, { label: row.category, href: path }, { label: '修改' }],
    head: { title: '修改季节系数', text: `${row.category}。全部留空，就按往年销售计算。` },
    form: conflict ? withConflict(form, fields) : form,
  }
}
