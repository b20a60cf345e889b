import type { ShippingFaultState } from '../../../generated/prisma/enums.ts'
import type { Moves, States } from '../../../lib/workflow.ts'
import type { Obligation } from '../../../work/obligations.ts'
import { holder, working } from '../../../work/obligations.ts'
import type { ShippingFault } from './policy.ts'

/** What may become of a fault: it stands, unless somebody withdraws it; whoever is charged may object once. */
export const moves = {
  object: { from: ['CHARGED'], to: 'OBJECTED', label: '提出异议', asks: 'remark' },
  uphold: { from: ['OBJECTED'], to: 'UPHELD', label: '维持', asks: 'remark', tone: 'primary' },
  withdraw: {
    from: ['CHARGED', 'OBJECTED', 'UPHELD'],
    to: 'WITHDRAWN',
    label: '撤销差错',
    asks: 'remark',
    tone: 'danger',
  },
} as const satisfies Moves<ShippingFaultState>

/** What each state is called and whom it obliges. */
export const states = {
  CHARGED: { label: '已记录', tone: 'warning' },
  OBJECTED: {
    label: '有异议',
    tone: 'info',
    owner: holder<ShippingFault>('OPERATIONS_LEAD'),
    due: working<ShippingFault>('office', { days: 2 }),
    remindBefore: 4 * 60,
    title: (fault) => `裁定发货差错的异议：${fault.number}`,
  },
  UPHELD: { label: '已维持', tone: 'danger' },
  WITHDRAWN: { label: '已撤销', tone: 'neutral' },
} as const satisfies States<ShippingFaultState, Obligation<ShippingFault>>
