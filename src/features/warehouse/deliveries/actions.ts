/**
 * Deeds on deliveries. They lock in this order: the ledger's promises (`lockPromises`) where goods are posted, then the
 * delivery, then what the ledger locks by itself.
 */
export { createDelivery, createDeliveryByCode, editDelivery, identifySupplier } from './actions/announce.ts'
export type { DeliveryInput, NamedDelivery } from './actions/announce.ts'
export { clearCounts, countPieces, placeCounted, rejectCounted, uncountPieces } from './actions/count.ts'
export type { Count, CountRefusal, Counted } from './actions/count.ts'
export { inspectDelivery, postCounted } from './actions/inspect.ts'
export type { Finding, Inspected } from './actions/inspect.ts'
export { inspectByCode } from './actions/inspect-by-code.ts'
export { moveDelivery } from './actions/move.ts'
