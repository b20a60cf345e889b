import { DUTIES, POSITIONS, dutyLabels } from '../../../actor.ts'
import type { Day } from '../../../lib/dates.ts'
import { dayOf, formatMinute } from '../../../lib/dates.ts'
import { withConflict } from '../../../web/conflict.ts'
import { formToken } from '../../../web/form.ts'
import type { FormPage } from '../../../web/pages.ts'
import type { Crumb, Field, Option, Page, PageHead, TableView, Typed } from '../../../web/parts.ts'
import { field, formOf } from '../../../web/parts.ts'
import { careerTracks } from './forms.ts'
import { home } from './pages.ts'
import type { HeldRow, StaffRow } from './queries.ts'

/** Whom and what one can choose. */
export interface Choices {
  people: Option[]
  shops: Option[]
}

/** Somebody new. The first password is made on the next page. */
export function hirePage(choices: Choices, today: Day, typed?: Typed): FormPage {
  return {
    title: '登记入职',
    breadcrumb: [home, { label: '登记入职' }],
    head: { title: '登记入职', text: '保存后，下一步为新同事生成首次密码。' },
    form: formOf(
      {
        action: '/people/staff',
        submit: '保存',
        cancel: '/people/staff',
        token: formToken(),
        fields: [
          { title: '基本资料', fields: profileFields(undefined, today) },
          { title: '任职', fields: assignmentFields(choices) },
        ],
      },
      typed,
    ),
  }
}

/** Name, number and career. After a conflict, both versions are shown. */
export function editPage(person: StaffRow, typed?: Typed, conflict = false): FormPage {
  const [employeeNumber, ...profile] = profileFields(person, '')
  const fields = [
    employeeNumber,
    // Right behind the number: browsers take the text field before a password for the name that goes with it, and
    // would fill an empty one.
    ownPassword({ hint: '修改工号时必填' }),
    ...profile,
    field('careerTrack', '发展通道', 'select', person.careerTrack ?? '', {
      options: Object.entries(careerTracks).map(([value, label]) => ({ value, label })),
      width: 'third',
    }),
    field('careerLevel', '级别', 'text', person.careerLevel ?? '', { maxLength: 40, width: 'third' }),
  ]
  const page = shortForm(person, 'edit', '修改资料', typed, fields)
  return conflict ? { ...page, form: withConflict(page.form, fields) } : page
}

function profileFields(person: StaffRow | undefined, today: Day): [Field, ...Field[]] {
  return [
    field('employeeNumber', '工号', 'text', person?.employeeNumber ?? '', {
      required: true,
      maxLength: 40,
      width: 'third',
      hint: '用来登录，例如 E001',
    }),
    field('name', '姓名', 'text', person?.name ?? '', { required: true, maxLength: 40, width: 'third' }),
    field('hiredOn', '入职日期', 'date', person ? dayOf(person.hiredOn) : today, {
      required: true,
      width: 'third',
    }),
  ]
}

/** What somebody does from now on. After a conflict, both versions are shown. */
export function assignmentPage(
  person: StaffRow,
  choices: Choices,
  typed?: Typed,
  conflict = false,
): FormPage {
  const fields = assignmentFields(choices, person)
  const remark = field('remark', '调整原因', 'textarea', '', { maxLength: 500, rows: 2 })
  const page = shortForm(person, 'assignment', '调整任职', typed, [...fields, remark])
  const text = '保存后立即生效：原任职到此为止，并从此刻开始新的任职，历史记录保留。'
  return {
    ...page,
    head: { ...page.head, text },
    form: conflict ? withConflict(page.form, [...fields, remark]) : page.form,
  }
}

function assignmentFields({ people, shops }: Choices, person?: StaffRow): Field[] {
  return [
    field('position', '岗位', 'select', person?.position ?? '', {
      required: true,
      options: POSITIONS.map((value) => ({ value, label: dutyLabels[value] })),
      hint: '决定首页、菜单和考核方案',
      width: 'half',
    }),
    field('superiorId', '直属上级', 'select', String(person?.superiorId ?? ''), {
      options: people,
      placeholder: '没有上级',
      width: 'half',
    }),
    field('duties', '兼任职责', 'checkboxes', person?.duties ?? [], {
      options: DUTIES.map((value) => ({ value, label: dutyLabels[value] })),
      hint: '在岗位之外再增加这些权限',
    }),
    field('shopIds', '店铺', 'multiselect', (person?.shopIds ?? []).map(String), {
      options: shops,
      hint: '店铺负责人、人事、质检员和仓管能看到全部店铺',
    }),
  ]
}

