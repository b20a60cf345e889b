import { noun } from '../../../work/nouns.ts'
import type { Badge } from './policy.ts'
import { policy } from './policy.ts'

/** A card with a code that signs its holder in at the terminals. */
export const badges = noun<'Badge', Badge>({
  key: 'warehouse/badges',
  label: '工牌',
  icon: 'id-badge-2',
  model: 'Badge',
  policy,
  rowless: ['list', 'create', 'pin'],
  deeds: { list: '查看列表', create: '发放工牌', revoke: '作废', pin: '设置终端 PIN' },
  fields: { revokedAt: '作废时间' },
  title: (badge) => `工牌 ${badge.id}`,
})
