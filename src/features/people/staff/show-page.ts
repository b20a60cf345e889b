import type { Actor } from '../../../actor.ts'
import { dutyLabels } from '../../../actor.ts'
import { dayOf, formatMinute, formatSecond } from '../../../lib/dates.ts'
import { deedButton, deedLink, moveActions, stateBadge } from '../../../web/moves.ts'
import type { RecordPage } from '../../../web/pages.ts'
import type { Action, Facts, TableView } from '../../../web/parts.ts'
import { timelineOf } from '../../../web/timeline.ts'
import type { HistoryRow } from '../../../work/history.ts'
import { allowed } from '../../../work/nouns.ts'
import { careerTracks } from './forms.ts'
import { staff } from './noun.ts'
import { home, positionCell, rowOf, superiorCell } from './pages.ts'
import type { AccountFacts, AssignmentRow, SignInRow, StaffRow } from './queries.ts'

/** What only those who may read the file are given. */
export interface StaffFile {
  assignments: AssignmentRow[]
  account: AccountFacts | null
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
      actions: file ? actionsOf(actor, person, file) : [],
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

function actionsOf(actor: Actor, person: StaffRow, { account }: StaffFile): Action[] {
  if (person.state === 'LEFT') return []
  const path = `/people/staff/${person.id}`
  const link = (deed: string): Action => deedLink(staff, actor, person, deed, `${path}/${deed}`)
  return [
    link('edit'),
    link('assignment'),
    ...(person.state === 'ACTIVE' ? [link('password-reset')] : []),
    ...(account?.secondFactorSince ? [link('second-factor-reset')] : []),
    deedButton(staff, actor, person, 'end-sessions', {
      confirm: {
        title: '结束登录',
        text: '此人在所有设备上的登录会立即结束，可以重新登录。',
        submit: '结束登录',
      },
    }),
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
      {
        label: '二次验证',
        value: account?.secondFactorSince
          ? `${formatMinute(account.secondFactorSince)} 设置，剩余恢复码 ${account.codesLeft} 个`
          : '未设置',
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
    rows: signIns.map(({ at, deed, remark }, i) => ({
      id: String(i),
      cells: {
        at: formatSecond(at),
        outcome: {
          text: '',
          ...(remark ? { sub: remark } : {}),
          badge: deed === 'sign-in' ? { label: '成功', tone: 'success' } : { label: '失败', tone: 'danger' },
        },
      },
    })),
    empty: { title: '还没有登录过', text: '首次登录后会显示在这里。' },
  }
}

function dayWords(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, 10) : ''
}

function trackWords(value: unknown): string {
  return value === 'MANAGEMENT' || value === 'PROFESSIONAL' ? careerTracks[value] : ''
}

/** Whether the actor may read a person's file. */
export function readsFile(actor: Actor, person: StaffRow): boolean {
  return allowed(staff, actor, 'file', person)
}
