import { z } from 'zod'
import { ALL_SHOP_DUTIES, DUTIES, POSITIONS } from '../../../actor.ts'
import {
  choice,
  day,
  optionalChoice,
  optionalReference,
  optionalSecret,
  optionalText,
  reference,
  secret,
  several,
  text,
} from '../../../web/fields.ts'

export const careerTracks = { MANAGEMENT: '管理通道', PROFESSIONAL: '专业通道' } as const
const TRACKS = ['MANAGEMENT', 'PROFESSIONAL'] as const

const profile = {
  employeeNumber: text('工号', 40).refine(
    (value) => /^[A-Za-z0-9][A-Za-z0-9_-]*$/.test(value),
    '工号只能用字母、数字、“-”和“_”，并以字母或数字开头',
  ),
  name: text('姓名', 40),
  hiredOn: day('入职日期'),
}

const assignment = {
  position: choice('岗位', POSITIONS),
  duties: several(choice('兼任职责', DUTIES)),
  superiorId: optionalReference('直属上级'),
  shopIds: several(reference('店铺')),
}

interface Assigned {
  position: (typeof POSITIONS)[number]
  duties: (typeof DUTIES)[number][]
  shopIds: number[]
}

/** Somebody who doesn't see every shop by position must be given at least one. */
function demandShop({ position, duties, shopIds }: Assigned, context: z.RefinementCtx): void {
  const seesAll = [position, ...duties].some((duty) => ALL_SHOP_DUTIES.includes(duty))
  if (!seesAll && shopIds.length === 0) {
    context.addIssue({
      code: 'custom',
      path: ['shopIds'],
      message: '请至少选择一个店铺，否则看不到任何店铺的工作',
    })
  }
}

/** A position isn't an extra duty of its holder. */
function withoutPosition<T extends Assigned>(input: T): T {
  return { ...input, duties: input.duties.filter((duty) => duty !== input.position) }
}

export const HireForm = z
  .object({ ...profile, ...assignment })
  .superRefine(demandShop)
  .transform(withoutPosition)

export const EditForm = z.object({
  ...profile,
  careerTrack: optionalChoice('发展通道', TRACKS),
  careerLevel: optionalText('级别', 40),
  current: optionalSecret('您的密码'),
})

/** Of the one who acts, for what opens another's account. */
export const ProofForm = z.object({ current: secret('您的密码') })

export const AssignmentForm = z
  .object({ ...assignment, remark: optionalText('调整原因', 500) })
  .superRefine(demandShop)
  .transform(withoutPosition)

const handOver = {
  successorId: optionalReference('接手人'),
  remark: text('原因', 500),
}

export const SuspendForm = z.object(handOver)

export const LeaveForm = z.object({
  ...handOver,
  leftOn: day('离职日期'),
  newSuperiorId: optionalReference('下属的新上级'),
})
