import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type OrderStatus,
  normalizeState,
  orderRank,
  orderStatusOf,
  refundRank,
  refundStatusOf,
  stateOfLines,
} from '../../../../../src/features/orders/imports/kinds/states.ts'

describe('the platform words for states', () => {
  it.each([
    ['等待买家付款', 'UNPAID'],
    ['买家已付款，等待卖家发货', 'PAID'],
    ['买家已付款,等待卖家发货', 'PAID'],
    ['买家已付款, 等待卖家发货 ', 'PAID'],
    ['卖家部分发货', 'PART_SHIPPED'],
    ['卖家已发货，等待买家确认', 'SHIPPED'],
    ['交易成功', 'FINISHED'],
    ['交易关闭', 'CLOSED'],
    ['拼团中', 'UNKNOWN'],
    ['constructor', 'UNKNOWN'],
  ])('%j is %s', (text, status) => {
    expect(orderStatusOf(text)).toBe(status)
  })

  it.each([
    ['没有申请退款', 'NONE'],
    ['买家已经申请退款，等待卖家同意', 'APPLIED'],
    ['卖家已经同意退款，等待买家退货', 'AGREED'],
    ['退款成功', 'REFUNDED'],
    ['退款关闭', 'CLOSED'],
    ['平台介入中', null],
  ])('%j is the refund %s', (text, status) => {
    expect(refundStatusOf(text)).toBe(status)
  })

  it('are kept with narrow commas', () => {
    expect(normalizeState('卖家已发货，等待买家确认')).toBe('卖家已发货,等待买家确认')
  })
})

describe('states have an order', () => {
  it('in which orders only go up, whatever files come when', () => {
    const way: OrderStatus[] = ['UNKNOWN', 'UNPAID', 'PAID', 'PART_SHIPPED', 'SHIPPED', 'FINISHED', 'CLOSED']
    expect(way.map((state) => orderRank[state])).toEqual([0, 1, 2, 3, 4, 5, 6])
  })

  it('in which only a paid-out refund is final', () => {
    const { REFUNDED, ...others } = refundRank
    expect(Math.max(...Object.values(others))).toBeLessThan(REFUNDED)
    expect(others.CLOSED).toBe(others.APPLIED)
  })
})

describe('the state of an order by its lines', () => {
  it.each<[OrderStatus[], OrderStatus]>([
    [['FINISHED', 'CLOSED'], 'FINISHED'],
    [['CLOSED', 'CLOSED'], 'CLOSED'],
    [['PAID', 'SHIPPED'], 'PART_SHIPPED'],
    [['PAID', 'PAID'], 'PAID'],
    [['SHIPPED', 'FINISHED'], 'SHIPPED'],
    [['PAID', 'CLOSED'], 'PAID'],
    [['UNPAID', 'UNPAID'], 'UNPAID'],
  ])('%j is %s', (lines, state) => {
    expect(stateOfLines(lines)).toBe(state)
  })

  it('does not depend on the order of lines', () => {
    const state = fc.constantFrom<OrderStatus>(
      'UNKNOWN',
      'UNPAID',
      'PAID',
      'PART_SHIPPED',
      'SHIPPED',
      'FINISHED',
      'CLOSED',
    )
    fc.assert(
      fc.property(fc.array(state, { minLength: 1, maxLength: 5 }), (states) => {
        expect(stateOfLines(states.toReversed())).toBe(stateOfLines(states))
      }),
    )
  })
})
