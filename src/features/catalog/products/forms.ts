import { z } from 'zod'
import { choice, optionalText, text } from '../../../web/fields.ts'

export const ROLES = ['MAIN', 'SECONDARY'] as const
/** What a product is for, in words. */
export const roleLabels = { MAIN: '主推', SECONDARY: '辅助' } as const

export const ProductForm = z.object({
  code: text('货号', 60),
  name: text('名称', 120),
  role: choice('主推/辅助', ROLES),
  category: optionalText('类目', 60),
  brand: optionalText('品牌', 60),
  fabric: optionalText('面料', 120),
  description: optionalText('描述', 5000),
})
