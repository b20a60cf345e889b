import { z } from 'zod'
import { choice, moment, optionalMoney, optionalText, text } from '../../../web/fields.ts'

export const KINDS = ['DAMAGE', 'LOSS', 'INTRUSION', 'FIRE', 'WATER', 'INJURY', 'EQUIPMENT', 'OTHER'] as const
/** What happened, in words. */
export const kindLabels = {
  DAMAGE: '货品破损',
  LOSS: '货品丢失',
  INTRUSION: '外人闯入',
  FIRE: '火情',
  WATER: '漏水受潮',
  INJURY: '人员受伤',
  EQUIPMENT: '设备故障',
  OTHER: '其他',
} as const

export const IncidentForm = z.object({
  kind: choice('类型', KINDS),
  occurredAt: moment('发生时间'),
  place: optionalText('地点', 60),
  description: text('经过', 2000),
  lossFen: optionalMoney('损失'),
})
