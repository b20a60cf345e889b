import { describe, expect, it } from 'vitest'
import { OrderForm } from '../../../../src/features/warehouse/restocks/forms.ts'
import type { Restock } from '../../../../src/features/warehouse/restocks/policy.ts'
import { moves, states } from '../../../../src/features/warehouse/restocks/workflow.ts'
import { movesFrom, reachable } from '../../../../src/lib/workflow.ts'

describe('the life of a proposal', () => {
  it.each([
    ['PROPOSED', ['accept', 'change', 'reject', 'lapse']],
    ['ACCEPTED', []],
    ['CHANGED', []],
    ['REJECTED', []],
    ['LAPSED', []],
  ] as const)('in %s it can %j', (state, keys) => expect(movesFrom(moves, state)).toEqual(keys))

  it('reaches every state', () => {
    expect(reachable(moves, ['PROPOSED'])).toEqual(new Set(Object.keys(states)))
  })

  it('obliges who buys, within hours where buyers wait', () => {
    const { owner, due, title } = states.PROPOSED
    const row = { urgent: true, skuCode: 'CUP', number: 'BH1' } as Restock
    expect(owner.kind === 'holder' && owner.dutyOf(row)).toBe('PURCHASING')
    expect(due.kind === 'working' && due.spanOf(row)).toEqual({ hours: 4 })
    expect(due.kind === 'working' && due.spanOf({ ...row, urgent: false })).toEqual({ days: 2 })
    expect(title(row)).toBe('紧急补货：CUP（BH1）')
  })
})

describe('the form of an order', () => {
  const body = { supplierId: '7', expectedOn: '2026-12-01', take3: 'on', quantity3: '１２', reason3: '' }

  it('takes what is ticked, with its quantity', () => {
    const parsed = OrderForm.parse({ ...body, quantity4: '5', reason4: '' })
    expect(parsed).toEqual({
      supplierId: 7,
      expectedOn: '2026-12-01',
      lines: [{ id: 3, quantity: 12, reason: null }],
    })
  })

  it.each([
    [{ supplierId: '' }, 'supplierId', '请选择供应商'],
    [{ expectedOn: '2026-02-30' }, 'expectedOn', '预计到货日不是有效的日期'],
    [{ quantity3: '0' }, 'quantity3', '数量要是 1 到 999999 的整数'],
    [{ quantity3: ['1', '2'] }, 'quantity3', '请填写一个值'],
    [{ take3: undefined }, '', '请至少勾选一条补货建议'],
  ])('refuses %j', (changed, field, message) => {
    const { error } = OrderForm.safeParse({ ...body, ...changed })
    expect(error?.issues.map(({ path, message }) => [path[0], message])).toContainEqual([field, message])
  })
})
