import type { Actor } from '../../../actor.ts'
import { db } from '../../../database/client.ts'
import type { KeyColumn, Order, Orders } from '../../../database/keyset.ts'
import { keyPage } from '../../../database/keyset.ts'
import { Prisma } from '../../../generated/prisma/client.ts'
import type { Day } from '../../../lib/dates.ts'
import { addDays } from '../../../lib/dates.ts'
import type { Page, Sorting } from '../../../lib/paging.ts'
import { PAGE_SIZE } from '../../../lib/paging.ts'
import { parameterValue } from '../../../work/parameters.ts'
import { may } from '../../../work/rules.ts'
import { found } from '../../catalog/skus/queries.ts'
import { slowDays } from './parameters.ts'
import { policy, visibleTo } from './policy.ts'
import type { Windows } from './rate.ts'

/** The figures of a SKU, or the sums over a class of goods. Pieces, unless said otherwise. */
export interface FigureRow extends Windows {
  /** The SKU's code or the class. */
  name: string
  /** Null for a class. */
  skuId: number | null
  /** The goods' name; of a class nothing. */
  product: string
  skus: number
  onHand: number
  available: number
  /** Fen at cost; null for those who may not see it, or where nobody has said what goods cost. */
  valueFen: number | null
  milliPerDay: number
  shipped90: number
  heldPieceDays90: number
  knownDays30: number
  emptyDays30: number
  lastSoldOn: Date | null
  /** Days since the last sale, or since the goods came where there was none. */
  idleDays: number | null
  aged30: number
  aged60: number
  aged90: number
  aged180: number
  agedOlder: number
  forecast30: number
  forecastError: number | null
  naiveForecastError: number | null
  calculatedAt: Date
}

/** By what figures are shown. */
export const GRAINS = ['sku', 'class'] as const
export type Grain = (typeof GRAINS)[number]
/** What of them. */
export type Part = 'turnover' | 'ageing' | 'slow' | 'forecast'

const SUMMED = [
  ['sold_7', 'sold7'],
  ['days_7', 'days7'],
  ['sold_30', 'sold30'],
  ['days_30', 'days30'],
  ['sold_90', 'sold90'],
  ['days_90', 'days90'],
  ['milli_per_day', 'milliPerDay'],
  ['shipped_90', 'shipped90'],
  ['known_days_30', 'knownDays30'],
  ['empty_days_30', 'emptyDays30'],
  ['aged_30', 'aged30'],
  ['aged_60', 'aged60'],
  ['aged_90', 'aged90'],
  ['aged_180', 'aged180'],
  ['aged_older', 'agedOlder'],
  ['forecast_30', 'forecast30'],
  ['forecast_error', 'forecastError'],
  ['naive_forecast_error', 'naiveForecastError'],
] as const

const sums = Prisma.join(
  SUMMED.map(([column, name]) => Prisma.raw(`sum(f.${column})::int AS "${name}"`)),
  ', ',
)

function grouped(actor: Actor, grain: Grain, today: Day, condition: Prisma.Sql): Prisma.Sql {
  const bySku = grain === 'sku'
  const name = bySku ? Prisma.sql`s.code` : Prisma.sql`coalesce(p.category, '未分类')`
  const value = may(policy['see-value'], actor, null)
    ? Prisma.sql`sum(v.on_hand::bigint * s.cost_fen)::float8`
    : Prisma.sql`NULL::float8`
  return Prisma.sql`
    SELECT ${name} AS name, ${bySku ? Prisma.sql`s.id` : Prisma.sql`NULL::int`} AS "skuId",
      ${bySku ? Prisma.sql`concat_ws(' ', p.name, s.color, s.size)` : Prisma.sql`''`} AS product, count(*)::int AS skus,
      coalesce(sum(v.on_hand), 0)::int AS "onHand",
      coalesce(sum(v.on_hand - v.reserved - v.quarantined), 0)::int AS available, ${value} AS "valueFen", ${sums},
      sum(f.held_piece_days_90)::float8 AS "heldPieceDays90", max(f.last_sold_on) AS "lastSoldOn",
      (${today}::date - max(coalesce(f.last_sold_on, f.first_received_on)))::int AS "idleDays",
      max(f.calculated_at) AS "calculatedAt"
    FROM stock_figures f JOIN skus s ON s.id = f.sku_id JOIN products p ON p.id = s.product_id
      LEFT JOIN stock_levels v ON v.sku_id = s.id
    WHERE ${visibleTo(actor)} AND ${condition}
    GROUP BY ${bySku ? Prisma.sql`s.id, s.code, p.name, s.color, s.size` : name}`
}

