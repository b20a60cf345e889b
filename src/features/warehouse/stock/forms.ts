import { z } from 'zod'
import { checkbox, optionalText, text, whole } from '../../../web/fields.ts'

export const TransferForm = z.object({
  from: text('移出库位', 30),
  to: text('移入库位', 30),
  quantity: whole('件数', 1, 1_000_000),
  remark: optionalText('备注', 200),
  despiteClass: checkbox,
})
