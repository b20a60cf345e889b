import type { Actor } from '../../../actor.ts'
import { formatMinute } from '../../../lib/dates.ts'
import { moveActions, stateBadge } from '../../../web/moves.ts'
import type { RecordPage } from '../../../web/pages.ts'
import type { Action, Alert, Facts } from '../../../web/parts.ts'
import { momentCell } from '../../../web/parts.ts'
import { timelineOf } from '../../../web/timeline.ts'
import type { HistoryRow } from '../../../work/history.ts'
import { imports } from './noun.ts'
import { previewTable } from './preview-table.ts'
import { isUnderWay, progressPart } from './progress-part.ts'
import type { BadRow, ImportRow, ProgressRow, StagedRow } from './queries.ts'
import { formatWords } from './reading/format.ts'
import { doubtsOf, recognitionOf, shopWords } from './recorded.ts'
import { companyFileOf, storedKindOf } from './registry.ts'
import { badTable, columnTable, doubtsTable } from './show-tables.ts'

/** All that an import's page is made of. */
export interface ImportParts {
  row: ImportRow
  first: StagedRow[]
  bad: BadRow[]
  /** An import of the same file that was done before. */
  earlier: { id: number; number: string; finishedAt: Date } | null
  history: HistoryRow[]
  /** While the program has it in hand; null before it has begun. */
  progress: ProgressRow | null
}

/** States in which nobody knows yet what a file would do. */
const UNCOUNTED: readonly ImportRow['state'][] = ['UNMAPPED', 'READING', 'FAILED']

/** What a file is and what it does, or has done. */
export function showPage(
  actor: Actor,
  { row, first, bad, earlier, history, progress }: ImportParts,
): RecordPage {
  const recognition = recognitionOf(row)
  return {
    title: `导入 ${row.number}`,
    breadcrumb: [{ label: '导入', href: '/orders/imports' }, { label: row.number }],
    head: {
      title: row.fileName,
      number: row.number,
      state: stateBadge(imports, row.state),
      actions: actionsOf(actor, row),
      facts: [
        { label: '店铺', value: shopWords(row) },
        { label: '类型', value: recognition.label },
        {
          label: '格式',
          value: [recognition.generationLabel, formatWords(recognition)].filter(Boolean).join('，'),
        },
        {
          label: '导出时间',
          value: momentCell(row.exportedAt),
        },
        { label: '上传人', value: row.createdByName ?? '系统' },
        {
          label: '文件指纹',
          value: { text: row.sha256.slice(0, 16), mono: true, title: `SHA-256：${row.sha256}` },
        },
      ],
    },
    alerts: alertsOf(row, earlier),
    ...(isUnderWay(row) ? { progress: progressPart(row, progress) } : {}),
    facts: UNCOUNTED.includes(row.state) ? [] : [countFacts(row)],
    tables: [
      ...(row.state === 'PREVIEW' && first.length > 0 ? [previewTable(row, first)] : []),
      ...(bad.length > 0 ? [badTable(actor, row, bad)] : []),
      ...(doubtsOf(row).count > 0 ? [doubtsTable(row)] : []),
      ...(row.state === 'UNMAPPED' ? [] : [columnTable(row)]),
    ],
    timeline: timelineOf(imports, history),
  }
}

function actionsOf(actor: Actor, row: ImportRow): Action[] {
  const moves = moveActions(imports, actor, row)
  if (row.state !== 'DONE') return moves
  const { list } = storedKindOf(row.kind)
  return [...moves, { label: list.label, href: `${list.href}${row.shopId ?? ''}` }]
}

function alertsOf(row: ImportRow, earlier: ImportParts['earlier']): Alert[] {
  const alerts: Alert[] = []
  const missing = recognitionOf(row).columns.missingForNew.map(({ heading }) => `“${heading}”`)
  if (row.state === 'UNMAPPED') {
    alerts.push({
      tone: 'warning',
      title: '需要您说明每一列是什么',
      text: `${row.failure ?? ''}如果它确实是要导入的文件，请手工对应列，只需一次；如果传错了，请放弃。`,
    })
  } else if (row.failure) alerts.push({ tone: 'danger', title: '不能导入', text: row.failure })
  if (row.state !== 'PREVIEW') return alerts
  const company = companyFileOf(row.kind)
  if (company) alerts.push({ tone: 'info', title: '确认之前', text: company.meaning })
  if (earlier) {
    alerts.push({
      tone: 'info',
      title: '这个文件导入过',
      text: `内容完全相同的文件已在 ${formatMinute(earlier.finishedAt)} 导入（${earlier.number}），再导入一次不会重复。`,
      action: { label: '查看那次导入', href: `/orders/imports/${earlier.id}` },
    })
  }
  if (row.shopNames.length > 0) {
    alerts.push({
      tone: 'warning',
      title: '请核对店铺',
      text: `文件里的店铺名称是${row.shopNames.map((name) => `“${name}”`).join('、')}，将导入到“${shopWords(row)}”。`,
    })
  }
  if (missing.length > 0) {
    alerts.push({
      tone: 'warning',
      text: `文件缺少${missing.join('、')}列，只能更新系统里已有的记录，不能新建。`,
    })
  }
  const { unknown } = recognitionOf(row).columns
  if (unknown.length > 0) {
    alerts.push({ tone: 'info', text: `有 ${unknown.length} 列不认识，不会导入：${unknown.join('、')}。` })
  }
  if (row.newCount + row.changedCount === 0) {
    alerts.push({ tone: 'info', text: '和系统里的内容一致，导入后不会有变化。' })
  }
  return alerts
}

function countFacts(row: ImportRow): Facts {
  const done = row.state === 'DONE' || row.state === 'UNDONE'
  return {
    title: done ? '导入结果' : '导入后会怎样',
    facts: [
      { label: '行数', value: String(row.rowCount) },
      { label: '新增', value: String(row.newCount) },
      { label: '有变化', value: String(row.changedCount) },
      { label: '无变化', value: String(row.unchangedCount) },
      {
        label: '有问题',
        value: row.badCount > 0 ? { text: `${row.badCount}（不导入）`, tone: 'danger' } : '0',
      },
    ],
  }
}
