import { z } from 'zod'
import { checkbox, optionalWhole, whole } from '../../../web/fields.ts'

export const RuleForm = z
  .object({
    safetyPieces: optionalWhole('安全库存', 0, 999_999),
    safetyDays: optionalWhole('安全库存天数', 0, 365),
    leadDays: optionalWhole('交货期', 0, 365),
    reviewDays: optionalWhole('备货周期', 0, 365),
    cartonQuantity: whole('每箱件数', 1, 100_000),
    stopped: checkbox,
  })
  .superRefine(({ safetyPieces, safetyDays }, context) => {
    if (safetyPieces !== null && safetyDays !== null)
      context.addIssue({ code: 'custom', path: ['safetyDays'], message: '件数和天数只能填一个' })
  })
