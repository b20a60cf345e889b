import type { Badge } from '../../../web/parts.ts'
import type { BalanceRow } from './queries.ts'

/** That goods don't lie where they belong, as badges beside their quantity: none or one. */
export function misplacedBadges({ misplaced }: BalanceRow): Badge[] {
  if (misplaced === null) return []
  return [
    misplaced === 'class'
      ? { label: '与库位品类不符', tone: 'danger' }
      : { label: '不在常用库位', tone: 'warning' },
  ]
}
