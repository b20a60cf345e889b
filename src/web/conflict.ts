import type { ConflictRow, Field, FormView } from './parts.ts'
import { isSections } from './parts.ts'

/** A form on which somebody else saved meanwhile: with both texts for each field in which they differ. */
export function withConflict(form: FormView, theirs: readonly Field[]): FormView {
  const yours = isSections(form.fields) ? form.fields.flatMap(({ fields }) => fields) : form.fields
  return { ...form, conflict: yours.flatMap((one) => difference(one, theirs)) }
}

function difference(yours: Field, all: readonly Field[]): ConflictRow[] {
  const theirs = all.find(({ name }) => name === yours.name)
  const [mine, now] = [inWords(yours, yours.value), theirs ? inWords(theirs, theirs.value) : '']
  return mine === now ? [] : [{ label: yours.label, yours: mine, theirs: now }]
}

/** A choice is compared and shown by its label. */
function inWords({ options }: Field, value: string | string[]): string {
  const texts = Array.isArray(value) ? value : [value]
  return texts.map((text) => options?.find((option) => option.value === text)?.label ?? text).join('、')
}
