import { z } from 'zod'
import { HOURS } from '../stock/hours.ts'

/** The terminal's screens; each does one task. */
export const SCREENS = [
  'menu',
  'pick',
  'pack',
  'hand-over',
  'problem',
  'receive',
  'transfer',
  'count',
  'returns',
] as const
export type Screen = (typeof SCREENS)[number]

/** Whether a command names a screen to go to. */
export function isScreen(command: string | null): command is Screen {
  return (SCREENS as readonly (string | null)[]).includes(command)
}

const id = z.number().int()

/** What a parcel that came back belongs to; see `findSendback`. */
const sendback = z.object({ kind: z.enum(['return', 'refund', 'parcel', 'order']), id })
export type SendbackRef = z.infer<typeof sendback>

/** Something the terminal asked and 确认 or a number answers. */
const question = z.discriminatedUnion('kind', [
  /** The parcel is open at another terminal. */
  z.object({ kind: z.literal('take-parcel'), shipmentId: id }),
  /** The courier of a waybill whose look doesn't tell it. */
  z.object({ kind: z.literal('carrier'), trackingNumber: z.string() }),
  /** Somebody else picks the wave. */
  z.object({ kind: z.literal('take-wave'), waveId: id }),
  /** All is picked, or the clerk says so from paper. */
  z.object({ kind: z.literal('finish-wave'), waveId: id }),
  z.object({ kind: z.literal('hand-over') }),
  z.object({ kind: z.literal('empty-batch') }),
  /** What a returned piece is worth: good, or which defect. */
  z.object({ kind: z.literal('judge'), skuId: id, quantity: id }),
  /** The piece isn't on the return, or is one more than should come back. */
  z.object({ kind: z.literal('wrong-piece'), skuId: id, quantity: id }),
  z.object({ kind: z.literal('surplus-piece'), skuId: id, quantity: id }),
  /** The piece bears a code that isn't ours. */
  z.object({ kind: z.literal('strange-piece'), code: z.string() }),
  /** Ours, and nobody has said that it comes back. */
  z.object({ kind: z.literal('announce-return'), sendback }),
  z.object({ kind: z.literal('further-return'), sendback }),
  /** Nobody expects the parcel at all. */
  z.object({ kind: z.literal('unknown-parcel'), trackingNumber: z.string() }),
  /** Pieces are missing. */
  z.object({ kind: z.literal('settle-return') }),
  /** It's outside the hours of what is done on a screen. */
  z.object({ kind: z.literal('after-hours'), screen: z.enum(SCREENS) }),
  /** Somebody else counts the location. */
  z.object({ kind: z.literal('take-place'), locationId: id }),
  /** Nothing was found at the location. */
  z.object({ kind: z.literal('empty-place') }),
  /** Another location was scanned: is the one before done? */
  z.object({ kind: z.literal('next-place'), locationId: id }),
  /** What was counted at the location would be dropped. */
  z.object({ kind: z.literal('leave-place') }),
  /** Goods at the door that nobody announced. */
  z.object({ kind: z.literal('unannounced') }),
  /** More pieces than were announced, or of goods that weren't. */
  z.object({ kind: z.literal('extra'), skuId: id, quantity: id }),
  /** What is wrong with the pieces counted last. */
  z.object({ kind: z.literal('fault') }),
  /** The counted goods would lie among goods of another class. */
  z.object({ kind: z.literal('wrong-class'), skuId: id, locationId: id }),
  z.object({ kind: z.literal('post-delivery') }),
  /** The carried goods would lie among goods of another class. */
  z.object({ kind: z.literal('move-wrong-class'), locationId: id }),
])
export type Question = z.infer<typeof question>

const problem = z.object({
  skuId: id.nullable().default(null),
  locationId: id.nullable().default(null),
  quantity: id.nullable().default(null),
  reason: z.string().nullable().default(null),
})
/** What is known so far of goods that are reported. */
export type Draft = z.infer<typeof problem>

const counted = z.object({ skuId: id, quantity: id })
const carried = z.object({ from: id, skuId: id.nullable().default(null), quantity: id.default(0) })
/** Pieces that are carried from one shelf to another. */
export type Carried = z.infer<typeof carried>

const hand = z.object({
  screen: z.enum(SCREENS).default('menu'),
  open: z.partialRecord(z.enum(SCREENS), id).default({}),
  last: z.string().nullable().default(null),
  broken: z.boolean().default(false),
  asked: question.nullable().default(null),
  place: id.nullable().default(null),
  goods: id.nullable().default(null),
  batch: z.array(id).default([]),
  problem: problem.nullable().default(null),
  unknown: id.nullable().default(null),
  afterHours: z.partialRecord(z.enum(HOURS), z.string()).default({}),
  tallied: id.nullable().default(null),
  counted: counted.nullable().default(null),
  carried: carried.nullable().default(null),
})

/**
 * What a clerk has in hand: by this the next scan is understood. `open` is the paper that lies open on each screen, the
 * parcel on the packing table, the wave on the walk; it waits there while another screen is used. `last` is the scan
 * judged last; after one that `broken` the chain, scans made before its answer was seen don't count. `place` and
 * `goods` are where the picker stands and what he scanned there; `batch` are the parcels put together for a courier,
 * `counted` the pieces counted last at the door, `carried` those on the way between two shelves, `tallied` the SKU counted
 * last on a shelf, `unknown` the parcel nobody expects whose contents are scanned. `afterHours` is for each kind
 * of hours the Shanghai day on which he said that he works outside of them.
 */
export type Hand = z.infer<typeof hand>

export const EMPTY_HAND: Hand = hand.parse({})

/** Whether something is begun on a screen. */
export function isBusyOn({ open, batch, unknown }: Hand, screen: Screen): boolean {
  if (screen === 'hand-over') return batch.length > 0
  return open[screen] !== undefined || (screen === 'returns' && unknown !== null)
}

/** The hand as the session keeps it; empty where it's kept in a shape that this version doesn't know. */
export function handOf(stored: unknown): Hand {
  const parsed = hand.safeParse(stored)
  return parsed.success ? parsed.data : EMPTY_HAND
}
