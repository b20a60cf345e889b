import { z } from 'zod'
import { choice, optionalChoice, optionalReference, text } from '../../../web/fields.ts'
import { KINDS, STEPS } from './kinds.ts'

/** What was found wrong with a parcel that has left. */
export const FaultForm = z.object({
  shipment: text('发货单', 60),
  kind: choice('差错', KINDS),
  step: optionalChoice('环节', STEPS),
  description: text('情况', 500),
  returnId: optionalReference('退货单'),
})
