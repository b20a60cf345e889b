import type { Act } from '../../../../work/act.ts'
import type { Shipment } from '../policy.ts'
import type { DESK_MOVES } from '../workflow.ts'
import { unpackShipment } from './pack.ts'
import { leaveWave, pickShipment } from './pick.ts'
import { cancelShipment, resumeShipment, stopShipment } from './stop.ts'

type Mover = (act: Act, shipment: Shipment, remark: string | null) => Promise<unknown>

/** What each move of a desk does beyond changing the state. */
const movers: Record<(typeof DESK_MOVES)[number], Mover> = {
  'leave-wave': leaveWave,
  'finish-picking': pickShipment,
  unpack: unpackShipment,
  stop: (act, shipment, remark) => stopShipment(act, shipment, remark ?? ''),
  resume: resumeShipment,
  'resume-picking': resumeShipment,
  cancel: cancelShipment,
}

/** Any move that asks no more than a remark; others have doors of their own. */
export async function moveShipment(
  act: Act,
  shipment: Shipment,
  move: string,
  remark: string | null,
): Promise<void> {
  await movers[move as keyof typeof movers](act, shipment, remark)
}
