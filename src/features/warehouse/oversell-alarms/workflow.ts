import type { OversellAlarmState } from '../../../generated/prisma/enums.ts'
import type { Moves, States } from '../../../lib/workflow.ts'
import type { Obligation } from '../../../work/obligations.ts'
import { holder, working } from '../../../work/obligations.ts'
import type { OversellAlarm } from './policy.ts'

/** What becomes of an alarm. That goods are there again, or that buyers can't see the listing, the program finds itself. */
export const moves = {
  keep: {
    from: ['OPEN'],
    to: 'KEPT',
    label: '保留在售',
    asks: 'remark',
    confirm: '例如预售或明天到货。有货或下架之前不再提醒。',
  },
  restock: { from: ['OPEN', 'KEPT'], to: 'RESTOCKED', label: '已有可售库存', asks: 'elsewhere' },
  delist: { from: ['OPEN', 'KEPT'], to: 'DELISTED', label: '已下架', asks: 'elsewhere' },
} as const satisfies Moves<OversellAlarmState>

/** What each state is called and whom it obliges: every order that comes meanwhile can't be shipped. */
export const states = {
  OPEN: {
    label: '建议下架',
    tone: 'danger',
    owner: holder<OversellAlarm>('OPERATIONS_SPECIALIST'),
    due: working<OversellAlarm>('office', { hours: 2 }),
    remindBefore: 30,
    title: ({ title }) => `在售但没有库存，建议下架：${title}`,
  },
  KEPT: { label: '保留在售', tone: 'warning' },
  RESTOCKED: { label: '已有库存', tone: 'success' },
  DELISTED: { label: '已下架', tone: 'neutral' },
} as const satisfies States<OversellAlarmState, Obligation<OversellAlarm>>
