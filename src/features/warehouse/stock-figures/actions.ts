import type { Day, Month } from '../../../lib/dates.ts'
import { addDays, dayOf, monthOf } from '../../../lib/dates.ts'
import { groupBy } from '../../../lib/groups.ts'
import type { Act, OpenAct } from '../../../work/act.ts'
import { longDeed } from '../../../work/act.ts'
import type { SeasonsAt } from '../seasons/actions.ts'
import { calculateSeasons } from '../seasons/actions.ts'
import { agesOf } from './ages.ts'
import { FORECAST_DAYS, forecastPieces, meanErrors, naiveForecast } from './forecast.ts'
import { ratePerDay } from './rate.ts'
import { seasonPercent } from '../seasons/indices.ts'
import { countSales } from './sales.ts'
import type { SkuWindows } from './windows.ts'
import { windowsOf } from './windows.ts'

/**
 * Every night: counts sales anew and works out each SKU's rate, forecast, ages and turnover. A constant number of statements
 * whatever there is; with 1,000,000 order lines, 5,000 SKUs and 500,000 movements a minute on two busy cores. Two at once are one after the other.
 */
export function calculateFigures(act: Act): Promise<{ skus: number }> {
  return longDeed(act, async (act) => {
    await act.tx.$executeRaw`LOCK TABLE stock_figures IN SHARE ROW EXCLUSIVE MODE`
    // All of a night's sorting and grouping in memory: with the usual 4 MB it goes through the disk.
    await act.tx.$executeRaw`SELECT set_config('work_mem', '128MB', TRUE)`
    const today = dayOf(act.at)
    await countSales(act, today)
    const rows = await figures(act, today)
    await write(act, rows)
    return { skus: rows.length }
  })
}

async function figures(act: OpenAct, today: Day): Promise<object[]> {
  const windows = await windowsOf(act, today)
  const ages = new Map((await agesOf(act, today)).map((row) => [row.skuId, row]))
  const seasonsAt = remembered(await calculateSeasons(act, today))
  return [...groupBy(windows, ({ skuId }) => skuId).values()].flatMap((rows) => {
    const present = rows.find(({ back }) => back === 0)
    if (!present) return []
    const errors = meanErrors(
      rows.flatMap((row) => (row.back > 0 && row.wasKnown ? [trialOf(row, today, seasonsAt)] : [])),
    )
    return [
      {
        ...present,
        ...noAges,
        ...ages.get(present.skuId),
        milliPerDay: ratePerDay(present),
        heldPieceDays90: Number(present.heldPieceDays90),
        forecast30: forecastFor(present, today, seasonsAt),
        forecastError: errors?.ours ?? null,
        naiveForecastError: errors?.naive ?? null,
      },
    ]
  })
}

const noAges = { firstReceivedOn: null, aged30: 0, aged60: 0, aged90: 0, aged180: 0, agedOlder: 0 }

/** The same, each month's once: they are asked for by every SKU. */
function remembered(read: SeasonsAt): SeasonsAt {
  const found = new Map<Month, ReturnType<SeasonsAt>>()
  return (until) => {
    const known = found.get(until) ?? read(until)
    found.set(until, known)
    return known
  }
}

/** A trial knows of the months only what was known when it would have been made. */
function forecastFor(row: SkuWindows, today: Day, seasonsAt: SeasonsAt): number {
  const then = addDays(today, -row.back)
  const indices = row.category === null ? undefined : seasonsAt(monthOf(then)).get(row.category)
  return forecastPieces(ratePerDay(row), seasonPercent(indices ?? null, then, FORECAST_DAYS))
}

function trialOf(
  row: SkuWindows,
  today: Day,
  seasonsAt: SeasonsAt,
): Parameters<typeof meanErrors>[0][number] {
  return {
    forecast: forecastFor(row, today, seasonsAt),
    naive: naiveForecast(row.sold30, row.lastYear30),
    actual: row.next30,
  }
}

/** One statement each for what is written and what is no longer of any interest. */
async function write({ tx, at }: OpenAct, rows: readonly object[]): Promise<void> {
  await tx.$executeRaw`DELETE FROM stock_figures`
  await tx.$executeRaw`
    INSERT INTO stock_figures (sku_id, sold_7, days_7, sold_30, days_30, sold_90, days_90, milli_per_day, known_days_30,
      empty_days_30, last_sold_on, first_received_on, shipped_90, held_piece_days_90, aged_30, aged_60, aged_90, aged_180,
      aged_older, forecast_30, forecast_error, naive_forecast_error, calculated_at)
    SELECT r."skuId", r.sold7, r.days7, r.sold30, r.days30, r.sold90, r.days90, r."milliPerDay", r."knownDays30",
      r."emptyDays30", r."lastSoldOn", r."firstReceivedOn", r.shipped90, r."heldPieceDays90", r.aged30, r.aged60, r.aged90,
      r.aged180, r."agedOlder", r.forecast30, r."forecastError", r."naiveForecastError", ${at}
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r("skuId" int, sold7 int, days7 int, sold30 int,
      days30 int, sold90 int, days90 int, "milliPerDay" int, "knownDays30" int, "emptyDays30" int, "lastSoldOn" date,
      "firstReceivedOn" date, shipped90 int, "heldPieceDays90" bigint, aged30 int, aged60 int, aged90 int, aged180 int,
      "agedOlder" int, forecast30 int, "forecastError" int, "naiveForecastError" int)`
}
