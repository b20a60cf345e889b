import type { DeliveryState } from '../../../generated/prisma/enums.ts'
import type { Moves, States } from '../../../lib/workflow.ts'
import type { Obligation } from '../../../work/obligations.ts'
import { field, holder, working } from '../../../work/obligations.ts'
import type { Delivery } from './policy.ts'

/** What may happen to a delivery. The inspection itself finds out which of its three moves it is. */
export const moves = {
  arrive: {
    from: ['EXPECTED', 'PARTLY_RECEIVED'],
    to: 'ARRIVED',
    label: '登记到货',
    asks: 'nothing',
    tone: 'primary',
  },
  'receive-part': { from: ['ARRIVED'], to: 'PARTLY_RECEIVED', label: '验收入库，未到齐', asks: 'elsewhere' },
  'receive-disputed': { from: ['ARRIVED'], to: 'DISPUTED', label: '验收入库，有差异', asks: 'elsewhere' },
  'receive-all': { from: ['ARRIVED'], to: 'RECEIVED', label: '验收入库', asks: 'elsewhere' },
  settle: {
    from: ['DISPUTED'],
    to: 'RECEIVED',
    label: '差异已解决',
    asks: 'remark',
    tone: 'primary',
  },
  'close-short': {
    from: ['PARTLY_RECEIVED'],
    to: 'CLOSED_SHORT',
    label: '短少结案',
    asks: 'remark',
    confirm: '不再等补送。如果已和供应商谈好退款或抵扣，请写在备注里。',
  },
  cancel: {
    from: ['EXPECTED', 'ARRIVED'],
    to: 'CANCELLED',
    label: '取消到货单',
    asks: 'remark',
    tone: 'danger',
    confirm: '取消后不能再收货；已清点但没有入库的件数会清除。',
  },
} as const satisfies Moves<DeliveryState>

const DAY = 24 * 60

/** What each state is called and whom it obliges: a late or faulty delivery is for whoever buys. */
export const states = {
  EXPECTED: {
    label: '待到货',
    tone: 'info',
    owner: holder('PURCHASING'),
    due: field<Delivery>((delivery) => delivery.expectedBy),
    remindBefore: DAY,
    title: (delivery) => `跟进到货：${delivery.number}`,
  },
  ARRIVED: {
    label: '待验收',
    tone: 'warning',
    owner: holder('WAREHOUSE_CLERK'),
    due: working('warehouse', { days: 1 }),
    title: (delivery) => `验收到货：${delivery.number}`,
  },
  PARTLY_RECEIVED: {
    label: '部分到货',
    tone: 'warning',
    owner: holder('PURCHASING'),
    due: working('office', { days: 3 }),
    remindBefore: DAY,
    title: (delivery) => `催补送或结案：${delivery.number}`,
  },
  DISPUTED: {
    label: '有差异',
    tone: 'danger',
    owner: holder('PURCHASING'),
    due: working('office', { days: 2 }),
    title: (delivery) => `与供应商处理差异：${delivery.number}`,
  },
  RECEIVED: { label: '已收齐', tone: 'success' },
  CLOSED_SHORT: { label: '短少结案', tone: 'neutral' },
  CANCELLED: { label: '已取消', tone: 'neutral' },
} as const satisfies States<DeliveryState, Obligation<Delivery>>
