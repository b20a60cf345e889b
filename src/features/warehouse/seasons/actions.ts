import type { Day, Month } from '../../../lib/dates.ts'
import { monthOf } from '../../../lib/dates.ts'
import { groupBy } from '../../../lib/groups.ts'
import type { Act, OpenAct } from '../../../work/act.ts'
import * as door from '../../../work/door.ts'
import type { MonthSales, SeasonIndices } from './indices.ts'
import { seasonIndices } from './indices.ts'
import { seasons } from './noun.ts'
import type { Season } from './policy.ts'

/** The indices by class of goods as they were known at the beginning of a month. */
export type SeasonsAt = (until: Month) => ReadonlyMap<string, SeasonIndices>

/**
 * Finds for each class of goods what the years before tell, keeps it, and tells what was known at earlier times; what somebody
 * has set counts as known then.
 */
export async function calculateSeasons(act: OpenAct, today: Day): Promise<SeasonsAt> {
  const sales = await monthSales(act)
  const calculated = [...sales].map(([category, months]) => ({
    category,
    calculated: seasonIndices(months, monthOf(today)) ?? [],
  }))
  await keep(act, calculated)
  const set = await act.tx.season.findMany({ where: { percents: { isEmpty: false } } })
  return (until) => {
    const known = [...sales].flatMap(([category, months]) => {
      const indices = seasonIndices(months, until)
      return indices ? [[category, indices] as const] : []
    })
    return new Map<string, SeasonIndices>([
      ...known,
      ...set.map(({ category, percents }) => [category, percents] as const),
    ])
  }
}

/** What each class of goods sold by month; classes that sold nothing yet are there without a month. */
async function monthSales({ tx }: OpenAct): Promise<Map<string, MonthSales[]>> {
  const rows = await tx.$queryRaw<{ category: string; month: Month | null; pieces: number }[]>`
    SELECT p.category, to_char(d.day, 'YYYY-MM') AS month, coalesce(sum(d.pieces), 0)::int AS pieces
    FROM products p JOIN skus s ON s.product_id = p.id LEFT JOIN daily_sales d ON d.sku_id = s.id
    WHERE p.category IS NOT NULL GROUP BY 1, 2`
  const groups = groupBy(rows, ({ category }) => category)
  return new Map(
    [...groups].map(([category, months]) => [
      category,
      months.flatMap(({ month, pieces }) => (month === null ? [] : [{ month, pieces }])),
    ]),
  )
}

async function keep(
  { tx, at }: OpenAct,
  rows: readonly { category: string; calculated: SeasonIndices }[],
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO seasons AS s (category, calculated, percents, created_at)
    SELECT r.category, r.calculated, '{}', ${at}
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(category text, calculated int[])
    ON CONFLICT (category) DO UPDATE SET calculated = excluded.calculated
    WHERE s.calculated IS DISTINCT FROM excluded.calculated`
}

/** Sets the indices of a class of goods by hand; null: what the past tells counts again. */
export async function setSeason(act: Act, season: Season, percents: number[] | null): Promise<void> {
  await door.edit(seasons, act, season, { percents: percents ?? [] })
}
