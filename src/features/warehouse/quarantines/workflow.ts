import type { QuarantineState } from '../../../generated/prisma/enums.ts'
import type { Moves, States } from '../../../lib/workflow.ts'
import type { Obligation } from '../../../work/obligations.ts'
import { field, holder, working } from '../../../work/obligations.ts'
import type { QuarantineCase } from './policy.ts'

/** What may become of goods that were set apart. */
export const moves = {
  restock: {
    from: ['OPEN', 'REWORKING'],
    to: 'RESTOCKED',
    label: '放回货架',
    asks: 'remark?',
    tone: 'primary',
    confirm: '货品完好，放到货架上继续销售？',
  },
  rework: { from: ['OPEN'], to: 'REWORKING', label: '送修返工', asks: 'form' },
  'end-rework': { from: ['REWORKING'], to: 'OPEN', label: '返工未成，重新决定', asks: 'remark' },
  'return-to-supplier': {
    from: ['OPEN', 'REWORKING'],
    to: 'RETURNED_TO_SUPPLIER',
    label: '退回供应商',
    asks: 'form',
  },
  'write-off': {
    from: ['OPEN', 'REWORKING'],
    to: 'WRITTEN_OFF',
    label: '报损',
    asks: 'remark',
    tone: 'danger',
    confirm: '报损后货品从库存中减去，不能恢复。',
  },
  'ask-write-off': { from: ['OPEN', 'REWORKING'], to: 'WRITE_OFF_ASKED', label: '申请报损', asks: 'remark' },
  'approve-write-off': {
    from: ['WRITE_OFF_ASKED'],
    to: 'WRITTEN_OFF',
    label: '批准报损',
    asks: 'remark?',
    tone: 'danger',
    confirm: '批准后货品从库存中减去，不能恢复。',
  },
  'refuse-write-off': { from: ['WRITE_OFF_ASKED'], to: 'OPEN', label: '驳回报损', asks: 'remark' },
  'withdraw-write-off': { from: ['WRITE_OFF_ASKED'], to: 'OPEN', label: '撤回申请', asks: 'remark?' },
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
    due: field<QuarantineCase>((one) => one.reworkDueAt),
    remindBefore: 24 * 60,
    title: (one) => `返工后复检：${one.number}（${one.reason}）`,
  },
  WRITE_OFF_ASKED: {
    label: '报损待批',
    tone: 'warning',
    owner: holder<QuarantineCase>((one) => one.approverDuty ?? 'OWNER'),
    due: working<QuarantineCase>('office', { days: 1 }),
    remindBefore: 4 * 60,
    title: (one) => `审批报损：${one.number}（${one.reason}）`,
  },
  RESTOCKED: { label: '已放回货架', tone: 'success' },
  RETURNED_TO_SUPPLIER: { label: '已退回供应商', tone: 'neutral' },
  WRITTEN_OFF: { label: '已报损', tone: 'neutral' },
} as const satisfies States<QuarantineState, Obligation<QuarantineCase>>

/** Goods that still lie in quarantine. */
export const OPEN_STATES = ['OPEN', 'REWORKING', 'WRITE_OFF_ASKED'] as const satisfies QuarantineState[]
