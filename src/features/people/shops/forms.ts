import { z } from 'zod'
import { choice, text } from '../../../web/fields.ts'
import { PLATFORMS } from './policy.ts'

export const ShopForm = z.object({ name: text('店铺名称', 60), platform: choice('平台', PLATFORMS) })
