/** Draws the rows of a table as bars. The numbers are read from its cells; the colors are those of the page's inks. */
const MOST_BARS = 30

for (const figure of document.querySelectorAll('[data-chart]')) {
  const series = figure.dataset.chartSeries.split('\t')
  const table = document.getElementById(figure.dataset.chartTable)
  const rows = [...(table?.querySelectorAll('tbody tr') ?? [])]
  if (rows.length > 0) draw(figure, series, rows.slice(0, MOST_BARS))
}

async function draw(figure, series, rows) {
  await import(figure.dataset.chart)
  const names = rows.map((row) => row.cells[0].textContent.trim())
  const inks = [...figure.querySelectorAll('[data-chart-ink]')]
  const shown = series.filter((name) => cellOf(rows[0], name))
  const chart = new window.Chart(figure.querySelector('canvas'), {
    type: 'bar',
    data: {
      labels: names,
      datasets: shown.map((label) => ({ label, data: rows.map((row) => numberIn(cellOf(row, label))) })),
    },
    options: {
      animation: false,
      maintainAspectRatio: false,
      scales: { x: { stacked: stacked(figure) }, y: { stacked: stacked(figure), beginAtZero: true } },
    },
  })
  const paint = () => {
    const ink = getComputedStyle(figure).color
    chart.data.datasets.forEach((dataset, i) => {
      dataset.backgroundColor = getComputedStyle(inks[i % inks.length]).color
    })
    chart.options.color = ink
    for (const axis of Object.values(chart.options.scales)) axis.ticks.color = ink
    chart.update()
  }
  figure.hidden = false
  chart.resize()
  paint()
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', paint)
  new MutationObserver(paint).observe(document.documentElement, { attributeFilter: ['data-bs-theme'] })
}

const stacked = (figure) => 'chartStacked' in figure.dataset
const cellOf = (row, name) => [...row.cells].find((cell) => cell.dataset.label === name)
const numberIn = (cell) => Number(cell.textContent.replaceAll(',', '')) || 0
