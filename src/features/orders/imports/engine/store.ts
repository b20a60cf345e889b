import type { Tx } from '../../../../database/client.ts'
import type { Prisma } from '../../../../generated/prisma/client.ts'
import type { OpenAct } from '../../../../work/act.ts'
import type { Watch } from '../watch.ts'
import type { Job } from './staged.ts'
import type { Undoing } from './undoing.ts'

/**
 * How the rows of a kind get from staging into our tables. All of it is statements over sets in one transaction; a
 * store never holds the rows.
 */
export interface Store {
  /**
   * Works out what the import does, without doing it, and leaves it in temporary tables of the transaction; marks as bad
   * the rows of staging that can't be stored after all. Preview and run are the same.
   */
  plan(tx: Tx, job: Job): Promise<void>
  /** After `plan`: a query of `row_number` and `effect` (NEW, CHANGED or UNCHANGED). */
  readonly effects: Prisma.Sql
  /** After `plan`: a query of `row_number` and `shown` (jsonb), what a preview shows of rows beside what the file says. */
  readonly beside?: Prisma.Sql
  /** After `plan`: writes it, with history for each record that became different. */
  apply(act: OpenAct, job: Job, watch: Watch): Promise<void>
  /**
   * After `apply`: a query of `order_id` and `fresh`, the orders that were brought or changed and the kinds of reasons for
   * holding that are new in them. Absent when orders aren't concerned.
   */
  readonly touched?: Prisma.Sql
  /** How an import is taken back; absent when it can't be. */
  readonly undoing?: Undoing
}
