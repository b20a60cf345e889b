import type { Code128 } from '../../../lib/code128.ts'
import { code128 } from '../../../lib/code128.ts'
import { dayOf, formatMinute } from '../../../lib/dates.ts'
import type { Page } from '../../../web/parts.ts'
import type { ProposedPlace } from '../stock/put-away.ts'
import type { DeliveryRow, LineRow } from './queries.ts'
import { missingOf } from './tally.ts'

/** The delivery note on paper, to go with the goods and to be scanned at the door: `views/warehouse/deliveries/note`. */
export interface NotePage extends Page {
  layout: 'print'
  number: string
  barcode: Code128 | null
  supplier: string
  expected: string
  printed: string
  note: string
  pieces: number
  rows: { sku: string; barcode: Code128 | null; product: string; open: number; place: string }[]
}

/** What is still to come, with where it goes, and columns to write in by hand. */
export function notePage(
  delivery: DeliveryRow,
  lines: readonly LineRow[],
  places: ReadonlyMap<number, ProposedPlace>,
  now: Date,
): NotePage {
  const rows = lines.map((line) => ({
    sku: line.sku,
    barcode: code128(line.sku),
    product: line.product,
    open: missingOf(line),
    place: places.get(line.skuId)?.location ?? '',
  }))
  return {
    title: `到货单 ${delivery.number}`,
    layout: 'print',
    breadcrumb: [{ label: delivery.number, href: `/warehouse/deliveries/${delivery.id}` }, { label: '打印' }],
    number: delivery.number,
    barcode: code128(delivery.number),
    supplier: delivery.supplier ?? '未知供应商',
    expected: delivery.expectedBy ? dayOf(delivery.expectedBy) : '未预报',
    printed: formatMinute(now),
    note: delivery.note ?? '',
    pieces: rows.reduce((sum, { open }) => sum + open, 0),
    rows,
  }
}
