import type { Actor } from '../../../actor.ts'
import { boundedCount } from '../../../lib/paging.ts'
import { formToken } from '../../../web/form.ts'
import type { ListQuery } from '../../../web/list.ts'
import { stateBadge } from '../../../web/moves.ts'
import type { FormPage, ListPage } from '../../../web/pages.ts'
import type { Crumb, RowView, Typed } from '../../../web/parts.ts'
import { field, formOf, momentCell } from '../../../web/parts.ts'
import { whyNot } from '../../../work/nouns.ts'
import { counts } from './noun.ts'
import type { Count } from './policy.ts'
import type { CountRow } from './queries.ts'
import { STATES } from './queries.ts'
import { SCOPES, scopeLabels } from './words.ts'

/** The list as the first crumb. */
export const home: Crumb = { label: '盘点', href: '/warehouse/counts' }

/** The list with its tabs and search. */
export function listPage(
  actor: Actor,
  query: ListQuery,
  rows: readonly CountRow[],
  parts: Record<Count['state'], number>,
): ListPage {
  const state = query.oneOf('state', STATES)
  const why = whyNot(counts, actor, 'create', null)
  return {
    title: '盘点',
    breadcrumb: [{ label: '仓库' }, { label: '盘点' }],
    head: {
      title: '盘点',
      text: '盲盘：盘点人看不到账面数。有差异的换人复盘，主管复核后过账。盘点期间照常收发货。',
      actions: [
        { label: '该盘的库位', href: '/warehouse/counts/locations', icon: 'map-pin-search' },
        { label: '准确率', href: '/warehouse/counts/accuracy', icon: 'target' },
      ],
    },
    table: {
      label: '盘点单',
      path: query.path,
      keep: query.keep('q'),
      search: field('q', '搜索', 'search', query.get('q') ?? '', { placeholder: '盘点单号或库位编码' }),
      ...(query.get('q') ? { reset: query.href({ q: undefined }) } : {}),
      tabs: [
        { label: '全部', href: query.href({ state: undefined }), active: state === undefined },
        ...STATES.map((key) => ({
          label: stateBadge(counts, key).label,
          href: query.href({ state: key }),
          count: boundedCount(parts[key]),
          active: key === state,
        })),
      ],
      columns: [
        { key: 'number', label: '盘点单', fixed: true },
        { key: 'scope', label: '范围', width: 'wide' },
        { key: 'places', label: '已盘库位', unit: '个', numeric: true },
        { key: 'counters', label: '盘点人' },
        { key: 'planner', label: '制单人' },
        { key: 'created', label: '新建时间' },
        { key: 'due', label: '截止时间' },
        { key: 'state', label: '状态' },
      ],
      rows: rows.map(rowOf),
      create: why
        ? { label: '新建盘点', disabledBecause: why }
        : { label: '新建盘点', href: '/warehouse/counts/new' },
      empty: query.get('q')
        ? { title: '没有符合条件的盘点单', text: '换一个单号或库位编码。' }
        : { title: '还没有盘点单', text: '从“该盘的库位”开始循环盘点，或新建一次全盘。' },
    },
  }
}

function rowOf(row: CountRow): RowView {
  return {
    id: String(row.id),
    label: row.number,
    cells: {
      number: { text: row.number, href: `/warehouse/counts/${row.id}`, mono: true },
      scope: { text: scopeLabels[row.scope], sub: row.chosen ? shortened(row.chosen) : undefined },
      places: `${row.done} / ${row.places}`,
      counters: row.counters.join('、'),
      planner: row.planner ?? '系统',
      created: momentCell(row.createdAt),
      due: momentCell(row.dueAt),
      state: { text: '', badge: stateBadge(counts, row.state) },
    },
  }
}

/** Long lists of codes in a few. */
export function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}

/** What the plan form offers to choose from. */
export interface Choices {
  zones: readonly string[]
  classes: readonly string[]
  /** Proposed to be counted next. */
  locations: readonly string[]
  /** The day proposed for the end. */
  due: string
}

/** The form for a new count. */
export function newPage({ zones, classes, locations, due }: Choices, typed?: Typed): FormPage {
  const options = (values: readonly string[]): { value: string; label: string }[] => [
    { value: '', label: '不选' },
    ...values.map((value) => ({ value, label: value })),
  ]
  return {
    title: '新建盘点',
    breadcrumb: [home, { label: '新建' }],
    head: {
      title: '新建盘点',
      text: '选一种范围，只填那一种的内容。其他未结束的盘点单里的库位会自动排除。',
    },
    form: formOf(
      {
        action: '/warehouse/counts',
        submit: '开始盘点',
        cancel: '/warehouse/counts',
        token: formToken(),
        fields: [
          {
            title: '范围',
            fields: [
              field('scope', '范围', 'radios', 'LOCATIONS', {
                required: true,
                options: SCOPES.map((value) => ({ value, label: scopeLabels[value] })),
              }),
              field('locations', '库位', 'textarea', locations.join(' '), {
                rows: 4,
                maxLength: 50_000,
                hint: '指定库位时填写，用空格或换行分开',
              }),
              field('zone', '库区', 'select', '', { options: options(zones), width: 'half' }),
              field('goodsClass', '货品类别', 'select', '', { options: options(classes), width: 'half' }),
              field('skus', 'SKU', 'textarea', '', {
                rows: 3,
                maxLength: 50_000,
                hint: '指定 SKU 时填写编码或条码，用空格或换行分开；盘它们所在和常用的库位',
              }),
              field('size', '抽盘库位数', 'number', '', { min: '1', unit: '个', width: 'half' }),
              field('seed', '抽签号', 'number', '', {
                min: '0',
                width: 'half',
                hint: '不填就随机；同一个号抽出同样的库位，便于复查',
              }),
            ],
          },
          {
            title: '安排',
            fields: [
              field('due', '截止日', 'date', due, { required: true, width: 'third' }),
              field('note', '备注', 'textarea', '', { rows: 2, maxLength: 500 }),
            ],
          },
        ],
      },
      typed,
    ),
  }
}
