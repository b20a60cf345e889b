import type { Actor } from '../../../actor.ts'
import { POSITIONS, dutyLabels } from '../../../actor.ts'
import type { PersonState } from '../../../generated/prisma/enums.ts'
import { dayOf, formatMinute, formatSecond } from '../../../lib/dates.ts'
import { boundedCount } from '../../../lib/paging.ts'
import { formToken } from '../../../web/form.ts'
import type { ListQuery } from '../../../web/list.ts'
import { deedLink, moveActions, stateBadge } from '../../../web/moves.ts'
import type { ListPage, RecordPage } from '../../../web/pages.ts'
import type { Action, Crumb, Facts, Option, RichCell, RowView, TableView } from '../../../web/parts.ts'
import { field } from '../../../web/parts.ts'
import { timelineOf } from '../../../web/timeline.ts'
import type { HistoryRow } from '../../../work/history.ts'
import { allowed, whyNot } from '../../../work/nouns.ts'
import { careerTracks } from './forms.ts'
import { staff } from './noun.ts'
import type { AssignmentRow, SignInRow, StaffRow } from './queries.ts'
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

function rowOf(person: StaffRow): RowView {
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

function positionCell({ position, duties }: Pick<StaffRow, 'position' | 'duties'>): RichCell {
  const extra = duties.map((duty) => dutyLabels[duty]).join('、')
  return { text: dutyLabels[position], ...(extra ? { sub: `兼任：${extra}` } : {}) }
}

function superiorCell({ superiorId, superiorName }: StaffRow): RichCell {
  return superiorId === null
    ? { text: '' }
    : { text: superiorName ?? '', href: `/people/staff/${superiorId}` }
}

/** What only those who may read the file are given. */
export interface StaffFile {
  assignments: AssignmentRow[]
  account: { mustChangePassword: boolean; passwordChangedAt: Date } | null
  history: HistoryRow[]
  signIns?: SignInRow[]
}

/** A person: the directory's facts for everybody, the file for those who may read it. */
export function showPage(
  actor: Actor,
  person: StaffRow,
  reports: StaffRow[],
  file: StaffFile | null,
): RecordPage {
  return {
    title: person.name,
    breadcrumb: [home, { label: person.name }],
    head: {
      title: person.name,
      number: person.employeeNumber,
      state: stateBadge(staff, person.state),
      actions: file ? actionsOf(actor, person) : [],
      facts: [
        { label: '岗位', value: dutyLabels[person.position] },
        { label: '兼任职责', value: person.duties.map((duty) => dutyLabels[duty]).join('、') },
        { label: '直属上级', value: superiorCell(person) },
        { label: '店铺', value: person.shopNames.join('、') },
      ],
    },
    ...(file ? { facts: [fileFacts(person, file)] } : {}),
    tables: [
      ...(reports.length > 0 ? [reportsTable(reports)] : []),
      ...(file ? [assignmentsTable(file.assignments)] : []),
      ...(file?.signIns ? [signInsTable(file.signIns)] : []),
    ],
    ...(file
      ? {
          timeline: timelineOf(staff, file.history, {
            hiredOn: dayWords,
            leftOn: dayWords,
            careerTrack: trackWords,
          }),
        }
      : {}),
  }
}

function actionsOf(actor: Actor, person: StaffRow): Action[] {
  if (person.state === 'LEFT') return []
  const path = `/people/staff/${person.id}`
  const link = (deed: string): Action => deedLink(staff, actor, person, deed, `${path}/${deed}`)
  const refused = whyNot(staff, actor, 'end-sessions', person)
  return [
    link('edit'),
    link('assignment'),
    ...(person.state === 'ACTIVE' ? [link('password-reset')] : []),
    {
      label: '结束登录',
      post: `${path}/end-sessions`,
      token: formToken(),
      version: person.version,
      confirm: {
        title: '结束登录',
        text: '此人在所有设备上的登录会立即结束，可以重新登录。',
        submit: '结束登录',
      },
      ...(refused ? { disabledBecause: refused } : {}),
    },
    ...moveActions(staff, actor, person),
  ]
}

function fileFacts(person: StaffRow, { account }: StaffFile): Facts {
  const track = person.careerTrack ? careerTracks[person.careerTrack] : ''
  return {
    title: '档案',
    facts: [
      { label: '入职日期', value: dayOf(person.hiredOn) },
      ...(person.leftOn ? [{ label: '离职日期', value: dayOf(person.leftOn) }] : []),
      {
        label: '发展通道',
        value: [track, person.careerLevel ?? ''].filter((text) => text !== '').join(' · '),
      },
      {
        label: '密码',
        value: account
          ? `${formatMinute(account.passwordChangedAt)} 设置${account.mustChangePassword ? '，首次登录后须修改' : ''}`
          : '',
      },
    ],
  }
}

function reportsTable(reports: StaffRow[]): TableView {
  return {
    id: 'reports',
    title: '直接下属',
    label: '直接下属',
    columns: [
      { key: 'name', label: '姓名' },
      { key: 'position', label: '岗位' },
      { key: 'shops', label: '店铺', width: 'wide' },
      { key: 'state', label: '状态' },
    ],
    rows: reports.map(rowOf),
    empty: { title: '没有下属', text: '' },
  }
}

function assignmentsTable(assignments: AssignmentRow[]): TableView {
  return {
    id: 'assignments',
    title: '任职经历',
    label: '任职经历',
    columns: [
      { key: 'from', label: '开始' },
      { key: 'to', label: '结束' },
      { key: 'position', label: '岗位' },
      { key: 'superior', label: '直属上级' },
      { key: 'shops', label: '店铺', width: 'wide' },
    ],
    rows: assignments.map((one) => ({
      id: String(one.id),
      cells: {
        from: formatMinute(one.startsAt),
        to: one.endsAt ? formatMinute(one.endsAt) : '至今',
        position: positionCell(one),
        superior: one.superiorName ?? '',
        shops: one.shopNames.join('、'),
      },
    })),
    empty: { title: '没有任职记录', text: '' },
  }
}

function signInsTable(signIns: SignInRow[]): TableView {
  return {
    id: 'sign-ins',
    title: '最近登录',
    label: '最近登录',
    columns: [
      { key: 'at', label: '时间' },
      { key: 'outcome', label: '结果' },
    ],
    rows: signIns.map(({ at, deed }, i) => ({
      id: String(i),
      cells: {
        at: formatSecond(at),
        outcome: {
          text: '',
          badge: deed === 'sign-in' ? { label: '成功', tone: 'success' } : { label: '失败', tone: 'danger' },
        },
      },
    })),
    empty: { title: '还没有登录过', text: '首次登录后会显示在这里。' },
  }
}

function dayWords(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, 10) : '—'
}

function trackWords(value: unknown): string {
  return value === 'MANAGEMENT' || value === 'PROFESSIONAL' ? careerTracks[value] : '—'
}

/** Whether the actor may read a person's file. */
export function readsFile(actor: Actor, person: StaffRow): boolean {
  return allowed(staff, actor, 'file', person)
}
