import type { ImportState } from '../../../generated/prisma/enums.ts'
import type { Moves, States } from '../../../lib/workflow.ts'
import type { Obligation } from '../../../work/obligations.ts'
import { person, working } from '../../../work/obligations.ts'
import type { Import } from './policy.ts'

/** What may happen to a file that somebody gave us. */
export const moves = {
  map: {
    from: ['UNMAPPED', 'PREVIEW'],
    to: 'READING',
    label: '手工对应列',
    asks: 'form',
  },
  ready: { from: ['READING'], to: 'PREVIEW', label: '读取完成', asks: 'nothing' },
  confirm: { from: ['PREVIEW'], to: 'QUEUED', label: '确认导入', asks: 'nothing', tone: 'primary' },
  discard: {
    from: ['UNMAPPED', 'READING', 'PREVIEW'],
    to: 'DISCARDED',
    label: '放弃',
    asks: 'nothing',
    tone: 'danger',
  },
  start: { from: ['QUEUED', 'RUNNING'], to: 'RUNNING', label: '开始导入', asks: 'nothing' },
  finish: { from: ['RUNNING'], to: 'DONE', label: '导入完成', asks: 'nothing' },
  cancel: {
    from: ['QUEUED', 'RUNNING'],
    to: 'DISCARDED',
    label: '取消导入',
    asks: 'nothing',
    tone: 'danger',
    confirm: '取消后什么都不会写入，要导入需重新上传文件。',
  },
  undo: {
    from: ['DONE'],
    to: 'UNDONE',
    label: '撤销导入',
    asks: 'remark?',
    tone: 'danger',
    confirm:
      '导入带来的会删除，改过的会恢复原样，库存按相反的数量记账。已经有发货、审核等后续处理的不能撤销。',
  },
  fail: { from: ['READING', 'QUEUED', 'RUNNING'], to: 'FAILED', label: '导入失败', asks: 'nothing' },
} as const satisfies Moves<ImportState>

/** What each state is called and whom it obliges. */
export const states = {
  UNMAPPED: {
    label: '待对应列',
    tone: 'warning',
    owner: person((row) => row.createdById, 'OPERATIONS_SPECIALIST'),
    due: working('office', { hours: 4 }),
    title: (row) => `说明每一列是什么：${row.number}`,
  },
  READING: { label: '读取中', tone: 'progress' },
  PREVIEW: {
    label: '待确认',
    tone: 'warning',
    owner: person((row) => row.createdById, 'OPERATIONS_SPECIALIST'),
    due: working('office', { hours: 4 }),
    title: (row) => `确认导入：${row.number}`,
  },
  QUEUED: { label: '排队中', tone: 'progress' },
  RUNNING: { label: '导入中', tone: 'progress' },
  DONE: { label: '已导入', tone: 'success' },
  FAILED: { label: '失败', tone: 'danger' },
  DISCARDED: { label: '已放弃', tone: 'neutral' },
  UNDONE: { label: '已撤销', tone: 'neutral' },
} as const satisfies States<ImportState, Obligation<Import>>
