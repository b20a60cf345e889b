import type { OrderRow } from './order-list.ts'
import { stateOfLines } from './states.ts'

const SUMMED = [
  'goodsAmountFen',
  'shippingFeeFen',
  'totalFen',
  'paidFen',
  'refundFen',
  'settledFen',
  'quantityTotal',
] as const satisfies readonly (keyof OrderRow)[]

/**
 * One order from the rows of an order list that gives each line a row of its own (some workbooks since 2024 do):
 * amounts and quantities are summed, the order has begun with the first line and is finished with the last, its
 * state follows from its lines', anything else is the first that isn't empty.
 */
export function mergeOrders(rows: readonly [OrderRow, ...OrderRow[]]): OrderRow {
  const [first, ...others] = rows
  if (others.length === 0) return first
  const statusMapped = stateOfLines(rows.map((row) => row.statusMapped))
  const said = rows.find((row) => row.statusMapped === statusMapped)?.status
  return {
    ...rows.reduceRight((merged, row) => ({ ...merged, ...present(row) })),
    ...Object.fromEntries(SUMMED.map((field) => [field, sum(rows.map((row) => row[field]))])),
    masked: rows.some((row) => row.masked),
    statusMapped,
    status: said ?? (statusMapped === 'PART_SHIPPED' ? '卖家部分发货' : first.status),
    createdAt: earliest(rows.map((row) => row.createdAt)),
    paidAt: earliest(rows.map((row) => row.paidAt)),
    shippedAt: earliest(rows.map((row) => row.shippedAt)),
    shipDueAt: earliest(rows.map((row) => row.shipDueAt)),
    finishedAt: latest(rows.map((row) => row.finishedAt)),
  }
}

function present(row: OrderRow): OrderRow {
  // Spreading keeps `undefined`, which would erase what another row says.
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined)) as OrderRow
}

function sum(values: readonly (number | undefined)[]): number | undefined {
  const given = values.filter((value) => value !== undefined)
  return given.length > 0 ? given.reduce((total, value) => total + value, 0) : undefined
}

function sorted(values: readonly (Date | undefined)[]): Date[] {
  return values.filter((value) => value !== undefined).sort((a, b) => a.getTime() - b.getTime())
}

const earliest = (values: readonly (Date | undefined)[]): Date | undefined => sorted(values)[0]
const latest = (values: readonly (Date | undefined)[]): Date | undefined => sorted(values).at(-1)
