import { z } from 'zod'
import { moment, optionalText, reference, text } from '../../../web/fields.ts'

export const VisitForm = z.object({
  visitor: text('来访人', 60),
  organization: optionalText('单位', 60),
  purpose: text('事由', 200),
  hostId: reference('接待人'),
  enteredAt: moment('进入时间'),
})
