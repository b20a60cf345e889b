import type { Action } from './action.ts'
import type { Badge, Cell } from './page.ts'

/** One property of a record. */
export interface Fact {
  label: string
  value: Cell
  /** Takes the whole line. */
  wide?: boolean
}

export interface Facts {
  title?: string
  facts: Fact[]
}

/** One deed in a record's history. `from` and `to` are states in words. */
export interface TimelineEntry {
  /** Moment in words, for example 2026-11-23 09:41. */
  at: string
  who: string
  what: string
  from?: string
  to?: string
  remark?: string
  changes?: { label: string; before: string; after: string }[]
}

export interface Timeline {
  title?: string
  /** Newest first. */
  entries: TimelineEntry[]
  /** Address of the older ones. */
  more?: string
}

/** The top of a record's page: what it is, how it stands, what can be done. Prints the page's only `h1`. */
export interface RecordHead {
  title: string
  /** What the record is called by in other papers; offered to be copied. */
  number?: string
  state: Badge
  actions: Action[]
  facts: Fact[]
}

/** The top of any other page. Prints the page's only `h1`. */
export interface PageHead {
  title: string
  text?: string
  actions?: Action[]
}

export interface Alert {
  tone: 'info' | 'success' | 'warning' | 'danger'
  title?: string
  text: string
  items?: { text: string; href?: string }[]
  action?: Action
}

/** A question on a page of its own, or within one: what will happen, and the two ways on. */
export interface Confirm {
  title: string
  text: string
  points?: string[]
  action: Action
  cancel: string
}

/** How far a long job has come. `percent` is absent while nobody can know. */
export interface Progress {
  label: string
  state: 'running' | 'done' | 'failed'
  percent?: number
  text: string
  /** Address of this part alone; while running, it's fetched again every two seconds. */
  refresh?: string
}

/** Pictures of a record, each leading to itself in full size. */
export interface PhotosView {
  title: string
  photos: { src: string; alt: string; text: string }[]
}
