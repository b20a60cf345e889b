import type { Actor } from '../../../actor.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import type { RowOf } from '../../../work/nouns.ts'
import { anyone, holding } from '../../../work/rules.ts'

export type Shop = RowOf<'Shop'>

export const platformLabels = { TAOBAO: '淘宝', TMALL: '天猫', JD: '京东', ALIBABA_1688: '1688' } as const
export const PLATFORMS = ['TAOBAO', 'TMALL', 'JD', 'ALIBABA_1688'] as const

const theOwner = holding('OWNER')

export const policy = { list: anyone, create: theOwner, edit: theOwner, close: theOwner, reopen: theOwner }

/** People see the shops they are assigned to. `s` is shops. */
export function visibleTo(actor: Actor): Prisma.Sql {
  if (actor.kind === 'system' || actor.shops === 'all') return Prisma.sql`TRUE`
  return Prisma.sql`s.id = ANY(${[...actor.shops]})`
}
