import type { Actor } from '../../../actor.ts'
import type { Tx } from '../../../database/client.ts'
import { db } from '../../../database/client.ts'
import { NotFound } from '../../../errors.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import type { Cursor, Page } from '../../../lib/paging.ts'
import { PAGE_SIZE, pageOf, readCursor } from '../../../lib/paging.ts'
import { containing } from '../../../lib/search.ts'
import { meaningOf } from './meanings.ts'
import type { MerchantCode } from './policy.ts'
import { visibleTo } from './policy.ts'

/** Pieces of a SKU in one unit of a code. */
export interface Component {
  skuId: number
  quantity: number
}

export interface NamedComponent extends Component {
  sku: string
  product: string
}

/** A merchant code with its shop's name and what it means. */
export interface MerchantCodeRow extends MerchantCode {
  shopName: string
  components: NamedComponent[]
}

/** What codes mean in a shop (see `meaningOf`). Codes that mean nothing are absent. */
export async function componentsOf(
  tx: Pick<Tx, '$queryRaw'>,
  shopId: number,
  codes: readonly string[],
): Promise<Map<string, Component[]>> {
  const meaning = meaningOf(Prisma.sql`${shopId}::int`, Prisma.sql`given.code`)
  const rows = await tx.$queryRaw<(Component & { code: string })[]>`
    SELECT given.code, meant.sku_id AS "skuId", meant.quantity
    FROM (SELECT DISTINCT unnest(${[...codes]}::text[]) AS code) AS given CROSS JOIN LATERAL (${meaning}) AS meant
    ORDER BY given.code, meant.sku_id`
  const meanings = new Map<string, Component[]>()
  for (const { code, skuId, quantity } of rows) {
    meanings.set(code, [...(meanings.get(code) ?? []), { skuId, quantity }])
  }
  return meanings
}

const select = Prisma.sql`
  SELECT m.id, m.shop_id AS "shopId", m.code, m.version, m.created_at AS "createdAt", shops.name AS "shopName",
    (SELECT json_agg(json_build_object('skuId', s.id, 'sku', s.code, 'product', p.name, 'quantity', c.quantity)
       ORDER BY s.code)
     FROM merchant_code_components c JOIN skus s ON s.id = c.sku_id JOIN products p ON p.id = s.product_id
     WHERE c.merchant_code_id = m.id) AS components
  FROM merchant_codes m JOIN shops ON shops.id = m.shop_id`

export interface CodeFilter {
  /** Part of the code or of a SKU's code. */
  search?: string
  shopId?: number
  kind?: 'single' | 'bundle'
}

function where(actor: Actor, { search, shopId, kind }: CodeFilter): Prisma.Sql {
  const conditions = [visibleTo(actor)]
  if (search) {
    const part = containing(search)
    conditions.push(Prisma.sql`(m.code LIKE ${part} OR m.id IN (
      SELECT c.merchant_code_id FROM merchant_code_components c JOIN skus s ON s.id = c.sku_id
      WHERE s.code LIKE ${part}))`)
  }
  if (shopId) conditions.push(Prisma.sql`m.shop_id = ${shopId}`)
  if (kind) {
    const pieces = Prisma.sql`(SELECT sum(quantity) FROM merchant_code_components WHERE merchant_code_id = m.id)`
    conditions.push(kind === 'bundle' ? Prisma.sql`${pieces} > 1` : Prisma.sql`${pieces} = 1`)
  }
  return Prisma.join(conditions, ' AND ')
}

/** A page of merchant codes by code. `size` is larger for exports only. */
export async function listCodes(
  actor: Actor,
  filter: CodeFilter,
  cursorText?: string,
  size = PAGE_SIZE,
): Promise<Page<MerchantCodeRow>> {
  const cursor = readCursor(cursorText, ['text', 'number'])
  const rows = await db.$queryRaw<MerchantCodeRow[]>`
    ${select} WHERE ${where(actor, filter)} ${after(cursor)} LIMIT ${size + 1}`
  return pageOf(rows, size, (row) => [row.code, row.id], cursor)
}

function after(cursor: Cursor<[string, number]> | null): Prisma.Sql {
  if (!cursor) return Prisma.sql`ORDER BY m.code, m.id`
  const [code, id] = cursor.key
  return cursor.direction === 'after'
    ? Prisma.sql`AND (m.code, m.id) > (${code}, ${id}) ORDER BY m.code, m.id`
    : Prisma.sql`AND (m.code, m.id) < (${code}, ${id}) ORDER BY m.code DESC, m.id DESC`
}

/** @throws NotFound for a code that isn't there or belongs to another's shop */
export async function getCode(actor: Actor, id: number): Promise<MerchantCodeRow> {
  const [row] = await db.$queryRaw<MerchantCodeRow[]>`${select} WHERE m.id = ${id} AND ${visibleTo(actor)}`
  if (!row) throw new NotFound()
  return row
}

/** The parts of a code for people: `CUP-RED × 2、LID`. */
export function inWords(components: readonly { sku: string; quantity: number }[]): string {
  return components.map(({ sku, quantity }) => (quantity === 1 ? sku : `${sku} × ${quantity}`)).join('、')
}
