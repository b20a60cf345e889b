import type { TaskState } from '../../../generated/prisma/enums.ts'
import type { Moves, States } from '../../../lib/workflow.ts'
import type { Obligation } from '../../../work/obligations.ts'
import { field, person, working } from '../../../work/obligations.ts'
import type { Task } from './policy.ts'

const dueAt = field<Task>((task) => task.dueAt)
/** A task reminds a day ahead. */
const remindBefore = 24 * 60

/** What may happen to a task. */
export const moves = {
  accept: { from: ['REQUESTED'], to: 'IN_PROGRESS', label: '接受', asks: 'nothing', tone: 'primary' },
  decline: { from: ['REQUESTED'], to: 'DECLINED', label: '拒绝', asks: 'remark' },
  deliver: { from: ['IN_PROGRESS'], to: 'DELIVERED', label: '交付', asks: 'form', tone: 'primary' },
  approve: { from: ['DELIVERED'], to: 'ACCEPTED', label: '验收通过', asks: 'remark?', tone: 'primary' },
  return: { from: ['DELIVERED'], to: 'IN_PROGRESS', label: '退回修改', asks: 'remark' },
  withdraw: {
    from: ['REQUESTED', 'IN_PROGRESS'],
    to: 'WITHDRAWN',
    label: '撤回',
    asks: 'remark?',
    tone: 'danger',
  },
} as const satisfies Moves<TaskState>

/** What each state is called and whom it obliges. */
export const states = {
  REQUESTED: {
    label: '待接受',
    tone: 'warning',
    owner: person(
      (task) => task.assigneeId,
      (task) => task.duty ?? 'OWNER',
    ),
    due: dueAt,
    remindBefore,
    title: (task) => `接受：${task.title}`,
  },
  IN_PROGRESS: {
    label: '进行中',
    tone: 'progress',
    owner: person((task) => task.assigneeId),
    due: dueAt,
    remindBefore,
  },
  DELIVERED: {
    label: '待验收',
    tone: 'info',
    owner: person((task) => task.requesterId),
    due: working('office', { days: 2 }),
    title: (task) => `验收：${task.title}`,
  },
  ACCEPTED: { label: '已完成', tone: 'success' },
  DECLINED: { label: '已拒绝', tone: 'danger' },
  WITHDRAWN: { label: '已撤回', tone: 'neutral' },
} as const satisfies States<TaskState, Obligation<Task>>
