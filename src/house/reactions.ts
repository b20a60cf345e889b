import { reviewReactions } from '../features/orders/reviews/actions.ts'
import { pickupReactions } from '../features/warehouse/pickup-exceptions/actions.ts'
import { returnReactions } from '../features/warehouse/returns/actions.ts'
import { shipSheetReactions } from '../features/warehouse/ship-sheets/actions.ts'
import { shipmentReactions } from '../features/warehouse/shipments/reactions.ts'
import { unknownParcelReactions } from '../features/warehouse/unknown-parcels/actions.ts'
import type { Reaction } from '../work/house.ts'

/** One noun's move causes another noun's deed, in the same transaction. */
export const reactions: readonly Reaction[] = [
  ...reviewReactions,
  ...shipmentReactions,
  ...shipSheetReactions,
  ...pickupReactions,
  ...returnReactions,
  ...unknownParcelReactions,
]
