import type { Import } from './policy.ts'
import type { ImportRow } from './queries.ts'
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

/** The shop's id as stores know it: 0 for a file of the whole company. */
export function shopIdOf({ shopId }: Pick<Import, 'shopId'>): number {
  return shopId ?? 0
}

/** The shop in words. */
export function shopWords({ shopName }: Pick<ImportRow, 'shopName'>): string {
  return shopName ?? '全公司'
}

/** Fields of the kind for which the file has a column. */
export function fieldsOf(row: Pick<Import, 'recognition'>): Set<string> {
  return new Set(recognitionOf(row).columns.known.map(({ field }) => field))
}
