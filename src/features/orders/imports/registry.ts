import type { StoredKind } from './stored-kind.ts'

let kinds: readonly StoredKind[] = []

/** Hands over the kinds of all departments, once per process, more specific ones first. */
export function setImportKinds(given: readonly StoredKind[]): void {
  kinds = given
}

/** All kinds of files that can be imported, in the order in which a file is tried. */
export function storedKinds(): readonly StoredKind[] {
  return kinds
}

/** The kind with a key. Throws Error for one that this version doesn't know. */
export function storedKindOf(key: string): StoredKind {
  const found = kinds.find(({ kind }) => kind.key === key)
  if (!found) throw new Error(`unknown kind of import ${key}`)
  return found
}
