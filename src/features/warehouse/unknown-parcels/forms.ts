import { z } from 'zod'
import { optionalText, text } from '../../../web/fields.ts'
import { goodsLines } from '../returns/goods-lines.ts'

/** A parcel that nobody expects, as it lies there. */
export const UnknownForm = z.object({
  trackingNumber: optionalText('运单号', 60),
  carrier: optionalText('快递', 30),
  note: optionalText('说明', 500),
  goods: goodsLines,
})

/** Whose it is. */
export const TieForm = z.object({ code: text('号码', 100), remark: optionalText('备注', 500) })
