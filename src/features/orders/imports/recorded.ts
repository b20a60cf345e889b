import type { Import } from './policy.ts'
import type { Recognition } from './reading/recognize.ts'
import type { Doubts } from './reader.ts'

/** What the reader recognized at upload, as we wrote it. */
export function recognitionOf({ recognition }: Pick<Import, 'recognition'>): Recognition {
  return recognition as unknown as Recognition
}

/** What a person should know of good rows, as we wrote it. */
export function doubtsOf({ doubts }: Pick<Import, 'doubts'>): Doubts {
  return (doubts as unknown as Doubts | null) ?? { count: 0, first: [] }
}

/** Fields of the kind for which the file has a column. */
export function fieldsOf(row: Pick<Import, 'recognition'>): Set<string> {
  return new Set(recognitionOf(row).columns.known.map(({ field }) => field))
}
