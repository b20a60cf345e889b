/**
 * Deeds on parcels. Each is one transaction through the door with a constant number of statements, however many
 * parcels; the order of locks stands in `actions/locks.ts`.
 */
export { planShipments } from './actions/plan.ts'
export type { Planned } from './actions/plan.ts'
export type { Scope } from './actions/wanted.ts'
export { retryOutOfStock, takeFromParcels } from './actions/stock-out.ts'
export type { Bereft } from './actions/stock-out.ts'
export { addGift, addGiftBy, joinShipments, splitShipment } from './actions/arrange.ts'
export type { Part } from './actions/arrange.ts'
export {
  WAVE_LIMIT,
  cancelWave,
  finishPicking,
  leaveWave,
  pickShipment,
  releaseWave,
} from './actions/pick.ts'
export type { Released } from './actions/pick.ts'
export { checkPiece, uncheckAll, uncheckPiece } from './actions/check.ts'
export type { CheckRefusal, Checked, CheckedLine } from './actions/check.ts'
export { numbersOnPlatform, packShipment, unpackShipment } from './actions/pack.ts'
export type { Label } from './actions/pack.ts'
export { askForSheets, handOverShipments, sheetItem, whyHeld } from './actions/hand-over.ts'
export type { HandedOver } from './actions/hand-over.ts'
export { cancelShipment, cancelShipments, resumeShipment, stopShipment } from './actions/stop.ts'
export type { Cancelled } from './actions/stop.ts'
export { moveShipment } from './actions/move.ts'
export { applyOrderChanges, reconcileShipments } from './actions/changes.ts'
export type { Applied, ChangedOrder } from './actions/changes.ts'
export { confirmByOrders, settleWaybill } from './actions/confirm.ts'
export type { Confirmed } from './actions/confirm.ts'
export { unbindWaybill } from './actions/waybill.ts'
export { placeFor } from './actions/goods.ts'
