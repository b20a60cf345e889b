import { z } from 'zod'
import { optionalText, reference, several } from '../../../web/fields.ts'
import { SELECTED } from '../../../web/parts.ts'

export const ReleaseForm = z.object({ instruction: optionalText('给仓库的说明', 500) })

export const BatchForm = z.object({ [SELECTED]: several(reference('订单')) })
