import { describe, expect, it } from 'vitest'
import type { PickupException } from '../../../../src/features/warehouse/pickup-exceptions/policy.ts'
import { moves, states } from '../../../../src/features/warehouse/pickup-exceptions/workflow.ts'
import { canMove, movesFrom, reachable } from '../../../../src/lib/workflow.ts'

describe('the life of a pickup exception', () => {
  it.each([
    ['OPEN', ['resolve', 'ship']],
    ['RESOLVED', ['reopen']],
  ] as const)('in %s it can %j', (state, keys) => expect(movesFrom(moves, state)).toEqual(keys))

  it('reaches every state, and asks why when somebody resolves it', () => {
    expect(reachable(moves, ['OPEN'])).toEqual(new Set(Object.keys(states)))
    expect(moves.resolve.asks).toBe('remark')
    expect(canMove(moves, 'resolve', 'RESOLVED')).toBe(false)
  })

  it('obliges the warehouse until the courier should have come', () => {
    const pickupDueAt = new Date('2026-11-22T15:59:59Z')
    const row = { shopId: 7, pickupDueAt } as PickupException
    const { owner, due } = states.OPEN
    expect(owner.kind === 'holder' && [owner.dutyOf(row), owner.shopOf(row)]).toEqual(['WAREHOUSE_CLERK', 7])
    expect(due.kind === 'field' && due.momentOf(row)).toBe(pickupDueAt)
    expect(states.RESOLVED).not.toHaveProperty('owner')
  })
})
