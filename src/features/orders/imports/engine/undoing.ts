import type { Tx } from '../../../../database/client.ts'
import type { Prisma } from '../../../../generated/prisma/client.ts'
import type { OpenAct } from '../../../../work/act.ts'
import type { Import } from '../policy.ts'

/** A table of which `noteImages` has been told what was there before. */
export interface ImagedTable {
  readonly name: string
  /** The column with `row_id`. */
  readonly key: string
  /** Which rows are put back at all, of the table as `t`; by default every one. */
  readonly only?: Prisma.Sql
}

/** How an import of a store is taken back. All of it happens in the transaction that undoes. */
export interface Undoing {
  /** Key of the noun in whose history `apply` has written a line `import` with the import's number for each record. */
  readonly noun: string
  /** A table stands after those that it points to. */
  readonly tables: readonly ImagedTable[]
  /** Before anything else: may leave temporary tables for the others. */
  plan?(tx: Tx, row: Import): Promise<void>
  /**
   * Why it can't be undone, beside that a later import has written the same rows: a sentence without a full stop, null
   * when nothing stands against it.
   */
  whyNot?(tx: Tx, row: Import): Promise<string | null>
  /** Takes away what the import has brought; by default the rows that are noted as new. */
  remove?(tx: Tx, row: Import): Promise<void>
  /** What follows when everything is as it was before. */
  settle?(act: OpenAct, row: Import): Promise<void>
}
