import type { ShipmentState } from '../../../generated/prisma/enums.ts'
import type { Moves, States } from '../../../lib/workflow.ts'
import type { Obligation } from '../../../work/obligations.ts'
import { field, holder } from '../../../work/obligations.ts'
import type { Shipment } from './policy.ts'

/** Whatever a parcel waits for, it must be with the courier by its ship-by time. */
const shipBy = field<Shipment>((shipment) => shipment.shipBy)
const hours = (count: number): number => count * 60

/** What may happen to a parcel, from its planning to the courier and the platform's confirmation. */
export const moves = {
  release: { from: ['READY'], to: 'PICKING', label: '放入波次', asks: 'elsewhere', tone: 'primary' },
  'leave-wave': { from: ['PICKING'], to: 'READY', label: '退出波次', asks: 'remark?' },
  'finish-picking': {
    from: ['PICKING'],
    to: 'PICKED',
    label: '拣货完成',
    asks: 'nothing',
    tone: 'primary',
    confirm: '确认这个包裹的货品都已拣齐、放到验货台？',
  },
  pack: { from: ['PICKED'], to: 'PACKED', label: '打包', asks: 'elsewhere', tone: 'primary' },
  unpack: {
    from: ['PACKED'],
    to: 'PICKED',
    label: '拆包重验',
    asks: 'remark',
    confirm: '运单号会解除绑定，货品要重新逐件验货。',
  },
  'hand-over': { from: ['PACKED'], to: 'SHIPPED', label: '交接快递', asks: 'elsewhere', tone: 'primary' },
  confirm: { from: ['SHIPPED'], to: 'SHIPPED', label: '平台确认', asks: 'elsewhere' },
  'run-out': {
    from: ['READY', 'PICKING', 'PICKED', 'STOPPED'],
    to: 'OUT_OF_STOCK',
    label: '转缺货',
    asks: 'elsewhere',
  },
  refill: { from: ['OUT_OF_STOCK'], to: 'READY', label: '到货补足', asks: 'elsewhere' },
  stop: {
    from: ['PICKING', 'PICKED', 'PACKED'],
    to: 'STOPPED',
    label: '拦截',
    asks: 'remark',
    tone: 'danger',
  },
  resume: {
    from: ['STOPPED'],
    to: 'PICKED',
    label: '恢复，重新验货',
    asks: 'remark?',
    tone: 'primary',
    confirm: '不再需要发出的商品会移出包裹，改过的换成新的；全部货品回到验货台重新逐件验货。',
  },
  'resume-picking': {
    from: ['STOPPED'],
    to: 'PICKING',
    label: '恢复拣货',
    asks: 'remark?',
    tone: 'primary',
    confirm: '不再需要发出的商品会移出包裹，改过的换成新的；请按新的拣货单继续拣货。',
  },
  join: { from: ['READY'], to: 'CANCELLED', label: '并入其他发货单', asks: 'elsewhere' },
  cancel: {
    from: ['READY', 'OUT_OF_STOCK', 'STOPPED'],
    to: 'CANCELLED',
    label: '取消发货单',
    asks: 'remark',
    tone: 'danger',
    confirm: '货品会退回货架并解除预留；仍可发货的订单商品会重新生成发货单。',
  },
} as const satisfies Moves<ShipmentState>

/** What each state is called and whom it obliges. */
export const states = {
  READY: {
    label: '待分波次',
    tone: 'info',
    owner: holder('OPERATIONS_LEAD'),
    due: shipBy,
    remindBefore: hours(12),
    title: (shipment) => `分波次：${shipment.number}`,
  },
  OUT_OF_STOCK: {
    label: '缺货',
    tone: 'danger',
    owner: holder('PURCHASING'),
    due: shipBy,
    remindBefore: hours(24),
    title: (shipment) => `缺货待补：${shipment.number}`,
  },
  // Its wave obliges the picker, once for all parcels of the walk.
  PICKING: { label: '拣货中', tone: 'progress' },
  PICKED: {
    label: '待验货打包',
    tone: 'progress',
    owner: holder('WAREHOUSE_CLERK'),
    due: shipBy,
    remindBefore: hours(6),
    title: (shipment) => `验货打包：${shipment.number}`,
  },
  PACKED: {
    label: '已打包待交接',
    tone: 'progress',
    owner: holder('WAREHOUSE_CLERK'),
    due: shipBy,
    remindBefore: hours(4),
    title: (shipment) => `交接快递：${shipment.number}`,
  },
  STOPPED: {
    label: '已拦截',
    tone: 'danger',
    owner: holder('OPERATIONS_SPECIALIST'),
    due: shipBy,
    remindBefore: hours(12),
    title: (shipment) => `处理拦截：${shipment.number}`,
  },
  SHIPPED: { label: '已发货', tone: 'success' },
  CANCELLED: { label: '已取消', tone: 'neutral' },
} as const satisfies States<ShipmentState, Obligation<Shipment>>

/** Parcels that still have to leave. */
export const OPEN_STATES = ['READY', 'OUT_OF_STOCK', 'PICKING', 'PICKED', 'PACKED', 'STOPPED'] as const

/** Moves made at a desk by a button of the parcel's page; packing and hand-over belong to the terminal. */
export const DESK_MOVES = [
  'leave-wave',
  'finish-picking',
  'unpack',
  'stop',
  'resume',
  'resume-picking',
  'cancel',
] as const satisfies readonly (keyof typeof moves)[]
