import type { Actor } from '../../../actor.ts'
import type { ListQuery } from '../../../web/list.ts'
import type { ListPage } from '../../../web/pages.ts'
import type { RowView } from '../../../web/parts.ts'
import { field, momentCell } from '../../../web/parts.ts'
import { whyNot } from '../../../work/nouns.ts'
import type { Accuracy, Subject } from './measures.ts'
import { SUBJECTS } from './measures.ts'
import { counts } from './noun.ts'
import { home } from './pages.ts'
import type { CountedLocation, Part } from './place-queries.ts'
import { PARTS } from './place-queries.ts'
import { percent } from './show-page.ts'

const partLabels: Record<Part, string> = { due: '该盘的', all: '全部' }

/** Storage locations by when they were counted last: what the next cycle count should take. */
export function locationsPage(
  actor: Actor,
  query: ListQuery,
  rows: readonly CountedLocation[],
  days: number,
): ListPage {
  const part = query.oneOf('part', PARTS) ?? 'due'
  const why = whyNot(counts, actor, 'create', null)
  return {
    title: '该盘的库位',
    breadcrumb: [home, { label: '该盘的库位' }],
    head: { title: '该盘的库位', text: `每个存储库位 ${days} 天至少盘一次；从没盘过和最久没盘的排在前面。` },
    table: {
      label: '库位盘点情况',
      path: query.path,
      keep: query.keep('q'),
      search: field('q', '搜索', 'search', query.get('q') ?? '', { placeholder: '库位编码' }),
      ...(query.get('q') ? { reset: query.href({ q: undefined }) } : {}),
      tabs: PARTS.map((key) => ({
        label: partLabels[key],
        href: query.href({ part: key }),
        active: key === part,
      })),
      columns: [
        { key: 'code', label: '库位', fixed: true },
        { key: 'zone', label: '库区' },
        { key: 'class', label: '存放货品' },
        { key: 'last', label: '上次盘完' },
        { key: 'count', label: '盘点单' },
        { key: 'right', label: '初盘相符', numeric: true },
        { key: 'open', label: '正在盘' },
      ],
      rows: rows.map(locationRow),
      create: why
        ? { label: '盘最久没盘的', disabledBecause: why }
        : { label: '盘最久没盘的', href: '/warehouse/counts/new?due=1' },
      empty: { title: '没有该盘的库位', text: '所有库位都在周期内盘过，或正在盘。', icon: 'circle-check' },
    },
  }
}

function locationRow(row: CountedLocation): RowView {
  return {
    id: String(row.id),
    label: row.code,
    cells: {
      code: { text: row.code, href: `/warehouse/locations/${row.id}`, mono: true },
      zone: row.zone,
      class: row.goodsClass ?? '',
      last: row.countedAt
        ? momentCell(row.countedAt)
        : { text: '', badge: { label: '从没盘过', tone: 'warning' } },
      count: row.count ? { text: row.count, href: `/warehouse/counts/${row.countId}`, mono: true } : '',
      right: row.lines > 0 ? `${row.right} / ${row.lines}` : '',
      open: row.open ? { text: row.open, href: `/warehouse/counts/${row.openId}`, mono: true } : '',
    },
  }
}

const subjectLabels: Record<Subject, string> = { person: '盘点人', location: '库位' }

/** How right first counts and books were in a month, with numerator and denominator. */
export function accuracyPage(query: ListQuery, rows: readonly Accuracy[], month: string): ListPage {
  const by = query.oneOf('by', SUBJECTS) ?? 'person'
  return {
    title: '盘点准确率',
    breadcrumb: [home, { label: '准确率' }],
    head: {
      title: '盘点准确率',
      text:
        by === 'person'
          ? '初盘被复盘或复核证实的行数 ÷ 初盘行数。账面本来就错的，不算盘点人的错。按过账月份。'
          : '初盘和账面一致的行数 ÷ 盘点行数，反映库存准不准。按过账月份。',
    },
    table: {
      label: '盘点准确率',
      path: query.path,
      keep: query.keep('month'),
      filters: [field('month', '月份', 'text', month, { placeholder: '例如 2026-11', inputmode: 'numeric' })],
      tabs: SUBJECTS.map((key) => ({
        label: `按${subjectLabels[key]}`,
        href: query.href({ by: key }),
        active: key === by,
      })),
      columns: [
        { key: 'subject', label: subjectLabels[by], fixed: true },
        { key: 'right', label: '相符', unit: '行', numeric: true },
        { key: 'lines', label: '盘点', unit: '行', numeric: true },
        { key: 'share', label: '行准确率', numeric: true },
        { key: 'piecesRight', label: '相符', unit: '件', numeric: true },
        { key: 'pieces', label: '涉及', unit: '件', numeric: true },
        { key: 'piecesShare', label: '件准确率', numeric: true },
      ],
      rows: rows.map((row) => ({
        id: String(row.subjectId),
        label: row.subject,
        cells: {
          subject: row.subject,
          right: String(row.right),
          lines: String(row.lines),
          share: percent(row.right, row.lines),
          piecesRight: String(row.piecesRight),
          pieces: String(row.pieces),
          piecesShare: percent(row.piecesRight, row.pieces),
        },
      })),
      empty: { title: '这个月没有过账的盘点', text: '盘点单过账以后才计算准确率。换一个月份看看。' },
    },
  }
}
