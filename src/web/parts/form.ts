import type { Hidden } from './page.ts'

export type FieldKind =
  | 'text'
  | 'search'
  | 'textarea'
  | 'number'
  | 'money'
  | 'date'
  | 'datetime'
  | 'select'
  | 'multiselect'
  | 'radios'
  | 'checkbox'
  | 'checkboxes'
  | 'password'
  | 'file'
  | 'hidden'

export interface Option {
  value: string
  label: string
  hint?: string
  /** Further words by which the option is found, for example pinyin initials. */
  search?: string
  /** Shown, not to be chosen; the reason is printed beside it. */
  disabledBecause?: string
}

/**
 * One question of a form. `value` is what the browser shows: days as `yyyy-MM-dd`, moments as `yyyy-MM-ddTHH:mm`,
 * money in yuan. A `checkbox` is on when its value is `on`; `select`, `radios` and the several-choice kinds compare
 * with the options' values.
 */
export interface Field {
  name: string
  label: string
  kind: FieldKind
  value: string | string[]
  /** Sentence beside the field; wins over the form's `errors`. */
  error?: string
  hint?: string
  required?: boolean
  options?: Option[]
  autocomplete?: string
  inputmode?: 'text' | 'numeric' | 'decimal' | 'tel' | 'email' | 'url' | 'search'
  maxLength?: number
  placeholder?: string
  /** Shown with its value, not to be changed, and why. A disabled field is not sent. */
  disabledBecause?: string
  /** Suggestions of a text field; anything else may still be typed. */
  datalist?: string[]
  /** Unit behind a number, for example 件; money says 元 by itself. */
  unit?: string
  /** Place in the form's grid; long kinds take the whole line by themselves. */
  width?: 'third' | 'half' | 'full'
  /** Lines of a textarea. */
  rows?: number
  min?: string
  max?: string
  /** Of `file`: endings and types the chooser offers, for example `.csv,.xlsx`. */
  accept?: string
  /** Of `file`: several at once. */
  multiple?: boolean
  /** Of `file`: the largest accepted file in bytes; the browser says so before sending. */
  maxBytes?: number
  /** Has the focus when the page opens. At most one per page. */
  autofocus?: boolean
}

export interface FormSection {
  title: string
  text?: string
  fields: Field[]
}

/** One field on which another person's change and this person's text differ. */
export interface ConflictRow {
  label: string
  yours: string
  theirs: string
}

export interface FormView {
  /** Prefix of the fields' ids; needed when a page has several forms. */
  id?: string
  action: string
  fields: Field[] | FormSection[]
  submit: string
  /** Where the person goes who doesn't want to. */
  cancel?: string
  /** Hidden `_token`: the same token acts once. */
  token: string
  /** Hidden `_version`: the version the person began with. */
  version?: number
  /** Sentences by field name; the empty name is about the whole form. */
  errors?: Readonly<Record<string, string>>
  /** The errors get the focus when the page opens. */
  focusErrors?: boolean
  multipart?: boolean
  /** The submit button warns: this can't be undone. */
  danger?: boolean
  /** Somebody else saved meanwhile: both texts, field by field. */
  conflict?: ConflictRow[]
  hidden?: Hidden[]
}

/** What the browser sent and what was wrong with it. */
export interface Typed {
  values: Readonly<Record<string, unknown>>
  errors: Readonly<Record<string, string>>
}

/** A field with the common defaults; `more` adds what is special about it. */
export function field(
  name: string,
  label: string,
  kind: FieldKind = 'text',
  value: string | string[] = '',
  more: Partial<Omit<Field, 'name' | 'label' | 'kind' | 'value'>> = {},
): Field {
  return { name, label, kind, value, ...more }
}

/** A form; with `typed`, it shows again what was typed, and the errors beside the fields. */
export function formOf(form: FormView, typed?: Typed): FormView {
  if (!typed) return form
  const retype = (one: Field): Field => ({ ...one, value: typedValue(one, typed.values) })
  const fields = isSections(form.fields)
    ? form.fields.map((section) => ({ ...section, fields: section.fields.map(retype) }))
    : form.fields.map(retype)
  return { ...form, fields, errors: typed.errors, focusErrors: true }
}

/** Whether the form's questions are grouped under headings. */
export function isSections(fields: Field[] | FormSection[]): fields is FormSection[] {
  const first = fields[0]
  return first !== undefined && 'fields' in first
}

const SEVERAL: ReadonlySet<FieldKind> = new Set<FieldKind>(['multiselect', 'checkboxes'])

/** Passwords and files are never shown again; a choice that wasn't sent means nothing was chosen. */
function typedValue(one: Field, values: Readonly<Record<string, unknown>>): string | string[] {
  if (one.kind === 'password' || one.kind === 'file') return ''
  if (one.disabledBecause) return one.value
  const sent = values[one.name]
  const texts = (Array.isArray(sent) ? sent : [sent]).filter((text) => typeof text === 'string')
  return SEVERAL.has(one.kind) ? texts : (texts[0] ?? '')
}
