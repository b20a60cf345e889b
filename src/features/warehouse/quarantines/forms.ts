import { z } from 'zod'
import { choice, optionalText, text, whole } from '../../../web/fields.ts'
import { PROBLEMS } from './problems.ts'

/** Goods found bad on the shelf; those found while picking or packing are reported at the terminal. */
export const ReportForm = z
  .object({
    sku: text('货品', 200),
    location: text('库位', 60),
    quantity: whole('数量', 1, 9999),
    problem: choice('问题', PROBLEMS),
    detail: optionalText('说明', 200),
  })
  .transform(({ problem, detail, ...rest }) => ({
    ...rest,
    reason: detail ? `${problem}：${detail}` : problem,
  }))
