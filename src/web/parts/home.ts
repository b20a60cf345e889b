import type { Action } from './action.ts'
import type { Badge, Page, Tone } from './page.ts'
import type { Alert } from './record.ts'
import type { Empty, Tab } from './table.ts'

/** A number that matters to this position, already formatted. */
export interface Figure {
  label: string
  value: string
  unit?: string
  href?: string
  tone?: Tone
  hint?: string
}

export type Urgency = 'overdue' | 'today' | 'later'

/** One thing to be done, with what can be done about it right here. */
export interface WorkItemRow {
  title: string
  href: string
  /** The noun the item belongs to, in words: 包裹, 导入, 需求. */
  noun: string
  /** 已超时 2 小时, 今天 16:00 前, 11-25 18:00 前. */
  due: string
  urgency: Urgency
  /** Who must do it, where that isn't plain: the position that may claim it, or a colleague. */
  owner?: string
  state?: Badge
  actions: Action[]
}

export interface WorkGroup {
  key: Urgency
  /** 已超时, 今天, 以后. */
  label: string
  /** How many there are altogether; rows may be fewer. */
  count: string
  items: WorkItemRow[]
  /** Address of the rest. */
  more?: string
}

export interface NoticeRow {
  text: string
  /** Moment in words. */
  at: string
  href?: string
  unread: boolean
  tone?: Tone
}

/** How one colleague stands, for leads. */
export interface TeamMember {
  name: string
  position: string
  initials: string
  open: string
  overdue: string
  /** Whether `overdue` should worry. */
  late: boolean
  href: string
}

/** 工作台. */
export interface HomePage extends Page {
  /** 早上好，周敏. */
  greeting: string
  /** 2026年11月23日 星期一 · 运营主管. */
  day: string
  alert?: Alert
  figures: Figure[]
  /** 我的待办 and 团队待办; only leads have them. */
  tabs?: Tab[]
  groups: WorkGroup[]
  /** Shown when all groups are empty. */
  empty: Empty
  notices: NoticeRow[]
  /** Address of all notices. */
  allNotices?: string
  team?: TeamMember[]
}
