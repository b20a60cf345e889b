import { groupBy } from '../../../../lib/groups.ts'
import type { Reserved, Short, Want } from './reservations.ts'

/** Whom the available pieces suffice for, group after group, each wholly or not at all. */
export function grant(
  available: ReadonlyMap<number, number>,
  wants: readonly Want[],
): Reserved & { readonly granted: readonly Want[] } {
  const left = new Map(available)
  const granted: Want[] = []
  const reserved: number[] = []
  const short: Short[] = []
  for (const [group, lines] of groupBy(wants, (want) => want.group)) {
    // What the group's lines so far would leave, for the SKUs that they name.
    const after = new Map<number, number>()
    const lacking = lines.flatMap((line) => {
      const there = after.get(line.skuId) ?? left.get(line.skuId) ?? 0
      after.set(line.skuId, there - line.quantity)
      return there < line.quantity ? [{ ...line, available: Math.max(there, 0) }] : []
    })
    if (lacking.length > 0) short.push(...lacking)
    else {
      for (const [skuId, rest] of after) left.set(skuId, rest)
      granted.push(...lines)
      reserved.push(group)
    }
  }
  return { granted, reserved, short }
}
