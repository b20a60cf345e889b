import type { Actor } from '../../../actor.ts'
import { formatMinute } from '../../../lib/dates.ts'
import { boundedCount } from '../../../lib/paging.ts'
import { formToken } from '../../../web/form.ts'
import type { ListQuery } from '../../../web/list.ts'
import { deedLink, moveActions, stateBadge } from '../../../web/moves.ts'
import type { FormPage, ListPage, RecordPage } from '../../../web/pages.ts'
import type { Crumb, Option, Typed } from '../../../web/parts.ts'
import { field, formOf } from '../../../web/parts.ts'
import { timelineOf } from '../../../web/timeline.ts'
import type { HistoryRow } from '../../../work/history.ts'
import { whyNot } from '../../../work/nouns.ts'
import type { ShipmentRow } from '../shipments/queries.ts'
import { shipSheets } from './noun.ts'
import type { Part, ShipSheetRow, Untold } from './queries.ts'
import { PARTS } from './queries.ts'
import { states } from './workflow.ts'

const home: Crumb = { label: '发货表', href: '/warehouse/ship-sheets' }
const partLabels: Record<Part, string> = {
  waiting: states.WAITING.label,
  confirmed: states.CONFIRMED.label,
  void: states.VOID.label,
}

/** The list of sheets. */
export function listPage(
  actor: Actor,
  query: ListQuery,
  rows: readonly ShipSheetRow[],
  counts: Record<Part, number>,
  shops: readonly Option[],
): ListPage {
  const part = query.oneOf('part', PARTS) ?? 'waiting'
  const why = whyNot(shipSheets, actor, 'create', null)
  const set = query.get('q') ?? query.get('shop')
  return {
    title: '发货表',
    breadcrumb: [{ label: '仓库' }, { label: '发货表' }],
    head: {
      title: '发货表',
      text: '把已交快递的包裹写成平台的批量发货文件；上传平台后，导入最新订单即自动核对确认。',
    },
    table: {
      label: '发货表',
      path: query.path,
      keep: query.keep('q', 'shop'),
      search: field('q', '搜索', 'search', query.get('q') ?? '', { placeholder: '发货表编号' }),
      filters: [
        field('shop', '店铺', 'select', query.get('shop') ?? '', {
          options: [{ value: '', label: '全部' }, ...shops],
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
        { key: 'number', label: '编号', fixed: true },
        { key: 'shop', label: '店铺' },
        { key: 'parcels', label: '包裹', unit: '个', numeric: true },
        { key: 'confirmed', label: '平台已确认', unit: '个', numeric: true },
        { key: 'creator', label: '生成人' },
        { key: 'created', label: '生成时间' },
        { key: 'state', label: '状态' },
      ],
      rows: rows.map((sheet) => ({
        id: String(sheet.id),
        label: sheet.number,
        cells: {
          number: { text: sheet.number, href: `/warehouse/ship-sheets/${sheet.id}`, mono: true },
          shop: sheet.shopName,
          parcels: String(sheet.parcels),
          confirmed: String(sheet.confirmed),
          creator: sheet.creatorName ?? '系统',
          created: formatMinute(sheet.createdAt),
          state: { text: '', badge: stateBadge(shipSheets, sheet.state) },
        },
      })),
      create: why
        ? { label: '生成发货表', disabledBecause: why }
        : { label: '生成发货表', href: '/warehouse/ship-sheets/new' },
      empty: {
        title: `没有${partLabels[part]}的发货表`,
        text: '包裹交接快递后，在这里生成发货表并上传平台。',
      },
    },
  }
}

/** For which shop a sheet is made. */
export function newPage(shops: readonly Untold[], typed?: Typed): FormPage {
  return {
    title: '生成发货表',
    breadcrumb: [home, { label: '生成' }],
    head: {
      title: '生成发货表',
      text:
        shops.length > 0
          ? '已交接快递、平台还没有确认、也不在其他发货表中的包裹会写入文件，每笔订单一行。'
          : '现在没有要告诉平台的包裹。包裹交接快递后再来。',
    },
    form: formOf(
      {
        action: '/warehouse/ship-sheets',
        submit: '生成',
        cancel: '/warehouse/ship-sheets',
        token: formToken(),
        fields: [
          field('shopId', '店铺', 'radios', shops[0] ? String(shops[0].shopId) : '', {
            required: true,
            options: shops.map(({ shopId, shopName, parcels, shipBy }) => ({
              value: String(shopId),
              label: `${shopName}（${parcels} 个包裹）`,
              hint: `最早须在 ${formatMinute(shipBy)} 前发货`,
            })),
          }),
        ],
      },
      typed,
    ),
  }
}

/** A sheet with its parcels and history. */
export function showPage(
  actor: Actor,
  sheet: ShipSheetRow,
  parcels: readonly ShipmentRow[],
  history: readonly HistoryRow[],
): RecordPage {
  const path = `/warehouse/ship-sheets/${sheet.id}`
  return {
    title: sheet.number,
    breadcrumb: [home, { label: sheet.number }],
    head: {
      title: '发货表',
      number: sheet.number,
      state: stateBadge(shipSheets, sheet.state),
      actions: [
        deedLink(shipSheets, actor, sheet, 'download', `${path}/file`),
        ...moveActions(shipSheets, actor, sheet),
      ],
      facts: [
        { label: '店铺', value: sheet.shopName },
        { label: '包裹', value: `${sheet.parcels} 个` },
        { label: '平台已确认', value: `${sheet.confirmed} 个` },
        { label: '生成人', value: sheet.creatorName ?? '系统' },
        { label: '生成时间', value: formatMinute(sheet.createdAt) },
      ],
    },
    ...(sheet.state === 'WAITING'
      ? {
          alerts: [
            {
              tone: 'info' as const,
              title: '下一步',
              text: '下载文件，在平台“批量发货”中上传；然后导出并导入最新的订单，运单号一致的包裹会自动确认。',
            },
          ],
        }
      : {}),
    tables: [
      {
        id: 'parcels',
        title: '包裹',
        label: '包裹',
        columns: [
          { key: 'number', label: '发货单' },
          { key: 'orders', label: '订单' },
          { key: 'carrier', label: '快递' },
          { key: 'waybill', label: '运单号' },
          { key: 'confirmed', label: '平台确认' },
        ],
        rows: parcels.map((row) => ({
          id: String(row.id),
          label: row.number,
          cells: {
            number: { text: row.number, href: `/warehouse/shipments/${row.id}`, mono: true },
            orders: { text: row.orderNumbers.join('、') + (row.orderCount > 3 ? ' 等' : ''), mono: true },
            carrier: row.carrier ?? '',
            waybill: { text: row.trackingNumber ?? '', mono: true },
            confirmed: row.confirmedAt
              ? formatMinute(row.confirmedAt)
              : { text: '未确认', tone: 'warning' as const },
          },
        })),
        empty: { title: '没有包裹', text: '作废的发货表不再包含包裹。' },
      },
    ],
    timeline: timelineOf(shipSheets, history),
  }
}
