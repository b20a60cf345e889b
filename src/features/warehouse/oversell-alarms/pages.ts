import type { Actor } from '../../../actor.ts'
import { formatMinute } from '../../../lib/dates.ts'
import { boundedCount } from '../../../lib/paging.ts'
import type { ListQuery } from '../../../web/list.ts'
import { moveActions, stateBadge } from '../../../web/moves.ts'
import type { ListPage, RecordPage } from '../../../web/pages.ts'
import type { Cell, Crumb, Option, RowView, TableView } from '../../../web/parts.ts'
import { field, momentCell } from '../../../web/parts.ts'
import { timelineOf } from '../../../web/timeline.ts'
import type { HistoryRow } from '../../../work/history.ts'
import { statusBadge } from '../../catalog/listings/cells.ts'
import { oversellAlarms } from './noun.ts'
import type { AlarmRow, CodeRow, Part } from './queries.ts'
import { PARTS } from './queries.ts'

const PATH = '/warehouse/oversell-alarms'
const home: Crumb = { label: '超卖预警', href: PATH }
const partLabels: Record<Part, string> = { open: '建议下架', kept: '保留在售', ended: '已解除' }

/** The list with its tabs, filters and paging. */
export function listPage(
  query: ListQuery,
  rows: readonly AlarmRow[],
  counts: Record<Part, number>,
  shops: Option[],
): ListPage {
  const part = query.oneOf('part', PARTS) ?? 'open'
  const set = query.get('q') ?? query.get('shop')
  return {
    title: '超卖预警',
    breadcrumb: [{ label: '仓库' }, { label: '超卖预警' }],
    head: {
      title: '超卖预警',
      text: '出售中、但所有规格都没有可售库存的宝贝，每十分钟检查一次。补到货或下架后自动解除。',
    },
    table: {
      label: '超卖预警',
      path: query.path,
      keep: query.keep('q', 'shop'),
      search: field('q', '搜索', 'search', query.get('q') ?? '', { placeholder: '标题或商品编号' }),
      filters: [
        field('shop', '店铺', 'select', query.get('shop') ?? '', {
          options: shops,
          placeholder: '全部',
        }),
      ],
      ...(set ? { reset: query.href({ q: undefined, shop: undefined }) } : {}),
      tabs: PARTS.map((key) => ({
        label: partLabels[key],
        href: query.href({ part: key }),
        count: boundedCount(counts[key]),
        active: key === part,
      })),
      columns: [
        { key: 'title', label: '宝贝', width: 'wide', fixed: true },
        { key: 'shop', label: '店铺' },
        { key: 'quantity', label: '平台库存', unit: '件', numeric: true },
        { key: 'raised', label: '发现时间' },
        { key: 'ended', label: '解除时间' },
        { key: 'state', label: '状态' },
      ],
      rows: rows.map(rowOf),
      empty: {
        title: set ? '没有符合条件的预警' : '没有超卖预警',
        text: set
          ? '换一个搜索词，或去掉筛选条件。'
          : '出售中的宝贝都有可售库存。宝贝状态来自最近导入的宝贝清单，请每天导入。',
      },
    },
  }
}

function rowOf(row: AlarmRow): RowView {
  return {
    id: String(row.id),
    label: row.title,
    cells: {
      title: { text: row.title, href: `${PATH}/${row.id}`, sub: row.platformItemId },
      shop: row.shopName,
      quantity: quantityOf(row),
      raised: momentCell(row.createdAt),
      ended: momentCell(row.endedAt),
      state: { text: '', badge: stateBadge(oversellAlarms, row.state) },
    },
  }
}

const quantityOf = ({ platformQuantity }: AlarmRow): string => platformQuantity?.toString() ?? ''

/** An alarm: what can't be shipped, what is on its way, and what to do at the platform. */
export function showPage(
  actor: Actor,
  row: AlarmRow,
  codes: readonly CodeRow[],
  history: readonly HistoryRow[],
): RecordPage {
  return {
    title: oversellAlarms.title(row),
    breadcrumb: [home, { label: row.platformItemId }],
    head: {
      title: row.title,
      number: row.platformItemId,
      state: stateBadge(oversellAlarms, row.state),
      actions: [
        ...(row.listingId === null
          ? []
          : [{ label: '查看宝贝', href: `/catalog/listings/${row.listingId}` }]),
        ...moveActions(oversellAlarms, actor, row),
      ],
      facts: [
        { label: '店铺', value: row.shopName },
        { label: '宝贝状态', value: statusOf(row) },
        { label: '平台库存', value: quantityOf(row) },
        { label: '发现时间', value: formatMinute(row.createdAt) },
        { label: '解除时间', value: row.endedAt ? formatMinute(row.endedAt) : '' },
      ],
    },
    ...(row.endedAt === null ? { alerts: [{ tone: 'danger' as const, text: PROPOSAL }] } : {}),
    tables: [codeTable(codes)],
    timeline: timelineOf(oversellAlarms, history),
  }
}

function statusOf({ status, platformStatus }: AlarmRow): Cell {
  return status === null ? '' : { text: '', badge: statusBadge({ status, platformStatus }) }
}

const PROPOSAL =
  '建议在千牛下架这个宝贝，或把各规格的库存改为 0，否则再来的订单都发不出去。下架后导入最新的宝贝清单，预警自动解除；是预售或马上到货的，选“保留在售”并写明原因。'

function codeTable(codes: readonly CodeRow[]): TableView {
  return {
    id: 'codes',
    title: '各编码的可售库存',
    label: '各编码的可售库存',
    columns: [
      { key: 'code', label: '商家编码', fixed: true },
      { key: 'goods', label: '对应货品', width: 'wide' },
      { key: 'units', label: '可售', unit: '件', numeric: true },
      { key: 'way', label: '在途', unit: '件', numeric: true },
    ],
    rows: codes.map(({ code, units, goods }) => ({
      id: code,
      label: code,
      cells: {
        code: { text: code, mono: true },
        goods: goodsCell(goods),
        units: units?.toString() ?? '',
        way: goods.map(({ onTheWay }) => onTheWay).join('、'),
      },
    })),
    empty: { title: '没有商家编码', text: '宝贝清单里已经没有这个宝贝的编码。' },
  }
}

function goodsCell(goods: CodeRow['goods']): Cell {
  const [only, ...others] = goods
  if (!only) return { text: '', badge: { label: '未匹配', tone: 'danger' } }
  if (others.length === 0) return { text: only.sku, href: `/warehouse/stock/${only.skuId}`, mono: true }
  return goods.map(({ sku, quantity, available }) => `${sku} × ${quantity}（可用 ${available}）`).join('、')
}
