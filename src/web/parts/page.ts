/** What every page and every component has in common. All texts are ready to print; views escape them. */

import { formatMinute } from '../../lib/dates.ts'

/** The meaning of a color. Never the only sign: a label always says the same in words. */
export type Tone = 'neutral' | 'info' | 'progress' | 'success' | 'warning' | 'danger'

/** A state or a mark, in words. */
export interface Badge {
  label: string
  tone: Tone
}

export interface RichCell {
  /** May be empty when `badge` says everything. */
  text: string
  href?: string
  badge?: Badge
  /** Several marks of one thing, beside `badge` or instead of it. */
  badges?: Badge[]
  /** A second, quieter line. */
  sub?: string
  /** Numbers and codes that are compared character by character: waybills, order numbers, barcodes. */
  mono?: boolean
  /** The whole text where `text` was shortened; shown on hover and to screen readers. */
  title?: string
  /** Machine-readable moment (ISO 8601) of a text that is a time. */
  time?: string
  tone?: Tone
  /** Offers to copy `text`. */
  copy?: boolean
}

/** One value in a table or in a list of facts. An empty string prints a dash. */
export type Cell = string | RichCell

/** A link in the line of sight above the page's title. The last crumb is the page itself and has no `href`. */
export interface Crumb {
  label: string
  href?: string
}

/** A name and value carried along in a form or in the URL. */
export interface Hidden {
  name: string
  value: string
}

/** What just happened, shown once on the next page. */
export interface Notice {
  tone: Tone
  text: string
  /** For deeds on several records: what failed, one line each, with its reason. */
  items?: { text: string; href?: string }[]
}

export interface MenuItem {
  label: string
  href: string
  active: boolean
}

/** One department of the menu with the nouns this person may open. */
export interface MenuDepartment {
  key: string
  label: string
  /** Name of a Tabler icon without its prefix, for example `truck`. */
  icon: string
  /** Only where there are several has each its word. */
  groups: { label?: string; items: MenuItem[] }[]
  active: boolean
}

export type Theme = 'light' | 'dark' | 'auto'

/** What surrounds every page. Written by the web middleware alone, into `res.locals.shell`. */
export interface Shell {
  /** Nonce of this answer's content security policy. */
  nonce: string
  /** Sent with every form as `_csrf`. */
  csrf: string
  /** Path of the request, without the query. */
  path: string
  theme: Theme
  requestId: string
  notice?: Notice
  /** Absent when signed out. `initials` are one or two characters for the round sign. */
  person?: { name: string; position: string; employeeNumber: string; initials: string }
  /** Further entries of the person's menu, for example the change of password. */
  account?: { label: string; href: string }[]
  menu: MenuDepartment[]
  /** Work items this person should do something about, and how many of them are late. */
  open: number
  overdue: number
  /** Messages not read yet. */
  unread: number
  /** The data is the demo team's. */
  demo?: boolean
}

export type Layout = 'main' | 'plain' | 'print' | 'terminal'

/** What a view receives, next to the fields of its own page. */
export interface Page {
  title: string
  breadcrumb?: Crumb[]
  layout?: Layout
  /** Modules of `public/js` that only this page needs, without folder and ending. */
  scripts?: string[]
}

/** The shell of an answer that failed before the middleware could write one: signed out, nothing to open. */
export function bareShell(path: string, requestId = ''): Shell {
  return { nonce: '', csrf: '', path, theme: 'auto', requestId, menu: [], open: 0, overdue: 0, unread: 0 }
}

/** A cell that is only a badge. */
export function badgeCell(label: string, tone: Tone): RichCell {
  return { text: '', badge: { label, tone } }
}

/** A moment to the minute, with the exact one for machines; nothing where there is none. */
export function momentCell(at: Date | null): Cell {
  return at ? { text: formatMinute(at), time: at.toISOString() } : ''
}
