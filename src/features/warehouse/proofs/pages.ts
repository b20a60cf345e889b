import type { Actor } from '../../../actor.ts'
import { formatMinute, formatSecond } from '../../../lib/dates.ts'
import { formToken } from '../../../web/form.ts'
import type { ListQuery } from '../../../web/list.ts'
import { moveActions, stateBadge } from '../../../web/moves.ts'
import type { ListPage, RecordPage } from '../../../web/pages.ts'
import type { Crumb, PostAction, TableView } from '../../../web/parts.ts'
import { timelineOf } from '../../../web/timeline.ts'
import type { HistoryRow } from '../../../work/history.ts'
import { whyNot } from '../../../work/nouns.ts'
import type { Law } from '../stock/ledger.ts'
import { reasonLabels } from '../stock/reasons.ts'
import { proofs } from './noun.ts'
import type { DifferenceRow, ProofRow, SuspectRow } from './queries.ts'

const home: Crumb = { label: '台账核对', href: '/warehouse/proofs' }

const laws: Record<Law, string> = {
  balance: '流水合计与库位结存',
  onHand: '库位合计与现有',
  quarantined: '隔离库位合计与隔离',
  reserved: '未结束的预留合计与预留',
  allocated: '待拣分配合计与待拣',
}

/** The runs, the newest first. */
export function listPage(actor: Actor, query: ListQuery, rows: readonly ProofRow[]): ListPage {
  return {
    title: '台账核对',
    breadcrumb: [{ label: '仓库' }, { label: '台账核对' }],
    head: {
      title: '台账核对',
      text: '每天凌晨逐一核对：每个库位的结存等于流水合计，每个 SKU 的现有、隔离、预留、待拣等于明细合计。',
      actions: [runButton(actor)],
    },
    table: {
      label: '台账核对',
      path: query.path,
      columns: [
        { key: 'number', label: '核对单', fixed: true },
        { key: 'at', label: '时间' },
        { key: 'asker', label: '发起人' },
        { key: 'seconds', label: '用时', unit: '秒', numeric: true },
        { key: 'found', label: '差异', unit: '处', numeric: true },
        { key: 'state', label: '结果' },
      ],
      rows: rows.map((row) => ({
        id: String(row.id),
        label: row.number,
        cells: {
          number: { text: row.number, href: `/warehouse/proofs/${row.id}`, mono: true },
          at: { text: formatSecond(row.at), time: row.at.toISOString() },
          asker: row.asker ?? '系统',
          seconds: seconds(row),
          found: String(row.found),
          state: { text: '', badge: stateBadge(proofs, row.state) },
        },
      })),
      empty: { title: '还没有核对过', text: '每天凌晨自动核对一次，也可以点“立即核对”。' },
    },
  }
}

function runButton(actor: Actor): PostAction {
  const why = whyNot(proofs, actor, 'create', null)
  return {
    label: '立即核对',
    post: '/warehouse/proofs',
    token: formToken(),
    icon: 'scale',
    ...(why ? { disabledBecause: why } : {}),
  }
}

function seconds({ milliseconds }: ProofRow): string {
  return (milliseconds / 1000).toFixed(1)
}

/** A run: what differs, and the movements among which the cause must be. */
export function showPage(
  actor: Actor,
  proof: ProofRow,
  differences: readonly DifferenceRow[],
  suspects: readonly SuspectRow[],
  history: readonly HistoryRow[],
): RecordPage {
  return {
    title: `台账核对 ${proof.number}`,
    breadcrumb: [home, { label: proof.number }],
    head: {
      title: proof.found === 0 ? '台账一致，没有差异' : `${proof.found} 处差异`,
      number: proof.number,
      state: stateBadge(proofs, proof.state),
      actions: moveActions(proofs, actor, proof),
      facts: [
        { label: '时间', value: formatSecond(proof.at) },
        { label: '发起人', value: proof.asker ?? '系统' },
        { label: '用时', value: `${seconds(proof)} 秒` },
      ],
    },
    tables: [differenceTable(differences), ...(proof.found > 0 ? [suspectTable(suspects)] : [])],
    timeline: timelineOf(proofs, history),
  }
}

function differenceTable(rows: readonly DifferenceRow[]): TableView {
  return {
    id: 'differences',
    title: '差异',
    label: '差异',
    columns: [
      { key: 'sku', label: 'SKU 编码' },
      { key: 'location', label: '库位' },
      { key: 'law', label: '核对项目', width: 'wide' },
      { key: 'summed', label: '明细合计', unit: '件', numeric: true },
      { key: 'kept', label: '台账', unit: '件', numeric: true },
      { key: 'good', label: '上次一致' },
    ],
    rows: rows.map((one) => ({
      id: String(one.id),
      label: one.sku,
      tone: 'danger' as const,
      cells: {
        sku: { text: one.sku, href: `/warehouse/stock/${one.skuId}`, mono: true },
        location: one.location
          ? { text: one.location, href: `/warehouse/locations/${one.locationId}`, mono: true }
          : '全部',
        law: laws[one.law],
        summed: String(one.summed),
        kept: String(one.kept),
        good: one.goodAt ? formatMinute(one.goodAt) : '从未核对一致',
      },
    })),
    empty: { title: '台账一致，没有差异', text: '流水、结存、预留和待拣全部相符。', icon: 'circle-check' },
  }
}

function suspectTable(rows: readonly SuspectRow[]): TableView {
  return {
    id: 'suspects',
    title: '上次一致以来的单据',
    label: '上次一致以来的单据',
    columns: [
      { key: 'at', label: '时间' },
      { key: 'sku', label: 'SKU 编码' },
      { key: 'location', label: '库位' },
      { key: 'reason', label: '原因' },
      { key: 'quantity', label: '数量', unit: '件', numeric: true },
      { key: 'paper', label: '单据' },
      { key: 'person', label: '经手人' },
    ],
    rows: rows.map((row) => ({
      id: String(row.id),
      label: row.sku,
      cells: {
        at: { text: formatSecond(row.at), time: row.at.toISOString() },
        sku: { text: row.sku, mono: true },
        location: { text: row.location, mono: true },
        reason: reasonLabels[row.reason],
        quantity: row.quantity > 0 ? `+${row.quantity}` : String(row.quantity),
        paper: row.paper ? { text: row.paper, href: `/${row.noun}/${row.subjectId}`, mono: true } : '',
        person: row.person ?? '系统',
      },
    })),
    empty: {
      title: '这段时间没有出入流水',
      text: '差异不是单据造成的：请检查是否有人直接改过数据库，或从备份恢复。',
    },
  }
}
