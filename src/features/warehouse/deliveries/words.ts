import type { Inspected } from './actions.ts'

/** What an inspection has come to, for whoever made it. */
export function noticeOf({
  accepted,
  rejected,
  missing,
  surplus,
}: Omit<Inspected, 'move' | 'receiptId'>): string {
  const parts = [
    `合格入库 ${accepted} 件`,
    ...(rejected > 0 ? [`不合格隔离 ${rejected} 件`] : []),
    ...(missing > 0 ? [`还少 ${missing} 件`] : []),
    ...(surplus > 0 ? [`多 ${surplus} 件`] : []),
  ]
  const tail = missing + surplus + rejected > 0 ? '，已通知采购处理差异。' : '，全部收齐。'
  return parts.join('，') + tail
}
