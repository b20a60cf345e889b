import { describe, expect, expectTypeOf, it } from 'vitest'
import { type Moves, type States, canMove, isFinal, movesFrom, reachable } from '../../src/lib/workflow.ts'

type State = 'DRAFT' | 'REVIEW' | 'DONE' | 'LOST'
const moves = {
  submit: { from: ['DRAFT'], to: 'REVIEW', label: '提交', asks: 'nothing' },
  return: { from: ['REVIEW'], to: 'DRAFT', label: '退回', asks: 'remark' },
  accept: { from: ['REVIEW'], to: 'DONE', label: '通过', asks: 'remark?', tone: 'primary' },
  void: { from: ['DRAFT', 'REVIEW'], to: 'DONE', label: '作废', asks: 'form', tone: 'danger' },
} as const satisfies Moves<State>

describe('a table of moves', () => {
  it('tells what may happen in a state, in its own order', () => {
    expect(movesFrom(moves, 'DRAFT')).toEqual(['submit', 'void'])
    expect(movesFrom(moves, 'REVIEW')).toEqual(['return', 'accept', 'void'])
    expect(movesFrom(moves, 'DONE')).toEqual([])
    expectTypeOf(movesFrom(moves, 'DRAFT')).toEqualTypeOf<('submit' | 'return' | 'accept' | 'void')[]>()
  })

  it('tells whether a move may happen', () => {
    expect(canMove(moves, 'submit', 'DRAFT')).toBe(true)
    expect(canMove(moves, 'submit', 'REVIEW')).toBe(false)
  })

  it.each(['', 'destroy', 'toString', '__proto__', 'constructor'])('knows no move %j', (move) => {
    expect(canMove(moves, move, 'DRAFT')).toBe(false)
  })

  it('tells where a life ends and what it can come to', () => {
    expect(isFinal(moves, 'DONE')).toBe(true)
    expect(isFinal(moves, 'REVIEW')).toBe(false)
    expect(reachable(moves, ['DRAFT'])).toEqual(new Set(['DRAFT', 'REVIEW', 'DONE']))
    expect(reachable(moves, ['DONE'])).toEqual(new Set(['DONE']))
  })
})

describe('a table of states', () => {
  it('takes an obligation whole or not at all', () => {
    interface Obligation {
      readonly owner: string
      readonly due?: number
    }
    const states = {
      DRAFT: { label: '草稿', tone: 'neutral' },
      REVIEW: { label: '审核', tone: 'progress', owner: 'lead', due: 4 },
      DONE: { label: '完成', tone: 'success', owner: 'lead' },
      // @ts-expect-error a deadline that nobody has to meet
      LOST: { label: '丢失', tone: 'danger', due: 4 },
    } satisfies States<State, Obligation>
    expect(states.REVIEW.owner).toBe('lead')
  })

  it('without obligations takes words only, and wants every state', () => {
    const words = { label: '草稿', tone: 'neutral' } as const
    // @ts-expect-error LOST is missing
    const incomplete: States<State> = { DRAFT: words, REVIEW: words, DONE: words }
    expect(Object.keys(incomplete)).toHaveLength(3)
  })
})
