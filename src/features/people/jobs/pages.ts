import type { Actor } from '../../../actor.ts'
import { formatMinute } from '../../../lib/dates.ts'
import { rhythmOf } from '../../../lib/rhythm.ts'
import { deedButton, stateBadge } from '../../../web/moves.ts'
import type { ListPage, RecordPage } from '../../../web/pages.ts'
import type { Cell, Crumb, PostAction } from '../../../web/parts.ts'
import { timelineOf } from '../../../web/timeline.ts'
import type { HistoryRow } from '../../../work/history.ts'
import { jobs } from './noun.ts'
import type { JobRecord } from './policy.ts'
import { NOTHING, canRetry } from './policy.ts'

const PATH = '/people/jobs'
const home: Crumb = { label: '后台任务', href: PATH }

/** All jobs with their last success and failure. */
export function listPage(actor: Actor, at: Date, rows: readonly JobRecord[]): ListPage {
  return {
    title: '后台任务',
    breadcrumb: [{ label: '人员' }, { label: '后台任务' }],
    head: {
      title: '后台任务',
      text: '系统自动做的事。失败会自动重试；连续失败或很久没有运行时，店铺负责人会收到待办，恢复后自动办结。',
    },
    table: {
      label: '后台任务',
      columns: [
        { key: 'label', label: '任务', fixed: true },
        { key: 'rhythm', label: '什么时候做' },
        { key: 'state', label: '状态' },
        { key: 'done', label: '上次成功' },
        { key: 'failed', label: '上次失败' },
        { key: 'error', label: '失败原因', width: 'wide' },
        { key: 'failures', label: '连续失败', unit: '次', numeric: true },
        { key: 'next', label: '下次' },
      ],
      rows: rows.map((row) => ({
        id: String(row.id),
        label: row.label,
        cells: cellsOf(row, at),
        actions: [retryButton(actor, row)],
      })),
      empty: { title: '还没有后台任务', text: '系统启动后会列在这里。' },
    },
  }
}

function retryButton(actor: Actor, row: JobRecord): PostAction {
  return deedButton(jobs, actor, row, 'retry', canRetry(row) ? {} : { disabledBecause: NOTHING })
}

function cellsOf(row: JobRecord, at: Date): Record<string, Cell> {
  return {
    label: { text: row.label, href: `${PATH}/${row.id}` },
    rhythm: rhythmWords(row),
    state: { text: '', badge: stateBadge(jobs, row.state) },
    done: when(row.lastDoneAt),
    failed: when(row.lastFailedAt),
    error: row.lastError === null ? '' : { text: row.lastError, sub: numberWords(row) },
    failures: String(row.failures),
    next: nextWords(row, at),
  }
}

function when(moment: Date | null): string {
  return moment ? formatMinute(moment) : ''
}

function rhythmWords({ cron }: JobRecord): string {
  return cron === null ? '有人需要时' : rhythmOf(cron).words
}

function nextWords({ cron, failures }: JobRecord, at: Date): string {
  if (cron !== null) return formatMinute(rhythmOf(cron).next(at))
  return failures > 0 ? '几秒后自动重试' : ''
}

function numberWords({ lastErrorNumber, lastSubject }: JobRecord): string {
  return [
    lastSubject !== null && `记录 ${lastSubject}`,
    lastErrorNumber !== null && `运行编号 ${lastErrorNumber}`,
  ]
    .filter(Boolean)
    .join('，')
}

/** One job with what became of it. */
export function showPage(actor: Actor, at: Date, row: JobRecord, history: readonly HistoryRow[]): RecordPage {
  return {
    title: row.label,
    breadcrumb: [home, { label: row.label }],
    head: {
      title: row.label,
      number: row.name,
      state: stateBadge(jobs, row.state),
      actions: [retryButton(actor, row)],
      facts: [
        { label: '什么时候做', value: rhythmWords(row) },
        { label: '下次', value: nextWords(row, at) },
        { label: '上次成功', value: when(row.lastDoneAt) },
        { label: '上次失败', value: when(row.lastFailedAt) },
        { label: '连续失败', value: `${row.failures} 次` },
        { label: '失败原因', value: row.lastError ?? '' },
        {
          label: '运行编号',
          value: row.lastErrorNumber === null ? '' : { text: row.lastErrorNumber, mono: true },
        },
      ],
    },
    timeline: timelineOf(jobs, history),
  }
}
