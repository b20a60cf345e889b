import { z } from 'zod'
import { DUTIES } from '../../../actor.ts'
import {
  choice,
  moment,
  optionalChoice,
  optionalReference,
  optionalText,
  text,
  whole,
} from '../../../web/fields.ts'

/** The kinds of tasks in words. */
export const kindLabels = { ERRAND: '事务', DESIGN_BRIEF: '设计需求', DATA_REQUEST: '数据需求' } as const
export const KINDS = ['ERRAND', 'DESIGN_BRIEF', 'DATA_REQUEST'] as const

const what = {
  kind: choice('类型', KINDS),
  title: text('标题', 100),
  description: text('说明', 5000),
  acceptanceCriteria: text('验收标准', 2000),
  dueAt: moment('期限'),
}

export const EditForm = z.object(what)

/** Asked of one person, or of a duty (in a shop, or anywhere): exactly one of the two. */
export const RequestForm = z
  .object({
    ...what,
    assigneeId: optionalReference('承办人'),
    duty: optionalChoice('承办岗位', DUTIES),
    shopId: optionalReference('店铺'),
  })
  .transform(({ assigneeId, duty, shopId, ...input }, context) => {
    if (assigneeId !== null && duty === null) return { input, asked: { assigneeId } }
    if (assigneeId === null && duty !== null) return { input, asked: { duty, shopId } }
    context.addIssue({ code: 'custom', path: ['assigneeId'], message: '请选择承办人或承办岗位中的一项' })
    return z.NEVER
  })

export const ProgressForm = z.object({
  progress: whole('进度', 0, 100),
  remark: optionalText('说明', 1000),
})

export const DeliverForm = z.object({ result: text('交付内容', 5000) })
