import type { FreeField } from '../../../orders/imports/engine/fields.ts'

const field = (name: string, column: string, type: FreeField['type'], empties = false): FreeField => ({
  name,
  column,
  type,
  empties,
})

/** Of listings. The places are stored: add at the end only, never remove. */
export const LISTING_FIELDS: readonly FreeField[] = [
  field('title', 'title', 'text'),
  field('outerCode', 'outer_code', 'text', true),
  field('priceFen', 'price_fen', 'int'),
  field('quantity', 'quantity', 'int'),
  field('platformStatus', 'platform_status', 'text'),
  field('categoryName', 'category_name', 'text'),
  field('barcode', 'barcode', 'text'),
]

/** The place after the listing's fields, where the time of the newest file with all of its SKUs stands. */
export const WHOLE_PLACE = LISTING_FIELDS.length + 1

/** Of SKUs. The places are stored: add at the end only, never remove. */
export const SKU_FIELDS: readonly FreeField[] = [
  field('merchantCode', 'merchant_code', 'text', true),
  field('priceFen', 'price_fen', 'int'),
  field('quantity', 'quantity', 'int'),
  field('properties', 'properties', 'text'),
  field('propertyPairs', 'property_pairs', 'text'),
  field('specification', 'specification', 'text'),
  field('barcode', 'barcode', 'text', true),
]

/** The place after the SKU's fields, where the time stands at which a file last told whether it's gone. */
export const GONE_PLACE = SKU_FIELDS.length + 1
