import type { QuarantineState } from '../../../generated/prisma/enums.ts'
import type { Moves, States } from '../../../lib/workflow.ts'
import type { Obligation } from '../../../work/obligations.ts'
import { holder, working } from '../../../work/obligations.ts'
import type { QuarantineCase } from './policy.ts'

/** What may become of goods that were set apart. */
export const moves = {
  rework: { from: ['OPEN'], to: 'REWORKING', label: '送返工', asks: 'remark?' },
  restock: {
    from: ['OPEN', 'REWORKING'],
    to: 'RESTOCKED',
    label: '放回货架',
    asks: 'remark?',
    tone: 'primary',
    confirm: '货品完好，放到货架上继续销售？',
  },
  'return-to-supplier': {
    from: ['OPEN', 'REWORKING'],
    to: 'RETURNED_TO_SUPPLIER',
    label: '退回供应商',
    asks: 'remark',
  },
  'write-off': {
    from: ['OPEN', 'REWORKING'],
    to: 'WRITTEN_OFF',
    label: '报损',
    asks: 'remark',
    tone: 'danger',
    confirm: '报损后货品从库存中减去，不能恢复。',
  },
} as const satisfies Moves<QuarantineState>

/** What each state is called and whom it obliges. */
export const states = {
  OPEN: {
    label: '待处理',
    tone: 'warning',
    owner: holder<QuarantineCase>('PURCHASING'),
    due: working<QuarantineCase>('office', { days: 2 }),
    remindBefore: 4 * 60,
    title: (one) => `处理隔离货品：${one.number}（${one.reason}）`,
  },
  REWORKING: {
    label: '返工中',
    tone: 'progress',
    owner: holder<QuarantineCase>('PURCHASING'),
    due: working<QuarantineCase>('office', { days: 5 }),
    remindBefore: 24 * 60,
    title: (one) => `返工后复检：${one.number}（${one.reason}）`,
  },
  RESTOCKED: { label: '已放回货架', tone: 'success' },
  RETURNED_TO_SUPPLIER: { label: '已退回供应商', tone: 'neutral' },
  WRITTEN_OFF: { label: '已报损', tone: 'neutral' },
} as const satisfies States<QuarantineState, Obligation<QuarantineCase>>
