import type { Actor } from '../../../actor.ts'
import { dutyLabels } from '../../../actor.ts'
import { formToken } from '../../../web/form.ts'
import { deedLink } from '../../../web/moves.ts'
import type { FormPage } from '../../../web/pages.ts'
import type { Action, Badge, Crumb, Page, PageHead, Tab, Typed } from '../../../web/parts.ts'
import { field, formOf } from '../../../web/parts.ts'
import { withConflict } from '../../../web/conflict.ts'
import type { Branch } from '../staff/hierarchy.ts'
import { branches } from '../staff/hierarchy.ts'
import type { StaffRow } from '../staff/queries.ts'
import { organization } from './noun.ts'
import type { PositionGuide } from './queries.ts'

const PATH = '/people/organization'
const home: Crumb = { label: '组织架构', href: PATH }

/** One box of the chart, with those below. */
export interface ChartNode {
  name: string
  href: string
  position: string
  /** Extra duties and shops, in words. */
  sub: string
  state?: Badge
  reports: ChartNode[]
}

/** The chart: `views/people/organization/chart`. */
export interface ChartPage extends Page {
  head: PageHead
  tabs: Tab[]
  /** 共 12 人. */
  total: string
  nodes: ChartNode[]
}

function tabs(active: '' | '/mine' | '/guides'): Tab[] {
  const tab = (path: typeof active, label: string): Tab => ({
    label,
    href: PATH + path,
    active: path === active,
  })
  return [tab('', '组织架构图'), tab('/mine', '我的岗位职责'), tab('/guides', '各岗位职责')]
}

export function chartPage(people: StaffRow[]): ChartPage {
  return {
    title: '组织架构',
    breadcrumb: [{ label: '人员' }, { label: '组织架构' }],
    head: { title: '组织架构', text: '按直属上级排列；停用的人员也列出，离职的不列出。' },
    tabs: tabs(''),
    total: `共 ${people.length} 人`,
    nodes: branches(people).map(nodeOf),
  }
}

function nodeOf({ person, reports }: Branch<StaffRow>): ChartNode {
  const duties = person.duties.map((duty) => dutyLabels[duty])
  return {
    name: person.name,
    href: `/people/staff/${person.id}`,
    position: dutyLabels[person.position],
    sub: [...(duties.length > 0 ? [`兼任：${duties.join('、')}`] : []), ...person.shopNames].join(' · '),
    ...(person.state === 'SUSPENDED' ? { state: { label: '停用', tone: 'warning' } } : {}),
    reports: reports.map(nodeOf),
  }
}

/** Responsibilities of some positions: `views/people/organization/guides`. */
export interface GuidesPage extends Page {
  head: PageHead
  tabs: Tab[]
  guides: { id: string; title: string; lines: readonly string[]; actions: Action[] }[]
}

/** What the actor answers for, by position and extra duties. */
export function minePage(actor: Actor, guides: PositionGuide[]): GuidesPage {
  const text = '您的岗位和兼任职责各自对什么负责。'
  return guidesPage(actor, guides, '/mine', { title: '我的岗位职责', text })
}

/** What every position answers for. */
export function allGuidesPage(actor: Actor, guides: PositionGuide[]): GuidesPage {
  return guidesPage(actor, guides, '/guides', {
    title: '各岗位职责',
    text: '由店铺负责人维护，本人在“我的岗位职责”中查看。',
  })
}

function guidesPage(
  actor: Actor,
  guides: PositionGuide[],
  path: '/mine' | '/guides',
  head: PageHead,
): GuidesPage {
  return {
    title: head.title,
    breadcrumb: [home, { label: head.title }],
    head,
    tabs: tabs(path),
    guides: guides.map(({ position, lines }) => {
      const edit = deedLink(organization, actor, null, 'edit-guide', `${PATH}/guides/${position}/edit`)
      return {
        id: position,
        title: dutyLabels[position],
        lines,
        actions: 'href' in edit ? [{ ...edit, label: '修改' }] : [],
      }
    }),
  }
}

/** The form to rewrite one. */
export function editPage(
  { position, lines, version }: PositionGuide,
  typed?: Typed,
  conflict = false,
): FormPage {
  const fields = [
    field('responsibilities', '岗位职责', 'textarea', lines.join('\n'), {
      required: true,
      maxLength: 5000,
      rows: 14,
      hint: '每行一条',
    }),
  ]
  const form = formOf(
    {
      action: `${PATH}/guides/${position}`,
      submit: '保存',
      cancel: `${PATH}/guides`,
      token: formToken(),
      version,
      fields,
    },
    typed,
  )
  return {
    title: `修改岗位职责 ${dutyLabels[position]}`,
    breadcrumb: [home, { label: '各岗位职责', href: `${PATH}/guides` }, { label: dutyLabels[position] }],
    head: { title: '修改岗位职责', text: dutyLabels[position] },
    form: conflict ? withConflict(form, fields) : form,
  }
}
