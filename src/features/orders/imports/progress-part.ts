import type { Progress } from '../../../web/parts.ts'
import { phases } from './phases.ts'
import type { ImportRow, ProgressRow } from './queries.ts'

const UNDER_WAY: readonly ImportRow['state'][] = ['READING', 'QUEUED', 'RUNNING']

/** Whether the program has an import in hand. */
export function isUnderWay({ state }: ImportRow): boolean {
  return UNDER_WAY.includes(state)
}

/** How far an import is that the program has in hand. */
export function progressPart(row: ImportRow, progress: ProgressRow | null): Progress {
  const counted = progress && progress.rows > 0 ? `，${progress.rows.toLocaleString('en-US')} 行` : ''
  return {
    label: row.state === 'READING' ? '读取文件' : '导入',
    state: 'running',
    ...(progress && progress.percent !== null ? { percent: progress.percent } : {}),
    text: `${progress ? phases[progress.phase] + counted : '排队中，马上开始'}。可以离开这个页面，不影响进行。`,
    refresh: `/orders/imports/${row.id}/progress`,
  }
}
