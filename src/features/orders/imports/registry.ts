import { kindByHand } from './kinds/by-hand.ts'
import type { Kind } from './kinds/kind.ts'
import type { Recognition } from './reading/recognize.ts'
import type { CompanyFile, StoredKind } from './stored-kind.ts'

let kinds: readonly StoredKind[] = []
let thread: URL | undefined

/**
 * Hands over the kinds of all departments, once per process and thread, more specific ones first.
 * @param script of a thread that hands over the same kinds and then does `serveReading`
 */
export function setImportKinds(given: readonly StoredKind[], script?: URL): void {
  kinds = given
  thread = script
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

/** What sets a kind apart that belongs to the whole company; undefined for kinds of a shop and for unknown ones. */
export function companyFileOf(key: string): CompanyFile | undefined {
  return kinds.find(({ kind }) => kind.key === key)?.company
}

/** The kind that a file was recognized as, with the columns as a person has mapped them where one has. */
export function kindOf({ kind, said }: Pick<Recognition, 'kind' | 'said'>): Kind {
  const stored = storedKindOf(kind).kind
  return said ? kindByHand(stored, said) : stored
}

/** The script of the thread in which large files are read. Throws Error where none was handed over. */
export function readingThread(): URL {
  if (!thread) throw new Error('there is no thread to read large files in')
  return thread
}
