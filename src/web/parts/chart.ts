/**
 * A table's rows as bars. The chart has no numbers of its own: the script reads them from the table's cells, so that both
 * always say the same, and without script the table says everything.
 */
export interface ChartView {
  /** What it shows, for those who don't see it. */
  label: string
  /** Id of the table on the same page. */
  table: string
  /** The columns that are drawn, by their heads as printed, units included; the first column names the bars. */
  series: string[]
  /** Whether a row's values are parts of one bar. */
  stacked?: boolean
}
