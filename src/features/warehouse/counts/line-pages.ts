import type { Actor } from '../../../actor.ts'
import { formToken } from '../../../web/form.ts'
import type { ListQuery } from '../../../web/list.ts'
import { deedLink } from '../../../web/moves.ts'
import type { FormPage, ListPage } from '../../../web/pages.ts'
import type { Badge, Column, RichCell, RowView, Typed } from '../../../web/parts.ts'
import { field, formOf } from '../../../web/parts.ts'
import { causeField, verdictField } from './forms.ts'
import { difference, expected } from './judge.ts'
import type { LineRow, Part, Sums } from './line-queries.ts'
import { PARTS } from './line-queries.ts'
import { counts } from './noun.ts'
import { home } from './pages.ts'
import { isBlind } from './policy.ts'
import type { CountRow } from './queries.ts'
import { CAUSES, causeLabels, verdictLabels } from './words.ts'

const partLabels: Record<Part, string> = { undecided: '待复核', different: '有差异', all: '全部' }

const columns: Column[] = [
  { key: 'location', label: '库位', fixed: true },
  { key: 'sku', label: 'SKU 编码', fixed: true },
  { key: 'product', label: '货品', width: 'wide' },
  { key: 'book', label: '账面', unit: '件', numeric: true },
  { key: 'fetched', label: '已拣未打包', unit: '件', numeric: true },
  { key: 'first', label: '初盘', unit: '件', numeric: true },
  { key: 'counted', label: '实盘', unit: '件', numeric: true },
  { key: 'difference', label: '差异', unit: '件', numeric: true },
  { key: 'counters', label: '盘点人' },
  { key: 'verdict', label: '复核' },
]

/** What was counted, line by line, beside the book of that moment. */
export function linesPage(
  actor: Actor,
  query: ListQuery,
  count: CountRow,
  rows: readonly LineRow[],
  sums: Sums | null,
): ListPage {
  const part = query.oneOf('part', PARTS) ?? 'different'
  const path = `/warehouse/counts/${count.id}`
  const tally: Record<Part, number> = {
    undecided: sums?.undecided ?? 0,
    different: sums?.different ?? 0,
    all: sums?.lines ?? 0,
  }
  return {
    title: `差异明细 ${count.number}`,
    breadcrumb: [home, { label: count.number, href: path }, { label: '差异明细' }],
    head: {
      title: '差异明细',
      text: '账面是盘到这一行那一刻的数；已拣未打包的货不在货架上，比较时已经减去。',
      actions: count.state === 'REVIEW' ? [deedLink(counts, actor, count, 'review', `${path}/review`)] : [],
    },
    table: {
      label: '盘点明细',
      path: query.path,
      keep: query.keep(),
      tabs: PARTS.map((key) => ({
        label: partLabels[key],
        href: query.href({ part: key }),
        count: String(tally[key]),
        active: key === part,
      })),
      columns,
      rows: rows.map(rowOf),
      empty: isBlind(count)
        ? { title: '盲盘进行中', text: '盘完以后才能看到账面数和差异。' }
        : { title: '没有这样的明细', text: '实盘和账面一致的行在“全部”里。', icon: 'circle-check' },
    },
  }
}

function rowOf(line: LineRow): RowView {
  const off = difference(line)
  return {
    id: String(line.id),
    label: `${line.location} ${line.sku}`,
    cells: {
      location: { text: line.location, href: `/warehouse/locations/${line.locationId}`, mono: true },
      sku: { text: line.sku, href: `/warehouse/stock/${line.skuId}`, mono: true },
      product: line.product,
      book: String(line.book),
      fetched: line.fetched > 0 ? String(line.fetched) : '',
      first: String(line.firstCounted),
      counted: String(line.counted),
      difference: { text: signed(off), badges: marks(line) },
      counters: line.counters.join('、'),
      verdict: verdictCell(line),
    },
    ...(off === 0 ? {} : { tone: 'warning' as const }),
  }
}

/** A difference with its sign, which says the same as any color. */
export function signed(pieces: number): string {
  return pieces > 0 ? `+${pieces}` : String(pieces)
}

function marks({ disturbed, rounds, firstCounted, counted }: LineRow): Badge[] {
  return [
    ...(disturbed ? [{ label: '盘点时有出入库', tone: 'warning' as const }] : []),
    ...(rounds > 1 ? [{ label: '已复盘', tone: 'info' as const }] : []),
    ...(rounds > 1 && firstCounted !== counted ? [{ label: '两次不一致', tone: 'danger' as const }] : []),
  ]
}

function verdictCell({ verdict, cause, decidedBy }: LineRow): RichCell | string {
  if (!verdict || !cause) return ''
  const tone = verdict === 'ACCEPTED' ? ('success' as const) : ('neutral' as const)
  return {
    text: '',
    badge: { label: verdictLabels[verdict], tone },
    sub: `${causeLabels[cause]} · ${decidedBy ?? ''}`,
  }
}

/** One question per line that differs; what isn't answered waits. */
export function reviewPage(count: CountRow, rows: readonly LineRow[], typed?: Typed): FormPage {
  const path = `/warehouse/counts/${count.id}`
  return {
    title: `复核 ${count.number}`,
    breadcrumb: [home, { label: count.number, href: path }, { label: '复核' }],
    head: {
      title: '复核差异',
      text:
        rows.length > 0
          ? '采纳的差异在过账时计入库存；不采纳的账面不变；退回复盘的换人再盘一次。'
          : '没有待复核的差异，可以过账了。',
    },
    form: formOf(
      {
        action: `${path}/review`,
        submit: '保存复核',
        cancel: path,
        token: formToken(),
        version: count.version,
        fields: rows.map((line) => ({
          title: `${line.location} · ${line.sku} ${line.product}`,
          text: inWords(line),
          fields: [
            field(verdictField(line.id), '处理', 'select', '', {
              width: 'half',
              options: [
                { value: '', label: '以后再定' },
                { value: 'ACCEPTED', label: `采纳（${signed(difference(line))} 件）` },
                { value: 'REJECTED', label: '不采纳，账面不变' },
                { value: 'RECOUNT', label: '退回复盘' },
              ],
            }),
            field(causeField(line.id), '原因', 'select', '', {
              width: 'half',
              options: [
                { value: '', label: '请选择' },
                ...CAUSES.map((value) => ({ value, label: causeLabels[value] })),
              ],
            }),
          ],
        })),
      },
      typed,
    ),
  }
}

function inWords(line: LineRow): string {
  const { book, fetched, counted, rounds, firstCounted, disturbed, counters } = line
  return [
    fetched > 0 ? `账面 ${book} 件，已拣未打包 ${fetched} 件，应有 ${expected(line)} 件` : `应有 ${book} 件`,
    rounds > 1 ? `初盘 ${firstCounted} 件，复盘 ${counted} 件` : `实盘 ${counted} 件`,
    `盘点人 ${counters.join('、')}`,
    ...(disturbed ? ['盘点时有出入库'] : []),
  ].join('；')
}
