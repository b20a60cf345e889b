import { z } from 'zod'
import { moment } from '../../../lib/dates.ts'
import { choice, day, optionalText, reference, text, whole } from '../../../web/fields.ts'
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

/** Goods that go back to whoever sold them. */
export const SupplierReturnForm = z.object({
  supplierId: reference('供应商'),
  remark: optionalText('备注', 500),
})

/** Goods that somebody repairs. */
export const ReworkForm = z
  .object({
    reworkedBy: text('谁来返工', 60),
    due: day('应返回日期'),
    remark: optionalText('备注', 500),
  })
  // The last minute of the day.
  .transform(({ due, ...rest }) => ({ ...rest, reworkDueAt: moment(due, 24 * 60 - 1) }))
