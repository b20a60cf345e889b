import type { PlaceToCount } from '../../counts/queries.ts'
import type { DeliveryState, ShipmentState, WaveState } from '../../../../generated/prisma/enums.ts'
import type { Command } from '../commands.ts'

/** A SKU that a code on goods stands for. A carton's code means several pieces. */
export interface Goods {
  readonly skuId: number
  readonly code: string
  readonly name: string
  readonly quantity: number
  /** Whether pieces of it are set apart and none lie on the shelves. */
  readonly quarantined: boolean
}

/** A parcel by the number on its slip, or by a waybill bound to it or known from the platform. */
export interface ParcelFound {
  readonly id: number
  readonly number: string
  readonly state: ShipmentState
  readonly warning: string | null
  readonly carrier: string | null
  readonly by: 'number' | 'waybill'
  /** The other terminal at which it's open, and by whom. */
  readonly openAt: string | null
}

export interface WaveFound {
  readonly id: number
  readonly number: string
  readonly state: WaveState
  readonly pickerId: number | null
  readonly pickerName: string | null
}

export interface PlaceFound {
  readonly id: number
  readonly code: string
  /** The open count that has it; null for none. */
  readonly count: PlaceToCount | null
  /** Whether goods may be put there: neither quarantine nor packed parcels. */
  readonly storage: boolean
  /** Which goods belong there; null: any. */
  readonly goodsClass: string | null
}

export interface DeliveryFound {
  readonly id: number
  readonly number: string
  readonly state: DeliveryState
}

/** What our records know under a code. */
export type Found =
  | ({ readonly kind: 'goods' } & Goods)
  | ({ readonly kind: 'parcel' } & ParcelFound)
  | ({ readonly kind: 'wave' } & WaveFound)
  | ({ readonly kind: 'place' } & PlaceFound)
  | ({ readonly kind: 'delivery' } & DeliveryFound)

/** A scan with everything that can be said about it by itself. */
export interface Reading {
  /** In one spelling. */
  readonly code: string
  readonly command: Command | null
  readonly number: number | null
  readonly badge: boolean
  readonly found: Found | null
}
