import type { Tx } from '../../../database/client.ts'

/**
 * Why a place is proposed: goods usually lie there, some of them lie there already, goods of the same product do, or the
 * place is free and for goods of their class.
 */
export type PlaceReason = 'home' | 'same' | 'product' | 'class'

/** Where pieces of a SKU should be put. */
export interface ProposedPlace {
  readonly skuId: number
  readonly locationId: number
  readonly location: string
  readonly why: PlaceReason
}

/**
 * Where to put goods that come in, by SKU; absent where nothing fits and a person has to say. The class of goods is that
 * of the places where they or their product's other SKUs usually lie, else the product's category.
 */
export async function placesFor(
  tx: Pick<Tx, '$queryRaw'>,
  skuIds: readonly number[],
): Promise<Map<number, ProposedPlace>> {
  const rows = await tx.$queryRaw<ProposedPlace[]>`
    WITH goods AS (
      SELECT s.id, s.product_id, s.home_location_id,
        coalesce((SELECT h.goods_class FROM skus x JOIN locations h ON h.id = x.home_location_id
          WHERE x.product_id = s.product_id AND h.goods_class IS NOT NULL
          ORDER BY x.id <> s.id, x.id LIMIT 1), p.category) AS class
      FROM skus s JOIN products p ON p.id = s.product_id WHERE s.id = ANY(${[...skuIds]}::int[])
    ), shelves AS (SELECT * FROM locations WHERE kind = 'STORAGE' AND archived_at IS NULL),
    candidates AS (
      SELECT g.id, l.id AS location_id, l.code, 'home' AS why, 1 AS rank, 0 AS quantity
      FROM goods g JOIN shelves l ON l.id = g.home_location_id
      UNION ALL
      SELECT g.id, l.id, l.code, 'same', 2, b.quantity
      FROM goods g JOIN stock_balances b ON b.sku_id = g.id AND b.quantity > 0 JOIN shelves l ON l.id = b.location_id
      WHERE g.home_location_id IS NULL AND (l.goods_class IS NULL OR g.class IS NULL OR l.goods_class = g.class)
      UNION ALL
      SELECT g.id, l.id, l.code, 'product', 3, b.quantity
      FROM goods g JOIN skus x ON x.product_id = g.product_id AND x.id <> g.id
        JOIN stock_balances b ON b.sku_id = x.id AND b.quantity > 0 JOIN shelves l ON l.id = b.location_id
      WHERE g.home_location_id IS NULL AND l.goods_class = g.class
      UNION ALL
      SELECT g.id, f.id, f.code, 'class', 4, 0
      FROM goods g CROSS JOIN LATERAL (
        SELECT l.id, l.code FROM shelves l
        WHERE l.goods_class = g.class AND NOT EXISTS (
            SELECT 1 FROM stock_balances b WHERE b.location_id = l.id AND b.quantity > 0)
          AND NOT EXISTS (SELECT 1 FROM skus x WHERE x.home_location_id = l.id)
        ORDER BY l.code LIMIT 1) AS f
      WHERE g.home_location_id IS NULL
    )
    SELECT DISTINCT ON (id) id AS "skuId", location_id AS "locationId", code AS location, why
    FROM candidates ORDER BY id, rank, quantity DESC, code`
  return new Map(rows.map((row) => [row.skuId, row]))
}

/** Whether goods of one class don't belong where goods of the other do; what nobody has said of either fits everywhere. */
export function isOtherClass(ofGoods: string | null, ofPlace: string | null): boolean {
  return ofGoods !== null && ofPlace !== null && ofGoods !== ofPlace
}

/** Goods that would lie at a place for another class, in words. */
export interface WrongClass {
  readonly skuId: number
  readonly sku: string
  readonly locationId: number
  readonly location: string
  /** What the place is for. */
  readonly placeClass: string
  /** What the goods are. */
  readonly goodsClass: string
}

/**
 * Which pieces would lie among goods of another class than at their SKU's usual location. Goods of which nobody has said where they
 * belong lie right everywhere.
 */
export async function wrongClasses(
  tx: Pick<Tx, '$queryRaw'>,
  lines: readonly { readonly skuId: number; readonly locationId: number }[],
): Promise<WrongClass[]> {
  const rows = await tx.$queryRaw<(WrongClass & { placeClass: string | null; goodsClass: string | null })[]>`
    SELECT s.id AS "skuId", s.code AS sku, l.id AS "locationId", l.code AS location, l.goods_class AS "placeClass",
      home.goods_class AS "goodsClass"
    FROM unnest(${lines.map(({ skuId }) => skuId)}::int[], ${lines.map(({ locationId }) => locationId)}::int[])
        AS line(sku_id, location_id)
      JOIN skus s ON s.id = line.sku_id JOIN locations home ON home.id = s.home_location_id
      JOIN locations l ON l.id = line.location_id AND l.kind = 'STORAGE'
    ORDER BY s.code, l.code`
  return rows.filter(({ goodsClass, placeClass }) => isOtherClass(goodsClass, placeClass))
}

/** The question of a desk, at the field of the place. */
export function wrongClassWords({ location, placeClass, sku, goodsClass }: WrongClass): string {
  return `${location} 放“${placeClass}”，${sku} 是“${goodsClass}”。仍要放这里，请勾选“品类不同也放”`
}
