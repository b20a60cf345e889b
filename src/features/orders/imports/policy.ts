import type { Actor, Duty } from '../../../actor.ts'
import { holds } from '../../../actor.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import type { RowOf } from '../../../work/nouns.ts'
import type { Rule } from '../../../work/rules.ts'
import { both, holding, inOwnShop, program } from '../../../work/rules.ts'
import { companyFileOf } from './registry.ts'
import type { moves } from './workflow.ts'

export type Import = RowOf<'Import'>

const IMPORTERS: readonly Duty[] = ['OPERATIONS_SPECIALIST', 'OPERATIONS_LEAD', 'OWNER']
const READERS: readonly Duty[] = [...IMPORTERS, 'DATA_ANALYST']
/** Files of the whole company have a right of their own, beside that of importing at all. */
const ofKind: Rule<Pick<Import, 'kind'>> = {
  words: '有权导入这种文件（库位、库存文件见“库位”“库存”的导入权限）',
  duties: [],
  test: (actor, { kind }) => companyFileOf(kind)?.right.test(actor, null) ?? true,
}
const importers = both<Import>(holding(...IMPORTERS), inOwnShop, ofKind)

export const policy = {
  list: holding(...READERS),
  create: holding(...IMPORTERS),
  map: importers,
  ready: program,
  confirm: importers,
  discard: importers,
  start: program,
  finish: program,
  cancel: importers,
  undo: importers,
  expire: program,
  fail: program,
  'bad-rows': importers,
} satisfies Record<keyof typeof moves | 'list' | 'create' | 'bad-rows' | 'expire', Rule<Import> | Rule>

/** Imports of the actor's shops and of the whole company, for those who bring or read figures. `i` is the import in the query. */
export function visibleTo(actor: Actor): Prisma.Sql {
  if (actor.kind === 'system') return Prisma.sql`TRUE`
  if (!holds(actor, ...READERS)) return Prisma.sql`FALSE`
  return actor.shops === 'all'
    ? Prisma.sql`TRUE`
    : Prisma.sql`(i.shop_id IS NULL OR i.shop_id = ANY(${[...actor.shops]}))`
}
