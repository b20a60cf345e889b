import type { Parser } from '../reading/clean.ts'

/** Row values a database column can hold; rows are flat so that they can be copied into a staging table. */
export type Scalar = string | number | boolean | Date
export type FlatRow = { readonly [field: string]: Scalar | undefined }

/** How one field is read. */
export interface Column<T> {
  /**
   * The headings that have named it, newest first; compared as `normalizeHeading` makes them. If a file has several
   * of them, the first that isn't empty in a row counts.
   */
  readonly headings: readonly string[]
  readonly parse: Parser<T>
  /**
   * `always`: a file without the column isn't of this kind, a row without the value is bad. `new`: sellers may leave
   * the column out, but then the file can only update what is already known; where it's there, each row needs it.
   */
  readonly need?: 'always' | 'new'
  /** Words in place of a value, with what they mean; null for nothing. */
  readonly words?: Readonly<Record<string, T | null>>
}

/** A point about a row: the column's heading as the file has it, the cell as it stands there, and why. */
export interface Reason {
  readonly column: string
  readonly value: string
  readonly reason: string
}

/** The same about a field, before it's known how the file calls it. */
export interface FieldReason<Field extends string> {
  readonly field: Field
  readonly reason: string
}

/** Which headings make a file this kind: all of `all`, one of each group of `oneOf`, none of `without`. */
export interface Signature {
  readonly all: readonly string[]
  readonly oneOf?: readonly (readonly string[])[]
  readonly without?: readonly string[]
}

/** One age of a file's layout. The first whose signature fits names the file. */
export interface Generation extends Signature {
  readonly name: string
  /** For people: `2024 年起（自选列）`. */
  readonly label: string
}

/** What the cells alone can't tell about a row. */
export interface Position<Row> {
  /** 1-based place among the file's rows of the same group. */
  readonly ordinal: number
  /** Fields whose column the file has. */
  readonly has: (field: keyof Row) => boolean
}

/** What a person has said of a file that nobody knows. Headings as they are compared (`uniqueHeadings`). */
export interface Said {
  /** By field of the kind. */
  readonly headings: Readonly<Record<string, string>>
  /** Those that tell nothing to be stored. */
  readonly others: readonly string[]
}

/** A kind as its author wrote it, and what a person has said of a file besides. */
export interface ByHand<Row extends FlatRow = FlatRow> {
  readonly of: Kind<Row>
  readonly said: Said
}

/**
 * A kind of file: everything the reader must know of it. Adding a kind is adding one such value, with its store, to the
 * table in `src/house/imports.ts`; adding a generation is adding one line to `generations` and its new headings to
 * `columns`.
 */
export interface Kind<Row extends FlatRow = FlatRow> {
  readonly key: string
  readonly label: string
  readonly signatures: readonly Signature[]
  readonly generations: readonly Generation[]
  readonly columns: { readonly [F in keyof Row]?: Column<NonNullable<Row[F]>> }
  /** Headings we know and deliberately don't store. */
  readonly unused: readonly string[]
  /** The natural key: the same key in a newer file means the same thing. Unique within a file. */
  keyOf(row: Row): string
  /** What the key is called, for the sentence about repeated ones. */
  readonly keyLabel: string
  /** What rows belong together by, such as an order's lines by its number; counted in `Position.ordinal`. */
  groupOf(cells: Partial<Row>): string | undefined
  /**
   * What a file tells once for neighbouring rows of a group, because the cells are merged over them: first the field
   * that names the group. In a row where that is blank the others that are blank too are those of the row above.
   */
  readonly fillDown?: readonly (keyof Row & string)[]
  /** The fields that follow from the cells. Also asked for rows with faults, whose cells may be missing. */
  derive(cells: Partial<Row>, position: Position<Row>): Partial<Row>
  /** Contradictions that make the row bad. */
  contradictions(row: Row): readonly FieldReason<keyof Row & string>[]
  /** What a person should know though the row is good. */
  doubts(row: Row): readonly FieldReason<keyof Row & string>[]
  /** Where a person has said which column is which: the kind as it was, and what was said. */
  readonly byHand?: ByHand<Row>
  /** Makes one row of neighbours of the same group that differ; without it a repeated key is a duplicate. */
  merge?(rows: readonly [Row, ...Row[]]): Row
}
