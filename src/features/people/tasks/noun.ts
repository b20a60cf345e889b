import { noun } from '../../../work/nouns.ts'
import type { Task } from './policy.ts'
import { policy } from './policy.ts'
import { moves, states } from './workflow.ts'

/** Something one person asks of another, or of whoever holds a duty. */
export const tasks = noun<'Task', Task>({
  key: 'people/tasks',
  label: '任务',
  icon: 'checklist',
  model: 'Task',
  policy,
  rowless: ['list', 'create'],
  deeds: { list: '查看列表', create: '交办', edit: '修改', progress: '汇报进度' },
  workflow: { moves, states },
  when: { edit: ['REQUESTED', 'IN_PROGRESS'], progress: ['IN_PROGRESS'] },
  fields: {
    title: '标题',
    description: '说明',
    acceptanceCriteria: '验收标准',
    dueAt: '期限',
    progress: '进度',
    result: '交付内容',
  },
  title: (task) => task.title,
})
