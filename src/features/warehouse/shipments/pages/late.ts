import { durationWords } from '../../../../lib/date-words.ts'
import { MINUTE_MS, formatMinute } from '../../../../lib/dates.ts'
import type { ListQuery } from '../../../../web/list.ts'
import { stateBadge } from '../../../../web/moves.ts'
import type { ListPage } from '../../../../web/pages.ts'
import type { ShipmentState } from '../../../../generated/prisma/enums.ts'
import type { LateRow } from '../late.ts'
import { LATE_DAYS } from '../late.ts'
import { shipments } from '../noun.ts'
import { home } from '../words.ts'

/** Why a parcel was late: where it was when its time ran out. */
const causes: Partial<Record<ShipmentState, string>> = {
  READY: '没有分波次',
  OUT_OF_STOCK: '缺货',
  PICKING: '没有拣完',
  PICKED: '没有打包',
  PACKED: '没有交接',
  STOPPED: '被拦截',
}
const causeOf = (stuck: ShipmentState | null): string =>
  stuck === null ? '到限后才生成' : (causes[stuck] ?? '其他')

/** Parcels that left too late in the last days, or are late now, with the cause of each. */
export function latePage(
  query: ListQuery,
  rows: readonly LateRow[],
  counts: readonly { stuck: ShipmentState | null; parcels: number }[],
): ListPage {
  return {
    title: '超时发货',
    breadcrumb: [home, { label: '超时发货' }],
    head: {
      title: '超时发货',
      text: `近 ${LATE_DAYS} 天超过最晚发货时间才交接的，和现在已经超时的包裹。原因是到限那一刻它停在哪一步。`,
    },
    figures: counts.map(({ stuck, parcels }) => ({
      label: causeOf(stuck),
      value: String(parcels),
      unit: '个',
      tone: 'warning',
    })),
    table: {
      label: '超时包裹',
      path: query.path,
      columns: [
        { key: 'number', label: '发货单', fixed: true },
        { key: 'shop', label: '店铺' },
        { key: 'shipBy', label: '最晚发货' },
        { key: 'shipped', label: '交接时间' },
        { key: 'late', label: '超时' },
        { key: 'cause', label: '原因' },
        { key: 'state', label: '状态' },
      ],
      rows: rows.map((row) => ({
        id: String(row.id),
        label: row.number,
        cells: {
          number: { text: row.number, href: `/warehouse/shipments/${row.id}`, mono: true },
          shop: row.shopName,
          shipBy: formatMinute(row.shipBy),
          shipped: row.shippedAt ? formatMinute(row.shippedAt) : '',
          late: { text: durationWords(row.late * MINUTE_MS), tone: 'danger' },
          cause: causeOf(row.stuck),
          state: { text: '', badge: stateBadge(shipments, row.state) },
        },
      })),
      empty: { title: '没有超时的包裹', text: `近 ${LATE_DAYS} 天都按时交接了快递。` },
    },
  }
}
