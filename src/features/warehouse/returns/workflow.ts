import type { ReturnState } from '../../../generated/prisma/enums.ts'
import type { Moves, States } from '../../../lib/workflow.ts'
import type { Obligation } from '../../../work/obligations.ts'
import { field, holder } from '../../../work/obligations.ts'
import type { Return } from './policy.ts'

/** What may happen to goods that come back. */
export const moves = {
  arrive: { from: ['EXPECTED'], to: 'ARRIVED', label: '登记到货', asks: 'nothing', tone: 'primary' },
  'withdraw-arrival': {
    from: ['ARRIVED'],
    to: 'EXPECTED',
    label: '撤销到货',
    asks: 'remark',
    confirm: '包裹其实没有到（扫错了单号）时使用：退货单回到“待寄回”，真正到货后再登记。',
  },
  settle: {
    from: ['ARRIVED'],
    to: 'SETTLED',
    label: '完成验收',
    asks: 'remark?',
    tone: 'primary',
    confirm: '良品计入库存，其余进入隔离区；没有判定的货品登记为缺件。完成后不能修改。',
  },
  cancel: { from: ['EXPECTED'], to: 'CANCELLED', label: '取消退货', asks: 'remark', tone: 'danger' },
  expect: { from: ['CANCELLED'], to: 'EXPECTED', label: '平台重新同意退货', asks: 'elsewhere' },
} as const satisfies Moves<ReturnState>

/** What each state is called and whom it obliges. */
export const states = {
  // Nobody in the house can hurry the buyer; what is late on its way is a part of the list and a figure.
  EXPECTED: { label: '待寄回', tone: 'info' },
  ARRIVED: {
    label: '待验收',
    tone: 'warning',
    owner: holder<Return>('WAREHOUSE_CLERK'),
    due: field<Return>((row) => row.inspectBy),
    remindBefore: 4 * 60,
    title: (row) => `验收退货：${row.number}`,
  },
  SETTLED: { label: '已验收', tone: 'success' },
  CANCELLED: { label: '已取消', tone: 'neutral' },
} as const satisfies States<ReturnState, Obligation<Return>>
