import type { Actor } from '../../../actor.ts'
import { holds } from '../../../actor.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import type { RowOf } from '../../../work/nouns.ts'
import type { Rule } from '../../../work/rules.ts'
import { holding, program } from '../../../work/rules.ts'
import type { moves } from './workflow.ts'

export type JobRecord = RowOf<'JobRecord'>

const leads = ['OWNER', 'OPERATIONS_LEAD'] as const

export const policy = {
  list: holding(...leads),
  retry: holding(...leads),
  fail: program,
  stall: program,
  recover: program,
} satisfies Record<keyof typeof moves | 'list' | 'retry', Rule<JobRecord> | Rule>

/** What the program does by itself is the same for all shops. */
export function visibleTo(actor: Actor): Prisma.Sql {
  return actor.kind === 'system' || holds(actor, ...leads) ? Prisma.sql`TRUE` : Prisma.sql`FALSE`
}

/** What is done for a record can only be done again for the one at which it failed. */
export function canRetry({ cron, lastSubject }: JobRecord): boolean {
  return cron !== null || lastSubject !== null
}

export const NOTHING = '没有失败过，不需要重试'
