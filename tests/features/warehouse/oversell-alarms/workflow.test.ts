import { describe, expect, it } from 'vitest'
import type { OversellAlarm } from '../../../../src/features/warehouse/oversell-alarms/policy.ts'
import { moves, states } from '../../../../src/features/warehouse/oversell-alarms/workflow.ts'
import { movesFrom, reachable } from '../../../../src/lib/workflow.ts'

describe('the life of an alarm', () => {
  it.each([
    ['OPEN', ['keep', 'restock', 'delist']],
    ['KEPT', ['restock', 'delist']],
    ['RESTOCKED', []],
    ['DELISTED', []],
  ] as const)('in %s it can %j', (state, keys) => expect(movesFrom(moves, state)).toEqual(keys))

  it('reaches every state', () => {
    expect(reachable(moves, ['OPEN'])).toEqual(new Set(Object.keys(states)))
  })

  it('obliges who operates the shop, within two hours of work', () => {
    const { owner, due, title } = states.OPEN
    const row = { title: '收纳盒' } as OversellAlarm
    expect(owner.kind === 'holder' && owner.dutyOf(row)).toBe('OPERATIONS_SPECIALIST')
    expect(due.kind === 'working' && due.spanOf(row)).toEqual({ hours: 2 })
    expect(title(row)).toBe('在售但没有库存，建议下架：收纳盒')
  })
})
