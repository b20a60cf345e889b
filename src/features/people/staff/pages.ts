import type { Actor } from '../../../actor.ts'
import { POSITIONS, dutyLabels } from '../../../actor.ts'
import type { PersonState } from '../../../generated/prisma/enums.ts'
import { boundedCount } from '../../../lib/paging.ts'
import type { ListQuery } from '../../../web/list.ts'
import { stateBadge } from '../../../web/moves.ts'
import type { ListPage } from '../../../web/pages.ts'
import type { Crumb, Option, RichCell, RowView } from '../../../web/parts.ts'
import { field } from '../../../web/parts.ts'
import { whyNot } from '../../../work/nouns.ts'
import { staff } from './noun.ts'
import type { StaffRow } from './queries.ts'
import { states } from './workflow.ts'

export const home: Crumb = { label: '人员', href: '/people/staff' }
const STATES = ['ACTIVE', 'SUSPENDED', 'LEFT'] as const

/** The list with its tabs, filters and paging. */
export function listPage(
  actor: Actor,
  query: ListQuery,
  rows: readonly StaffRow[],
  counts: Record<PersonState, number>,
  shops: Option[],
): ListPage {
  const state = query.oneOf('state', STATES) ?? 'ACTIVE'
  const refused = whyNot(staff, actor, 'create', null)
  const filtered = ['q', 'position', 'shop'].some((name) => query.get(name) !== undefined)
  return {
    title: '人员',
    breadcrumb: [{ label: '人员' }, { label: '人员名录' }],
    head: { title: '人员', text: '谁在哪个岗位、负责哪些店铺、向谁汇报。' },
    table: {
      label: '人员',
      path: query.path,
      keep: query.keep('q', 'position', 'shop'),
      search: field('q', '搜索', 'search', query.get('q') ?? '', { placeholder: '姓名、拼音首字母或工号' }),
      filters: [
        field('position', '岗位', 'select', query.get('position') ?? '', {
          options: [
            { value: '', label: '全部' },
            ...POSITIONS.map((value) => ({ value, label: dutyLabels[value] })),
          ],
        }),
        field('shop', '店铺', 'select', query.get('shop') ?? '', {
          options: [{ value: '', label: '全部' }, ...shops],
        }),
      ],
      ...(filtered ? { reset: query.href({ q: undefined, position: undefined, shop: undefined }) } : {}),
      tabs: STATES.map((key) => ({
        label: states[key].label,
        href: query.href({ state: key }),
        count: boundedCount(counts[key]),
        active: key === state,
      })),
      columns: [
        { key: 'name', label: '姓名', fixed: true },
        { key: 'employeeNumber', label: '工号' },
        { key: 'position', label: '岗位' },
        { key: 'superior', label: '直属上级' },
        { key: 'shops', label: '店铺', width: 'wide' },
        { key: 'state', label: '状态' },
      ],
      rows: rows.map(rowOf),
      create: refused
        ? { label: '登记入职', disabledBecause: refused }
        : { label: '登记入职', href: '/people/staff/new' },
      empty: filtered
        ? { title: '没有找到符合条件的人员', text: '换一个搜索词，或清除筛选条件。' }
        : { title: `没有${states[state].label}人员`, text: '由店铺负责人登记入职。' },
    },
  }
}

export function rowOf(person: StaffRow): RowView {
  return {
    id: String(person.id),
    label: person.name,
    cells: {
      name: { text: person.name, href: `/people/staff/${person.id}` },
      employeeNumber: { text: person.employeeNumber, mono: true },
      position: positionCell(person),
      superior: superiorCell(person),
      shops: person.shopNames.join('、'),
      state: { text: '', badge: stateBadge(staff, person.state) },
    },
  }
}

export function positionCell({ position, duties }: Pick<StaffRow, 'position' | 'duties'>): RichCell {
  const extra = duties.map((duty) => dutyLabels[duty]).join('、')
  return { text: dutyLabels[position], ...(extra ? { sub: `兼任：${extra}` } : {}) }
}

export function superiorCell({ superiorId, superiorName }: StaffRow): RichCell {
  return superiorId === null
    ? { text: '' }
    : { text: superiorName ?? '', href: `/people/staff/${superiorId}` }
}
