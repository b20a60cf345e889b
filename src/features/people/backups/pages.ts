import type { Actor } from '../../../actor.ts'
import { durationWords, momentWords } from '../../../lib/date-words.ts'
import { DAY_MS, formatMinute } from '../../../lib/dates.ts'
import { formToken } from '../../../web/form.ts'
import { moveActions, stateBadge } from '../../../web/moves.ts'
import type { ListPage, RecordPage } from '../../../web/pages.ts'
import type { Badge, Cell, Crumb, Figure, PostAction } from '../../../web/parts.ts'
import { timelineOf } from '../../../web/timeline.ts'
import type { HistoryRow } from '../../../work/history.ts'
import { whyNot } from '../../../work/nouns.ts'
import { backups } from './noun.ts'
import type { Backup } from './policy.ts'

const PATH = '/people/backups'
const home: Crumb = { label: '备份', href: PATH }

/** A proof older than this is a reason to look what is wrong: the daily one has failed twice. */
const STALE_MS = 2 * DAY_MS

/** All backups, and above them how old the last one is that certainly can be restored. */
export function listPage(actor: Actor, at: Date, rows: readonly Backup[], proof: Date | null): ListPage {
  return {
    title: '备份',
    breadcrumb: [{ label: '人员' }, { label: '备份' }],
    head: {
      title: '备份',
      text: '每天自动备份数据库和全部文件，并在临时数据库里试恢复一次。恢复方法见 README。',
      actions: [startButton(actor)],
    },
    figures: [proofFigure(at, proof)],
    table: {
      label: '备份',
      columns: [
        { key: 'number', label: '备份', fixed: true },
        { key: 'started', label: '时间' },
        { key: 'state', label: '状态' },
        { key: 'size', label: '大小', unit: 'MB', numeric: true },
        { key: 'rows', label: '数据', unit: '行', numeric: true },
        { key: 'files', label: '文件', unit: '个', numeric: true },
        { key: 'took', label: '用时' },
        { key: 'proven', label: '验证时间' },
        { key: 'copied', label: '第二位置' },
        { key: 'note', label: '说明', width: 'wide' },
      ],
      rows: rows.map((row) => ({ id: String(row.id), label: row.number, cells: cellsOf(row) })),
      empty: { title: '还没有备份', text: '第一份备份会在下一个整点自动开始，也可以现在就备份。' },
    },
  }
}

function startButton(actor: Actor): PostAction {
  const refused = whyNot(backups, actor, 'create', null)
  return {
    label: '立即备份',
    post: PATH,
    token: formToken(),
    tone: 'primary',
    ...(refused ? { disabledBecause: refused } : {}),
  }
}

function proofFigure(at: Date, proof: Date | null): Figure {
  const isGood = proof !== null && at.getTime() - proof.getTime() <= STALE_MS
  return {
    label: '上次可恢复验证',
    value: proof ? momentWords(proof, at) : '从未',
    tone: isGood ? 'success' : 'danger',
    hint: isGood ? '已试恢复，行数和校验和一致' : '超过两天没有验证过的备份，请查看失败原因',
  }
}

function cellsOf(row: Backup): Record<string, Cell> {
  return {
    number: { text: row.number, href: `${PATH}/${row.id}`, mono: true },
    started: formatMinute(row.startedAt),
    state: { text: '', badges: badgesOf(row) },
    size: sizeOf(row),
    rows: row.rows === null ? '' : String(row.rows),
    files: row.files === null ? '' : String(row.files),
    took: tookOf(row),
    proven: row.provenAt ? formatMinute(row.provenAt) : '',
    copied: row.copiedAt ? formatMinute(row.copiedAt) : '',
    note: noteOf(row),
  }
}

function badgesOf({ state, removedAt }: Backup): Badge[] {
  return [
    stateBadge(backups, state),
    ...(removedAt ? [{ label: '已到期清理', tone: 'neutral' as const }] : []),
  ]
}

/** Megabytes with one digit. */
function sizeOf({ bytes }: Backup): string {
  return bytes === null ? '' : (Number(bytes) / 1024 ** 2).toFixed(1)
}

function tookOf({ startedAt, madeAt }: Backup): string {
  return madeAt ? durationWords(madeAt.getTime() - startedAt.getTime()) : ''
}

function noteOf({ failure, unproven, copyFailure, lostFiles }: Backup): string {
  return [
    failure,
    unproven,
    copyFailure && `没有复制到第二位置：${copyFailure}`,
    lostFiles > 0 && `有 ${lostFiles} 个文件在磁盘上已经找不到`,
  ]
    .filter(Boolean)
    .join('；')
}

/** One backup with what became of it. */
export function showPage(actor: Actor, row: Backup, history: readonly HistoryRow[]): RecordPage {
  const when = (moment: Date | null): string => (moment ? formatMinute(moment) : '')
  const note = noteOf(row)
  return {
    title: row.number,
    breadcrumb: [home, { label: row.number }],
    head: {
      title: `备份 ${formatMinute(row.startedAt)}`,
      number: row.number,
      state: stateBadge(backups, row.state),
      actions: moveActions(backups, actor, row),
      facts: [
        { label: '文件夹', value: row.name ? { text: `backups/${row.name}`, mono: true } : '' },
        { label: '大小', value: row.bytes === null ? '' : `${sizeOf(row)} MB` },
        { label: '数据', value: row.rows === null ? '' : `${row.rows} 行` },
        { label: '文件', value: row.files === null ? '' : `${row.files} 个` },
        { label: '用时', value: tookOf(row) },
        { label: '验证时间', value: when(row.provenAt) },
        { label: '复制到第二位置', value: when(row.copiedAt) },
        { label: '到期清理', value: when(row.removedAt) },
      ],
    },
    ...(note ? { alerts: [{ tone: row.failure ? 'danger' : 'warning', text: note }] } : {}),
    timeline: timelineOf(backups, history),
  }
}
