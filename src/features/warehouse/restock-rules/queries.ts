import type { Actor } from '../../../actor.ts'
import { db } from '../../../database/client.ts'
import type { KeyColumn } from '../../../database/keyset.ts'
import { keyPage } from '../../../database/keyset.ts'
import { NotFound } from '../../../errors.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import type { Day } from '../../../lib/dates.ts'
import type { Page } from '../../../lib/paging.ts'
import { PAGE_SIZE } from '../../../lib/paging.ts'
import { found, inUse } from '../../catalog/skus/queries.ts'
import type { SkuNeed } from '../restocks/needs.ts'
import { needsOf } from '../restocks/needs.ts'
import type { RestockRule } from './policy.ts'
import { visibleTo } from './policy.ts'

/** A SKU's own rule; `version` is 0 where it has none. `id` is the SKU's. */
export interface RuleRow extends RestockRule {
  code: string
  product: string
}

const select = Prisma.sql`
  SELECT s.id, s.code, concat_ws(' ', p.name, s.color, s.size) AS product, r.safety_pieces AS "safetyPieces",
    r.safety_days AS "safetyDays", r.lead_days AS "leadDays", r.review_days AS "reviewDays",
    coalesce(r.carton_quantity, 1) AS "cartonQuantity", coalesce(r.stopped, FALSE) AS stopped,
    coalesce(r.version, 0) AS version, coalesce(r.created_at, s.created_at) AS "createdAt"
  FROM skus s JOIN products p ON p.id = s.product_id LEFT JOIN restock_rules r ON r.sku_id = s.id`

/** The parts of the list; each is a tab. */
export const PARTS = ['all', 'own', 'stopped'] as const
export type Part = (typeof PARTS)[number]

const parts: Record<Part, Prisma.Sql> = {
  all: Prisma.sql`TRUE`,
  own: Prisma.sql`r.sku_id IS NOT NULL AND NOT r.stopped`,
  stopped: Prisma.sql`r.stopped`,
}

export interface RuleFilter {
  part: Part
  /** As in the list of SKUs. */
  search?: string
}

const code: KeyColumn<RuleRow> = { sql: Prisma.sql`s.code`, kind: 'text', of: (row) => row.code }

/** A SKU's rule and what follows from it now. */
export interface RuleWithNeed {
  rule: RuleRow
  need: SkuNeed
}

/** A page of SKUs in use by code, with what is needed of them. `size` is larger for exports only. */
export async function listRules(
  actor: Actor,
  { part, search }: RuleFilter,
  today: Day,
  cursor?: string,
  size = PAGE_SIZE,
): Promise<Page<RuleWithNeed>> {
  const conditions = [visibleTo(actor), inUse, parts[part], ...(search ? [found(search)] : [])]
  const page = await keyPage<RuleRow>(
    [code],
    false,
    { cursor, size },
    (cut) => db.$queryRaw<RuleRow[]>`
      ${select} WHERE ${Prisma.join(conditions, ' AND ')} ${cut.beyond} ${cut.order} ${cut.limit}`,
  )
  const needs = await needsOf(
    db,
    today,
    page.rows.map(({ id }) => id),
  )
  const bySku = new Map(needs.map((need) => [need.skuId, need]))
  return {
    ...page,
    rows: page.rows.flatMap((rule) => {
      const need = bySku.get(rule.id)
      return need ? [{ rule, need }] : []
    }),
  }
}

/** @throws NotFound for a SKU that isn't there */
export async function getRule(actor: Actor, skuId: number): Promise<RuleRow> {
  const [row] = await db.$queryRaw<RuleRow[]>`${select} WHERE s.id = ${skuId} AND ${visibleTo(actor)}`
  if (!row) throw new NotFound()
  return row
}

/** What is needed of a SKU now; undefined for one that is archived. */
export async function needOf(skuId: number, today: Day): Promise<SkuNeed | undefined> {
  const [need] = await needsOf(db, today, [skuId])
  return need
}
