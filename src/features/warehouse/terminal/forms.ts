import { z } from 'zod'
import type { Sent } from './chain.ts'
import { SCREENS } from './hand.ts'

const uuid = z.uuid()
const id = z.number().int().min(1).max(2_147_483_647)
/** Clocks of machines differ; what is far off is a mistake and would only confuse the order of scans. */
const moment = z.iso.datetime().transform((text) => new Date(text))

/** A scan as the page sends it. The code itself may be anything that a gun sends; what it means is judged later. */
export const ScanForm: z.ZodType<Sent> = z.object({
  id: uuid,
  session: id,
  screen: z.enum(SCREENS),
  subject: id.nullable(),
  follows: uuid.nullable(),
  // Half of a sign of two parts can't be stored; it becomes the sign for what can't be read.
  code: z
    .string()
    .max(1000)
    .transform((code) => code.toWellFormed()),
  scannedAt: moment,
})

/** Pictures of what lies in hand; the files themselves come beside it. */
export const PhotoForm = z.object({ of: z.string().max(100), screen: z.enum(SCREENS), token: uuid })

const takeOver = z.boolean().default(false)

/** A badge, or a name chosen from the list and its PIN. */
export const SignInForm = z.union([
  z.object({ badge: z.string().min(1).max(100), takeOver }),
  z.object({ personId: id, pin: z.string().min(1).max(20), takeOver }),
])
