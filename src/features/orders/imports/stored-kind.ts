import type { Rule } from '../../../work/rules.ts'
import type { Store } from './engine/store.ts'
import type { FlatRow, Kind, Scalar } from './kinds/kind.ts'

/** A cleaned row as it goes into staging: flat, and without anything that tells who the buyer is. */
export type StagedRow = Readonly<Record<string, Scalar | null | undefined>>

/** What staging needs to know beside the row. */
export interface Staging {
  /** 0 for a file of the whole company. */
  readonly shopId: number
  /** Fields of the kind for which the file has a column. */
  readonly has: ReadonlySet<string>
}

/** A column of the preview: which fields of a staged row it shows, and how. */
export interface PreviewColumn {
  readonly key: string
  readonly label: string
  /** `words` are all of the fields that aren't empty, anything else the first. */
  readonly fields: readonly string[]
  /** `states` are those of an order or line and of a refund. */
  readonly as: 'words' | 'code' | 'yuan' | 'count' | 'minute' | 'states'
  /** A field with what was there before, where that is another value: shown as `before → value`. */
  readonly was?: string
  /** A field that stands below, small. */
  readonly below?: string
  readonly unit?: string
  readonly wide?: boolean
}

/** What sets files apart that belong to no shop but to the whole company. */
export interface CompanyFile {
  /** Who may bring, confirm and undo them. */
  readonly right: Rule
  /** What such a file means, for whoever is about to bring or to confirm one: whole sentences. */
  readonly meaning: string
}

/** A kind of file with the way its rows are stored. A further kind is a further entry of the table in `src/house`. */
export interface StoredKind<Row extends FlatRow = FlatRow> {
  readonly kind: Kind<Row>
  /** Fields with personal data, of which a bad cell's value isn't kept. */
  readonly personal: readonly (keyof Row & string)[]
  /** Names of the store's fields that a file with these fields gives. */
  givenBy(has: ReadonlySet<string>): string[]
  stage(row: Row, staging: Staging): StagedRow
  readonly preview: readonly PreviewColumn[]
  /** The list with what such a file brings, as a link's words and address; the shop's id, if any, is added to the address. */
  readonly list: { readonly label: string; readonly href: string }
  readonly store: Store
  /** Absent for files of a shop. */
  readonly company?: CompanyFile
}

/** Defines how a kind is stored. */
export const storedKind = <Row extends FlatRow>(definition: StoredKind<Row>): StoredKind => definition

/** Some fields of a row. */
export function picked<Row extends FlatRow>(
  row: Row,
  fields: readonly (keyof Row & string)[],
): Record<string, Scalar | null | undefined> {
  const some: Record<string, Scalar | null | undefined> = {}
  for (const field of fields) some[field] = row[field]
  return some
}
