import type {
  CountCause,
  CountPlaceState,
  CountScope,
  CountVerdict,
} from '../../../generated/prisma/enums.ts'
import type { Badge } from '../../../web/parts.ts'

export const SCOPES = ['LOCATIONS', 'ZONE', 'GOODS_CLASS', 'SKUS', 'SAMPLE', 'ALL'] as const
/** What a count is about, in words. All but the last are cycle counts. */
export const scopeLabels: Record<CountScope, string> = {
  LOCATIONS: '循环盘点：指定库位',
  ZONE: '循环盘点：库区',
  GOODS_CLASS: '循环盘点：货品类别',
  SKUS: '循环盘点：指定 SKU',
  SAMPLE: '循环盘点：随机抽盘',
  ALL: '全盘',
}

export const CAUSES = [
  'PICKING',
  'PACKING',
  'RECEIVING',
  'MISPLACED',
  'UNRECORDED',
  'DAMAGED',
  'LOST',
  'MISCOUNTED',
  'UNKNOWN',
] as const
/** Where a difference comes from, as the reviewer says. */
export const causeLabels: Record<CountCause, string> = {
  PICKING: '拣货拿错',
  PACKING: '打包装错',
  RECEIVING: '入库数量不符',
  MISPLACED: '放错库位',
  UNRECORDED: '移动没有登记',
  DAMAGED: '破损没有登记',
  LOST: '丢失',
  MISCOUNTED: '盘点数错',
  UNKNOWN: '原因不明',
}

export const verdictLabels: Record<CountVerdict, string> = { ACCEPTED: '采纳', REJECTED: '不采纳' }

/** How far the counting of a location is, as a badge. */
export const placeBadges: Record<CountPlaceState, Badge> = {
  OPEN: { label: '未盘', tone: 'neutral' },
  COUNTING: { label: '正在盘', tone: 'progress' },
  RECOUNT: { label: '待复盘', tone: 'warning' },
  COUNTED: { label: '已盘', tone: 'success' },
}
