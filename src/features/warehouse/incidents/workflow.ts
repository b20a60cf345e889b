import type { WarehouseIncidentState } from '../../../generated/prisma/enums.ts'
import type { Moves, States } from '../../../lib/workflow.ts'
import type { Obligation } from '../../../work/obligations.ts'
import { holder, working } from '../../../work/obligations.ts'
import type { Incident } from './policy.ts'

/** What may become of an incident: what was done about it is written down, and it can be taken up again. */
export const moves = {
  resolve: { from: ['OPEN'], to: 'RESOLVED', label: '处理完成', asks: 'remark', tone: 'primary' },
  reopen: { from: ['RESOLVED'], to: 'OPEN', label: '重新处理', asks: 'remark' },
} as const satisfies Moves<WarehouseIncidentState>

/** What each state is called and whom it obliges. */
export const states = {
  OPEN: {
    label: '待处理',
    tone: 'danger',
    owner: holder('OPERATIONS_LEAD'),
    due: working('warehouse', { days: 1 }),
    title: (incident) => `处理仓库异常 ${incident.number}`,
  },
  RESOLVED: { label: '已处理', tone: 'success' },
} as const satisfies States<WarehouseIncidentState, Obligation<Incident>>