/** A form under which everything is listed that has to be handed over: `views/people/staff/hand-over`. */
export interface HandOverPage extends Page {
  head: PageHead
  form: FormPage['form']
  held: TableView
}

/** Nothing may be done under this name for a while. */
export function suspendPage(
  person: StaffRow,
  people: Option[],
  held: HeldRow[],
  typed?: Typed,
): HandOverPage {
  const { form, ...page } = shortForm(person, 'suspend', '停用', typed, handOverFields(people, held.length))
  const text = '停用后立即不能登录，也不再收到新的待办；恢复在职后可以继续使用原来的密码。'
  return { ...page, head: { ...page.head, text }, form: { ...form, danger: true }, held: heldTable(held) }
}

/** Somebody leaves. */
export function leavePage(
  person: StaffRow,
  people: Option[],
  { held, reports, today }: { held: HeldRow[]; reports: StaffRow[]; today: Day },
  typed?: Typed,
): HandOverPage {
  const names = reports.map(({ name }) => name).join('、')
  const superior = people.some(({ value }) => value === String(person.superiorId))
    ? String(person.superiorId)
    : ''
  const { form, ...page } = shortForm(person, 'leave', '办理离职', typed, [
    field('leftOn', '离职日期', 'date', today, { required: true, max: today, width: 'half' }),
    ...handOverFields(people, held.length),
    ...(reports.length > 0
      ? [
          field('newSuperiorId', '下属的新上级', 'select', superior, {
            required: true,
            options: people,
            hint: `${names} 今后向谁汇报`,
            width: 'half',
          }),
        ]
      : []),
  ])
  const text = '办理后立即生效：所有登录结束，待办交给接手人。此操作不能撤销，历史记录保留姓名。'
  return { ...page, head: { ...page.head, text }, form: { ...form, danger: true }, held: heldTable(held) }
}

function handOverFields(people: Option[], held: number): Field[] {
  return [
    field('successorId', '接手人', 'select', '', {
      required: held > 0,
      options: people,
      hint: held > 0 ? `接手下面列出的 ${held} 件工作` : '目前没有未完成的工作，可以不选',
      width: 'half',
    }),
    field('remark', '原因', 'textarea', '', { required: true, maxLength: 500, rows: 2 }),
  ]
}

function heldTable(held: HeldRow[]): TableView {
  return {
    id: 'held',
    title: '未完成的工作',
    label: '未完成的工作',
    columns: [
      { key: 'title', label: '事项', width: 'wide' },
      { key: 'kind', label: '类型' },
      { key: 'due', label: '期限' },
    ],
    rows: held.map(({ title, href, kind, dueAt }, i) => ({
      id: String(i),
      cells: { title: { text: title, href }, kind, due: dueAt ? formatMinute(dueAt) : '' },
    })),
    empty: { title: '没有未完成的工作', text: '可以直接办理。' },
  }
}

/** The password of the one who looks, asked once more. */
export function ownPassword(more: Pick<Field, 'hint' | 'required'>): Field {
  return field('current', '您的密码', 'password', '', {
    ...more,
    autocomplete: 'current-password',
    width: 'third',
  })
}

/** A form of few questions about a person, sent to `<record>/<deed>`. */
export function shortForm(
  person: StaffRow,
  deed: string,
  label: string,
  typed: Typed | undefined,
  fields: Field[],
): FormPage {
  const record = `/people/staff/${person.id}`
  return {
    title: `${label} ${person.name}`,
    breadcrumb: crumbs(person, label),
    head: { title: label, text: `${person.name}（${person.employeeNumber}）` },
    form: formOf(
      {
        action: deed === 'edit' ? record : `${record}/${deed}`,
        submit: label,
        cancel: record,
        token: formToken(),
        version: person.version,
        fields,
      },
      typed,
    ),
  }
}

/** From the list over the person to a page of his. */
export function crumbs(person: StaffRow, label: string): Crumb[] {
  return [home, { label: person.name, href: `/people/staff/${person.id}` }, { label }]
}
