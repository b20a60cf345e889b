import type { Code128 } from '../../../lib/code128.ts'
import { code128 } from '../../../lib/code128.ts'
import { formatMinute } from '../../../lib/dates.ts'
import { groupBy, sumOf } from '../../../lib/groups.ts'
import type { Page } from '../../../web/parts.ts'
import type { ShipmentRow } from '../shipments/queries.ts'
import type { PickRow, WaveRow } from './queries.ts'

/** A location of the walk, with what to take there. */
export interface Stop {
  location: string
  zone: string
  barcode: Code128 | null
  rows: {
    code: string
    product: string
    look: string
    quantity: number
    /** Into which slots of the cart: `1号 × 2`. */
    slots: string
  }[]
}

/** The pick list of a wave on paper: `views/warehouse/waves/pick-list`. */
export interface PickListPage extends Page {
  layout: 'print'
  number: string
  barcode: Code128 | null
  printed: string
  shipBy: string
  note: string
  parcels: number
  pieces: number
  stops: Stop[]
  slots: { slot: number; number: string; barcode: Code128 | null; pieces: number; warning: string }[]
}

/** The walk through the warehouse, location by location, each piece with the slot of the cart it goes into. */
export function pickListPage(
  wave: WaveRow,
  parcels: readonly ShipmentRow[],
  picks: readonly PickRow[],
  now: Date,
): PickListPage {
  const slotOf = new Map(parcels.map(({ id }, i) => [id, i + 1]))
  const stops = [...groupBy(picks, ({ location }) => location)].map(([location, rows]): Stop => ({
    location,
    zone: rows[0]?.zone ?? '',
    barcode: code128(location),
    rows: [...groupBy(rows, ({ code }) => code).values()].map((same) => {
      const [{ code, product, color, size }] = same as [PickRow]
      return {
        code,
        product,
        look: [color, size].filter(Boolean).join(' '),
        quantity: sumOf(same, ({ quantity }) => quantity),
        slots: same.map((one) => `${slotOf.get(one.shipmentId) ?? '?'}号 × ${one.quantity}`).join('  '),
      }
    }),
  }))
  return {
    title: `拣货单 ${wave.number}`,
    layout: 'print',
    breadcrumb: [{ label: wave.number, href: `/warehouse/waves/${wave.id}` }, { label: '拣货单' }],
    number: wave.number,
    barcode: code128(wave.number),
    printed: formatMinute(now),
    shipBy: formatMinute(wave.shipBy),
    note: wave.note ?? '',
    parcels: parcels.length,
    pieces: sumOf(picks, ({ quantity }) => quantity),
    stops,
    slots: parcels.map((parcel, i) => ({
      slot: i + 1,
      number: parcel.number,
      barcode: code128(parcel.number),
      pieces: parcel.pieces,
      warning: parcel.warning ?? '',
    })),
  }
}
