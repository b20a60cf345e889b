import { z } from 'zod'
import { text } from '../../../web/fields.ts'

export const DeviceForm = z.object({ name: text('名称', 30) })
