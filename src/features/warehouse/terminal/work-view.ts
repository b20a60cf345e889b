import type { Screen } from './hand.ts'
import type { InHand } from './in-hand.ts'
import type { Waiting } from './queries.ts'
import { NOTHING_WAITS } from './queries.ts'
import type { CountView } from './work-view/count.ts'
import { countView } from './work-view/count.ts'
import type { HandOverView } from './work-view/hand-over.ts'
import { handOverView } from './work-view/hand-over.ts'
import type { MenuView } from './work-view/menu.ts'
import { menuView } from './work-view/menu.ts'
import type { PackView } from './work-view/pack.ts'
import { packView } from './work-view/pack.ts'
import type { PickView } from './work-view/pick.ts'
import { pickView } from './work-view/pick.ts'
import type { ProblemView } from './work-view/problem.ts'
import { problemView } from './work-view/problem.ts'

import type { ReceiveView } from './work-view/receive.ts'
import { receiveView } from './work-view/receive.ts'
import type { TransferView } from './work-view/transfer.ts'
import { transferView } from './work-view/transfer.ts'

/** The part of a screen that changes with every scan: `warehouse/terminal/<view>`. */
export type WorkView =
  MenuView | PackView | PickView | HandOverView | ProblemView | ReceiveView | TransferView | CountView

const views: Record<Screen, (inHand: InHand, waiting: Waiting, now: Date) => WorkView> = {
  menu: menuView,
  pick: pickView,
  pack: packView,
  'hand-over': handOverView,
  problem: problemView,
  count: countView,
  receive: receiveView,
  transfer: transferView,
}

const NOTHING: Waiting = { ...NOTHING_WAITS, hours: '' }

/** What a screen shows of the work in hand; `waiting` is null where nobody looks at what waits. */
export function workView(screen: Screen, inHand: InHand, waiting: Waiting | null, now: Date): WorkView {
  return views[screen](inHand, waiting ?? NOTHING, now)
}
