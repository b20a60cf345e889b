import type { Actor } from '../../../actor.ts'
import { durationWords } from '../../../lib/date-words.ts'
import { formatMinute } from '../../../lib/dates.ts'
import type { ListQuery } from '../../../web/list.ts'
import { stateBadge } from '../../../web/moves.ts'
import type { ListPage, RecordPage } from '../../../web/pages.ts'
import type { Crumb, Progress } from '../../../web/parts.ts'
import { timelineOf } from '../../../web/timeline.ts'
import type { HistoryRow } from '../../../work/history.ts'
import { calculateAction } from './calculate-button.ts'
import { restockRuns } from './noun.ts'
import type { RestockRunRow } from './queries.ts'

const PATH = '/warehouse/restock-runs'
const RESTOCKS = '/warehouse/restocks'
const home: Crumb = { label: '补货计算', href: PATH }

/** All calculations with what came of them. */
export function listPage(
  actor: Actor,
  query: ListQuery,
  rows: readonly RestockRunRow[],
  underWay: RestockRunRow | undefined,
): ListPage {
  return {
    title: '补货计算',
    breadcrumb: [{ label: '仓库' }, { label: '补货建议', href: RESTOCKS }, { label: '补货计算' }],
    head: {
      title: '补货计算',
      text: '每晚自动计算一次；采购改了补货规则或导入了订单，可以马上重新计算。',
      actions: [calculateAction(actor, underWay)],
    },
    table: {
      label: '补货计算',
      path: query.path,
      columns: [
        { key: 'asked', label: '发起时间', fixed: true },
        { key: 'asker', label: '发起人' },
        { key: 'took', label: '用时' },
        { key: 'skus', label: 'SKU', unit: '个', numeric: true },
        { key: 'proposed', label: '新提出', unit: '条', numeric: true },
        { key: 'renewed', label: '更新', unit: '条', numeric: true },
        { key: 'lapsed', label: '撤销', unit: '条', numeric: true },
        { key: 'state', label: '状态' },
      ],
      rows: rows.map((row) => ({
        id: String(row.id),
        label: restockRuns.title(row),
        cells: {
          asked: {
            text: formatMinute(row.askedAt),
            time: row.askedAt.toISOString(),
            href: `${PATH}/${row.id}`,
          },
          asker: askerOf(row),
          took: tookOf(row),
          skus: row.skus?.toString() ?? '',
          proposed: row.proposed?.toString() ?? '',
          renewed: row.renewed?.toString() ?? '',
          lapsed: row.lapsed?.toString() ?? '',
          state: { text: '', badge: stateBadge(restockRuns, row.state) },
        },
      })),
      empty: { title: '还没有计算过', text: '每晚自动计算一次，也可以点“重新计算”。' },
    },
  }
}

const askerOf = ({ asker }: RestockRunRow): string => asker ?? '系统'

function tookOf({ askedAt, endedAt }: RestockRunRow): string {
  return endedAt ? durationWords(endedAt.getTime() - askedAt.getTime()) : ''
}

/** A calculation while the program has it in hand. */
export function progressPart(row: RestockRunRow): Progress {
  return {
    label: '补货计算',
    state: 'running',
    text: `${askerOf(row)} ${formatMinute(row.askedAt)} 发起，正在计算销量和补货建议。可以离开这个页面，不影响进行。`,
    refresh: `${PATH}/${row.id}/progress`,
  }
}

/** Whether the program has a calculation in hand. */
export function isUnderWay({ state }: RestockRunRow): boolean {
  return state === 'CALCULATING'
}

/** One calculation: how far it is, then what came of it. */
export function showPage(
  actor: Actor,
  row: RestockRunRow,
  underWay: RestockRunRow | undefined,
  history: readonly HistoryRow[],
): RecordPage {
  return {
    title: restockRuns.title(row),
    breadcrumb: [{ label: '补货建议', href: RESTOCKS }, home, { label: formatMinute(row.askedAt) }],
    head: {
      title: '补货计算',
      number: formatMinute(row.askedAt),
      state: stateBadge(restockRuns, row.state),
      actions: [
        { label: '查看补货建议', href: RESTOCKS, tone: 'primary' },
        ...(isUnderWay(row) ? [] : [calculateAction(actor, underWay)]),
      ],
      facts: [
        { label: '发起人', value: askerOf(row) },
        { label: '发起时间', value: formatMinute(row.askedAt) },
        { label: '用时', value: tookOf(row) },
        { label: 'SKU', value: row.skus === null ? '' : `${row.skus} 个` },
        { label: '新提出', value: row.proposed === null ? '' : `${row.proposed} 条` },
        { label: '更新', value: row.renewed === null ? '' : `${row.renewed} 条` },
        { label: '撤销', value: row.lapsed === null ? '' : `${row.lapsed} 条` },
      ],
    },
    ...(isUnderWay(row) ? { progress: progressPart(row) } : {}),
    ...(row.failure ? { alerts: [{ tone: 'danger', text: row.failure }] } : {}),
    timeline: timelineOf(restockRuns, history),
  }
}
