import { z } from 'zod'
import { optionalText } from '../../../web/fields.ts'

export const RevealForm = z.object({ remark: optionalText('查看原因', 1000) })
