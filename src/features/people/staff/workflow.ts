import type { PersonState } from '../../../generated/prisma/enums.ts'
import type { Moves, States } from '../../../lib/workflow.ts'

/** What may happen to a person's place in the company. Leaving is final: who comes back gets a new number. */
export const moves = {
  suspend: { from: ['ACTIVE'], to: 'SUSPENDED', label: '停用', asks: 'form', tone: 'danger' },
  resume: {
    from: ['SUSPENDED'],
    to: 'ACTIVE',
    label: '恢复在职',
    asks: 'remark?',
    tone: 'primary',
    confirm: '恢复后，此人可以用原来的密码登录。',
  },
  leave: { from: ['ACTIVE', 'SUSPENDED'], to: 'LEFT', label: '办理离职', asks: 'form', tone: 'danger' },
} as const satisfies Moves<PersonState>

export const states = {
  ACTIVE: { label: '在职', tone: 'success' },
  SUSPENDED: { label: '停用', tone: 'warning' },
  LEFT: { label: '离职', tone: 'neutral' },
} as const satisfies States<PersonState>
