/**
 * The ledger of goods: the only code that writes `stock_movements`, `stock_balances`, `stock_levels`,
 * `reservations` and `pick_allocations`. Its laws, which the database's checks and the proof repeat:
 *
 * - A movement is never changed. The balance of a SKU at a location is the sum of its movements; the SKU's level is
 *   the sum of its balances, of which those at quarantine locations are quarantined.
 * - Goods are promised twice: a shipment line reserves pieces of a SKU, wherever they lie, from planning to courier
 *   hand-over; a pick list is allocated pieces at a location, from its release to packing. Nothing can be promised
 *   or taken that isn't there or is promised already: available = on hand - reserved - quarantined.
 * - Packed and quarantined goods are at locations like all others. A move is two entries; goods leave with one.
 *
 * - A movement bears the time of the act that caused it; in a closed month there are no new ones. What was forgotten is
 *   posted in the month in which somebody noticed.
 *
 * Every function takes part in the caller's transaction with a constant number of statements, however many rows.
 * Each locks before it looks: levels in the order of SKUs, then balances in the order of SKUs and locations. One
 * call with all rows therefore never meets another in a deadlock; a deed that makes several calls should keep the
 * same order between them: reservations first, then allocations, then movements.
 */
export { OutOfStock } from './ledger/shortage.ts'
export type { Shortage } from './ledger/shortage.ts'
export { post, postAll } from './ledger/post.ts'
export type { Paper, StockDocument } from './ledger/post.ts'
export { transfer } from './ledger/entries.ts'
export type { Entry } from './ledger/entries.ts'
export { consume, release, reserve } from './ledger/reservations.ts'
export type { Promised, Reserved, Short, Want } from './ledger/reservations.ts'
export { allocate, deallocate, moveAllocated } from './ledger/allocations.ts'
export type { Allocated, Allocation, Lot, Pick } from './ledger/allocations.ts'
export { lockPromises, lockWhole } from './ledger/locks.ts'
export { lockMonths } from './ledger/months.ts'
export { takeAway } from './ledger/take-away.ts'
export type { TakenAway } from './ledger/take-away.ts'
export { prove } from './ledger/proof.ts'
export type { Difference, Law } from './ledger/proof.ts'
