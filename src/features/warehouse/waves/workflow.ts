import type { WaveState } from '../../../generated/prisma/enums.ts'
import type { Moves, States } from '../../../lib/workflow.ts'
import type { Obligation } from '../../../work/obligations.ts'
import { field, person } from '../../../work/obligations.ts'
import type { Wave } from './policy.ts'

/** What may happen to a wave. It follows its parcels: the last one that is picked or leaves ends it. */
export const moves = {
  finish: {
    from: ['PICKING'],
    to: 'PICKED',
    label: '拣货完成',
    asks: 'nothing',
    tone: 'primary',
    confirm: '确认这个波次的货品都已拣齐、放到验货台？',
  },
  cancel: {
    from: ['PICKING'],
    to: 'CANCELLED',
    label: '取消波次',
    asks: 'remark',
    tone: 'danger',
    confirm: '还在拣货的包裹会回到“待分波次”，已拣出的货品请放回原库位。',
  },
} as const satisfies Moves<WaveState>

/** What each state is called and whom it obliges. */
export const states = {
  PICKING: {
    label: '拣货中',
    tone: 'progress',
    owner: person<Wave>((wave) => wave.pickerId, 'WAREHOUSE_CLERK'),
    due: field<Wave>((wave) => wave.shipBy),
    remindBefore: 8 * 60,
    title: (wave) => `拣货：波次 ${wave.number}`,
  },
  PICKED: { label: '已拣货', tone: 'success' },
  CANCELLED: { label: '已取消', tone: 'neutral' },
} as const satisfies States<WaveState, Obligation<Wave>>
