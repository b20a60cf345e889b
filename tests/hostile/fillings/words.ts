import type { Cast } from '../../setup/cast.ts'

/** One value, or several of one name. */
type Text = string | readonly string[]

/** What a form needs beyond what its fields say of themselves. */
export interface Filling {
  /** Values for fields, where the first choice or any text won't do. */
  readonly with?: Readonly<Record<string, Text | (() => Text | Promise<Text>)>>
  /** Makes the record on which the form can be sent, where the matrix's sample is in another state. */
  readonly make?: (cast: Cast) => Promise<number>
  /** The page with the form, where it's none that the noun's doors lead to; asked each time it's opened. */
  readonly page?: string | (() => string | Promise<string>)
  /** What the address of the form's page goes on with, where it shows the form only then. */
  readonly query?: string
  /** Fields that are read but rightly not kept as they are: names of what is looked up, parts of a combination. */
  readonly drops?: readonly string[]
  /** Files by field: paths. */
  readonly files?: Readonly<Record<string, string>>
}

/** By the form's door. A form that isn't here is filled from what is printed: its values, choices and suggestions. */
export type Fillings = Readonly<Record<string, Filling>>

let days = 0

/** A day in 2028 that nobody has asked for yet. */
export function freshDay(): string {
  return new Date(Date.UTC(2028, 0, (days += 1))).toISOString().slice(0, 10)
}