const name: KeyColumn<FigureRow> = { sql: Prisma.sql`g.name`, kind: 'text', of: (row) => row.name }
const by = (column: string, of: (row: FigureRow) => number | null): Order<FigureRow> => [
  { sql: Prisma.raw(`coalesce(g."${column}", 0)`), kind: 'number', of: (row) => of(row) ?? 0 },
  name,
]
/** What the figures can be sorted by. They are as many as SKUs, so that no order needs an index. */
export const ORDERS = {
  name: [name],
  onHand: by('onHand', (row) => row.onHand),
  available: by('available', (row) => row.available),
  shipped: by('shipped90', (row) => row.shipped90),
  rate: by('milliPerDay', (row) => row.milliPerDay),
  agedOlder: by('agedOlder', (row) => row.agedOlder),
  idle: by('idleDays', (row) => row.idleDays),
  forecast: by('forecast30', (row) => row.forecast30),
  error: by('forecastError', (row) => row.forecastError),
} satisfies Orders<FigureRow>

/** What a part is usually sorted by: the largest worry first. */
export const USUAL: Record<Part, Sorting<keyof typeof ORDERS>> = {
  turnover: { by: 'onHand', descending: true },
  ageing: { by: 'agedOlder', descending: true },
  slow: { by: 'idle', descending: true },
  forecast: { by: 'forecast', descending: true },
}

export interface FigureFilter {
  part: Part
  grain: Grain
  /** A class of goods. */
  category?: string
  /** As in the list of SKUs. */
  search?: string
  /** From how many days on goods are slow. */
  slowDays: number
  sorting: Sorting<keyof typeof ORDERS>
}

function condition({ part, category, search, slowDays }: FigureFilter, today: Day): Prisma.Sql {
  const conditions = [Prisma.sql`TRUE`]
  if (part === 'ageing') conditions.push(Prisma.sql`v.on_hand > 0`)
  if (part === 'slow') {
    conditions.push(Prisma.sql`v.on_hand > 0
      AND coalesce(f.last_sold_on, f.first_received_on) <= ${addDays(today, -slowDays)}::date`)
  }
  if (category) conditions.push(Prisma.sql`coalesce(p.category, '未分类') = ${category}`)
  if (search) conditions.push(found(search))
  return Prisma.join(conditions, ' AND ')
}

/** A page of figures as of the last calculation, stock as of now. `size` is larger for exports only. */
export function listFigures(
  actor: Actor,
  filter: FigureFilter,
  today: Day,
  cursor?: string,
  size = PAGE_SIZE,
): Promise<Page<FigureRow>> {
  const { grain, sorting } = filter
  return keyPage<FigureRow>(
    ORDERS[sorting.by],
    sorting.descending,
    { cursor, size },
    (cut) => db.$queryRaw<FigureRow[]>`
      SELECT * FROM (${grouped(actor, grain, today, condition(filter, today))}) AS g
      WHERE TRUE ${cut.beyond} ${cut.order} ${cut.limit}`,
  )
}

/** The sums over everything that a filter shows; undefined where that's nothing. */
export async function totalOf(
  actor: Actor,
  filter: FigureFilter,
  today: Day,
): Promise<FigureRow | undefined> {
  const [row] = await db.$queryRaw<FigureRow[]>`
    SELECT '' AS name, NULL::int AS "skuId", '' AS product, sum(g.skus)::int AS skus, sum(g."onHand")::int AS "onHand",
      sum(g.available)::int AS available, sum(g."valueFen")::float8 AS "valueFen", ${sumsAgain},
      sum(g."heldPieceDays90")::float8 AS "heldPieceDays90", max(g."lastSoldOn") AS "lastSoldOn",
      max(g."idleDays") AS "idleDays", max(g."calculatedAt") AS "calculatedAt"
    FROM (${grouped(actor, 'class', today, condition(filter, today))}) AS g HAVING count(*) > 0`
  return row
}

const sumsAgain = Prisma.join(
  SUMMED.map(([, name]) => Prisma.raw(`sum(g."${name}")::int AS "${name}"`)),
  ', ',
)

/** What a SKU's rate and forecast are made of. */
export type RateFigure = Windows &
  Pick<FigureRow, 'forecast30' | 'forecastError' | 'naiveForecastError' | 'calculatedAt'>

/** The same of one SKU; undefined while nothing was calculated of it. */
export async function figureOf(skuId: number): Promise<RateFigure | undefined> {
  return (await db.stockFigure.findUnique({ where: { skuId } })) ?? undefined
}

/** When the figures were last calculated; null: never. */
export async function calculatedAt(): Promise<Date | null> {
  const [row] = await db.$queryRaw<{ at: Date | null }[]>`SELECT max(calculated_at) AS at FROM stock_figures`
  return row?.at ?? null
}

/** The classes of goods to choose from, by name. */
export async function classes(): Promise<string[]> {
  const rows = await db.$queryRaw<{ category: string }[]>`
    SELECT DISTINCT coalesce(category, '未分类') AS category FROM products ORDER BY 1 LIMIT 200`
  return rows.map(({ category }) => category)
}

/** From how many days without a sale goods count as slow. */
export function slowDaysInForce(): Promise<number> {
  return parameterValue(db, slowDays)
}
