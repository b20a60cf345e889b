import type { BackupState } from '../../../generated/prisma/enums.ts'
import type { Moves, States } from '../../../lib/workflow.ts'
import type { Obligation } from '../../../work/obligations.ts'
import { holder, working } from '../../../work/obligations.ts'
import type { Backup } from './policy.ts'

/** The life of a backup; what it says and where it lies is its own matter. */
export const moves = {
  finish: { from: ['MAKING'], to: 'MADE', label: '备份完成', asks: 'elsewhere' },
  prove: { from: ['MADE'], to: 'PROVEN', label: '验证可恢复', asks: 'elsewhere' },
  fail: { from: ['MAKING', 'MADE'], to: 'FAILED', label: '备份失败', asks: 'elsewhere' },
  settle: { from: ['FAILED'], to: 'SETTLED', label: '标记已处理', asks: 'remark', tone: 'primary' },
} as const satisfies Moves<BackupState>

/** What each state is called and whom it obliges. */
export const states = {
  MAKING: { label: '备份中', tone: 'progress' },
  MADE: { label: '已备份，未验证', tone: 'warning' },
  PROVEN: { label: '可恢复', tone: 'success' },
  FAILED: {
    label: '失败',
    tone: 'danger',
    owner: holder<Backup>('OWNER'),
    due: working<Backup>('office', { days: 1 }),
    title: ({ number, failure }) => `处理失败的备份：${number}（${failure ?? '原因不明'}）`,
  },
  SETTLED: { label: '失败，已处理', tone: 'neutral' },
} as const satisfies States<BackupState, Obligation<Backup>>
