import type { Duty } from '../actor.ts'
import type { CalendarKey } from './calendars.ts'

/**
 * The words in which a workflow says who must act and by when. Plain data and pure functions of the row, so that
 * the tables can be read and tested without a database.
 */

/*
 * Functions of the row are declared as methods: TypeScript then takes a noun of special rows into the list of all
 * nouns, which knows only what rows have in common.
 */

/** Who must act on a row. */
export type Owner<Row> =
  | { readonly kind: 'holder'; dutyOf(row: Row): Duty; shopOf(row: Row): number | null }
  | {
      readonly kind: 'person'
      personOf(row: Row): number | null
      otherwiseOf(row: Row): Duty
      shopOf(row: Row): number | null
    }

/** Whose list a work item appears on: one person's, or that of all who hold a duty in a shop (null: in the company). */
export type Assignee =
  | { readonly kind: 'person'; readonly personId: number }
  | { readonly kind: 'duty'; readonly duty: Duty; readonly shopId: number | null }

/** A length of time: minutes, hours or days. What a day is, the word before it says. */
export type Span = { readonly minutes: number } | { readonly hours: number } | { readonly days: number }

/** By when. */
export type Due<Row> =
  | { readonly kind: 'working'; readonly calendar: CalendarKey; spanOf(row: Row): Span }
  | { readonly kind: 'clock'; spanOf(row: Row): Span }
  | { readonly kind: 'field'; momentOf(row: Row): Date | null }

/** What entering a state demands, written in the workflow's row of that state. */
export interface Obligation<Row> {
  readonly owner: Owner<Row>
  /** Absent: to be done, but without a deadline. */
  readonly due?: Due<Row>
  /** The work item's title; default is the record's own with the label of the state. */
  title?(row: Row): string
  /** Minutes of clock time between the reminder and the deadline; absent: reminded at the deadline only. */
  readonly remindBefore?: number
}

/** The shop a row names in `shopId`; null for what is the company's. */
function shopOfRow(row: object): number | null {
  return 'shopId' in row && typeof row.shopId === 'number' ? row.shopId : null
}

/** Everybody who holds a duty in the row's shop (of the company, if the row names none); one of them claims it. */
export function holder<Row extends object>(
  duty: Duty | ((row: Row) => Duty),
  shopOf: (row: Row) => number | null = shopOfRow,
): Owner<Row> {
  return { kind: 'holder', dutyOf: dutyFunction(duty), shopOf }
}

/** The person the row names; while it names nobody, the holders of `otherwise` in the row's shop. */
export function person<Row extends object>(
  personOf: (row: Row) => number | null,
  otherwise: Duty | ((row: Row) => Duty) = 'OWNER',
): Owner<Row> {
  return { kind: 'person', personOf, otherwiseOf: dutyFunction(otherwise), shopOf: shopOfRow }
}

/**
 * Working time of a calendar, counted from the opening of the work item: minutes and hours within its windows,
 * days to the end of the last window of the n-th working day after the day of opening.
 */
export function working<Row = unknown>(calendar: CalendarKey, span: Span | ((row: Row) => Span)): Due<Row> {
  return { kind: 'working', calendar, spanOf: spanFunction(span) }
}

/** Clock time from the opening, nights and holidays included; a day is 24 hours. */
export function clock<Row = unknown>(span: Span | ((row: Row) => Span)): Due<Row> {
  return { kind: 'clock', spanOf: spanFunction(span) }
}

/** The moment the row itself names; null: without a deadline. */
export function field<Row>(momentOf: (row: Row) => Date | null): Due<Row> {
  return { kind: 'field', momentOf }
}

/** On whose list the work item about a row goes. */
export function assigneeOf<Row>(owner: Owner<Row>, row: Row): Assignee {
  if (owner.kind === 'holder') return { kind: 'duty', duty: owner.dutyOf(row), shopId: owner.shopOf(row) }
  const personId = owner.personOf(row)
  return personId === null
    ? { kind: 'duty', duty: owner.otherwiseOf(row), shopId: owner.shopOf(row) }
    : { kind: 'person', personId }
}

function dutyFunction<Row>(duty: Duty | ((row: Row) => Duty)): (row: Row) => Duty {
  return typeof duty === 'function' ? duty : () => duty
}

function spanFunction<Row>(span: Span | ((row: Row) => Span)): (row: Row) => Span {
  return typeof span === 'function' ? span : () => span
}
