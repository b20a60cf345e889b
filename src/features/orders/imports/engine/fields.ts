import { Prisma } from '../../../../generated/prisma/client.ts'

/**
 * The fields that files bring and that don't only advance. Each has the value of the newest file that spoke of it,
 * whatever the sequence in which the files came: when that was stands at the field's place in `free_times`.
 */
export interface FreeField {
  /** Name in staged rows and in history. */
  readonly name: string
  /** Name in the table. */
  readonly column: string
  readonly type: 'text' | 'int' | 'timestamptz' | 'boolean'
  /** A newer file with an empty cell empties it; otherwise an empty cell says nothing. */
  readonly empties: boolean
}

const field = (name: string, type: FreeField['type'], empties = false): FreeField => ({
  name,
  column: name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
  type,
  empties,
})

/** Of orders. The places are stored: add at the end only, never remove. */
export const ORDER_FIELDS: readonly FreeField[] = [
  field('orderedAt', 'timestamptz'),
  field('paidAt', 'timestamptz'),
  field('shippedAt', 'timestamptz'),
  field('shipDueAt', 'timestamptz'),
  field('finishedAt', 'timestamptz'),
  field('paymentId', 'text'),
  field('goodsAmountFen', 'int'),
  field('shippingFeeFen', 'int'),
  field('totalFen', 'int'),
  field('paidFen', 'int'),
  field('refundFen', 'int'),
  field('settledFen', 'int'),
  field('quantityTotal', 'int'),
  field('buyerMessage', 'text', true),
  field('sellerMemo', 'text', true),
  field('flag', 'text', true),
  field('tags', 'text', true),
  field('carrier', 'text'),
  field('trackingNumber', 'text'),
  field('closeReason', 'text', true),
  field('exception', 'text', true),
  field('presale', 'boolean'),
]

/** Of order lines. The places are stored: add at the end only, never remove. */
export const LINE_FIELDS: readonly FreeField[] = [
  field('title', 'text'),
  field('properties', 'text'),
  field('unitPriceFen', 'int'),
  field('quantity', 'int'),
  field('payableFen', 'int'),
  field('paidFen', 'int'),
  field('merchantCode', 'text'),
  field('itemMerchantCode', 'text'),
  field('platformItemId', 'text'),
  field('refundFen', 'int'),
]

/** The place after the line's fields, where the time of its refund state stands. */
export const REFUND_PLACE = LINE_FIELDS.length + 1

/** Of refunds. The places are stored: add at the end only, never remove. */
export const REFUND_FIELDS: readonly FreeField[] = [
  field('type', 'text'),
  field('refundFen', 'int'),
  field('paidFen', 'int'),
  field('appliedAt', 'timestamptz'),
  field('deadlineAt', 'timestamptz'),
  field('finishedAt', 'timestamptz'),
  field('goodsStatus', 'text'),
  field('reason', 'text'),
  field('stage', 'text'),
  field('whole', 'boolean'),
  field('returnedAt', 'timestamptz'),
  field('returnCarrier', 'text'),
  field('returnTrackingNumber', 'text'),
  field('platformItemId', 'text'),
  field('merchantCode', 'text'),
]

/** The place after the refund's fields, where the time of its state stands. */
export const REFUND_STATE_PLACE = REFUND_FIELDS.length + 1

/** What one field becomes: `s` is the staged row, `o` the stored one or nothing. */
export interface Merged {
  readonly value: Prisma.Sql
  readonly time: Prisma.Sql
}

/** When the file was exported, in whole seconds since 1970, as `free_times` keeps it. */
export function secondsOf(exportedAt: Date): number {
  return Math.floor(exportedAt.getTime() / 1000)
}

/** The time of the present value at a place of `o.free_times`; 0 for none. */
export function timeAt(place: number): Prisma.Sql {
  return Prisma.raw(`COALESCE(o.free_times[${place}], 0)`)
}

/** How a field of the file meets what is stored. A field that the file doesn't have stays as it is. */
export function mergeOf(field: FreeField, place: number, given: boolean, seconds: number): Merged {
  const old = timeAt(place)
  const [mine, theirs] = [Prisma.raw(`s."${field.name}"`), Prisma.raw(`o.${field.column}`)]
  if (!given) return { value: theirs, time: old }
  const newer = Prisma.sql`${seconds}::int >= ${old}`
  if (field.empties) {
    return {
      value: Prisma.sql`CASE WHEN ${newer} THEN ${mine} ELSE ${theirs} END`,
      time: Prisma.sql`GREATEST(${seconds}::int, ${old})`,
    }
  }
  const taken = Prisma.sql`${mine} IS NOT NULL AND (${theirs} IS NULL OR ${newer})`
  return {
    value: Prisma.sql`CASE WHEN ${taken} THEN ${mine} ELSE ${theirs} END`,
    time: Prisma.sql`CASE WHEN ${mine} IS NOT NULL THEN GREATEST(${seconds}::int, ${old}) ELSE ${old} END`,
  }
}

/** The columns of a JSON record: `"paidAt" timestamptz, …`. */
export function recordOf(fields: readonly FreeField[], ...more: string[]): Prisma.Sql {
  return Prisma.raw([...fields.map(({ name, type }) => `"${name}" ${type}`), ...more].join(', '))
}

/** A value as history keeps it: moments in UTC with `Z`, everything else as it is. */
export function historical(field: FreeField, value: string): string {
  return field.type === 'timestamptz'
    ? `to_char(${value} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
    : value
}
