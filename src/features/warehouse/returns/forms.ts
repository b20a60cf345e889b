import { z } from 'zod'
import { choice, optionalChoice, optionalText, text, whole } from '../../../web/fields.ts'
import { goodsLines } from './goods-lines.ts'
import { DEFECTS, SAID } from './verdicts.ts'

/** Pieces on one line. */
const MOST_PIECES = 9999

const said = {
  carrier: optionalText('快递', 30),
  trackingNumber: optionalText('退回运单号', 60),
  reason: optionalText('退货原因', 200),
  note: optionalText('备注', 500),
  goods: goodsLines,
}

/** A return that is announced by hand. */
export const ReturnForm = z.object({ order: text('订单号', 60), ...said })

/** What may be changed of an expected one; its order stays. */
export const EditForm = z.object(said).transform((input) => ({ ...input, order: '' }))

/** A parcel on the desk, by whatever code it bears. */
export const DeskForm = z.object({ code: text('条码或单号', 100), remark: optionalText('备注', 200) })

/** What was found of some pieces. */
export const JudgeForm = z
  .object({
    sku: optionalText('货品', 200),
    verdict: choice('判定', SAID),
    quantity: whole('件数', 1, MOST_PIECES),
    problem: optionalChoice('问题', DEFECTS),
    detail: optionalText('说明', 200),
    location: optionalText('库位', 30),
  })
  .transform(({ problem, detail, ...rest }) => ({
    ...rest,
    reason: [problem, detail].filter(Boolean).join('：') || null,
  }))
