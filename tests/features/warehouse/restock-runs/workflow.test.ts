import { describe, expect, it } from 'vitest'
import { moves, states } from '../../../../src/features/warehouse/restock-runs/workflow.ts'
import { movesFrom, reachable } from '../../../../src/lib/workflow.ts'

describe('the life of a calculation', () => {
  it.each([
    ['CALCULATING', ['finish', 'fail']],
    ['DONE', []],
    ['FAILED', []],
  ] as const)('in %s it can %j', (state, keys) => expect(movesFrom(moves, state)).toEqual(keys))

  it('reaches every state', () => {
    expect(reachable(moves, ['CALCULATING'])).toEqual(new Set(Object.keys(states)))
  })
})
