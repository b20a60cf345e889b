import type { Actor } from '../../../actor.ts'
import { db } from '../../../database/client.ts'
import { NotFound } from '../../../errors.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import type { Option } from '../../../web/parts.ts'
import type { Shop } from './policy.ts'
import { platformLabels, visibleTo } from './policy.ts'

/** A shop with how many people in service are assigned to it. */
export interface ShopRow extends Shop {
  people: number
}

const select = Prisma.sql`
  SELECT s.id, s.name, s.platform, s.closed_at AS "closedAt", s.version, s.created_at AS "createdAt",
    (SELECT count(*)::int FROM assignment_shops x JOIN assignments a ON a.id = x.assignment_id AND a.ends_at IS NULL
      JOIN people p ON p.id = a.person_id AND p.state = 'ACTIVE' WHERE x.shop_id = s.id) AS people
  FROM shops s`

/** All shops the actor sees, open ones first, by name. A company has a handful, so there's no paging. */
export function listShops(actor: Actor): Promise<ShopRow[]> {
  return db.$queryRaw<ShopRow[]>`
    ${select} WHERE ${visibleTo(actor)} ORDER BY s.closed_at IS NOT NULL, s.name, s.id`
}

/** @throws NotFound for a shop that isn't there or isn't for the actor's eyes */
export async function getShop(actor: Actor, id: number): Promise<ShopRow> {
  const [row] = await db.$queryRaw<ShopRow[]>`${select} WHERE s.id = ${id} AND ${visibleTo(actor)}`
  if (!row) throw new NotFound()
  return row
}

/** The open shops an actor sees as choices of a form; `also` keeps closed ones that are chosen already. */
export async function shopOptions(actor: Actor, also: readonly number[] = []): Promise<Option[]> {
  const rows = await db.$queryRaw<Shop[]>`
    ${select} WHERE ${visibleTo(actor)} AND (s.closed_at IS NULL OR s.id = ANY(${[...also]})) ORDER BY s.name, s.id`
  return rows.map(({ id, name, platform, closedAt }) => ({
    value: String(id),
    label: name,
    hint: closedAt ? `${platformLabels[platform]} · 已关闭` : platformLabels[platform],
  }))
}
