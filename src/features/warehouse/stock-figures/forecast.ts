/** How many days a forecast reaches. */
export const FORECAST_DAYS = 30

/** A forecast made at an earlier time beside what then happened, in pieces. */
export interface Trial {
  readonly forecast: number
  /** What somebody without a method would have said. */
  readonly naive: number
  readonly actual: number
}

/** Pieces that will sell in the next thirty days: the rate, moved by the season. */
export function forecastPieces(milliPerDay: number, seasonPercent: number): number {
  return Math.round((milliPerDay * FORECAST_DAYS * seasonPercent) / 100_000)
}

/** The naive forecast: as many as in the same thirty days a year before, or where that isn't known, as in the last thirty. */
export function naiveForecast(sold30: number, lastYear: number | null): number {
  return lastYear ?? sold30
}

/** The mean absolute errors of both over some trials, in whole pieces; null without any. */
export function meanErrors(trials: readonly Trial[]): { ours: number; naive: number } | null {
  if (trials.length === 0) return null
  const mean = (error: (trial: Trial) => number): number =>
    Math.round(trials.reduce((sum, trial) => sum + Math.abs(error(trial)), 0) / trials.length)
  return {
    ours: mean(({ forecast, actual }) => forecast - actual),
    naive: mean(({ naive, actual }) => naive - actual),
  }
}
