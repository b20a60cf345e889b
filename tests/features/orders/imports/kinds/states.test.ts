import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type OrderStatus,
  isLocked,
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
    // 1688
    ['等待卖家发货', 'PAID'],
    ['等待买家确认收货', 'SHIPPED'],
    ['部分发货', 'PART_SHIPPED'],
    ['交易取消', 'CLOSED'],
    // JD
    ['等待付款', 'UNPAID'],
    ['等待出库', 'PAID'],
    ['（锁定） 等待出库', 'PAID'],
    ['等待收货/已出库', 'SHIPPED'],
    ['完成', 'FINISHED'],
    ['(删除)等待确认收货', 'CLOSED'],
    ['已取消', 'CLOSED'],
    ['拼团中', 'UNKNOWN'],
    ['constructor', 'UNKNOWN'],
  ])('%j is %s', (text, status) => {
    expect(orderStatusOf(text)).toBe(status)
  })

  it.each([
    ['没有申请退款', 'NONE'],
    ['买家已经申请退款，等待卖家同意', 'APPLIED'],
    ['卖家已经同意退款，等待买家退货', 'AGREED'],
    ['等待商家处理', 'APPLIED'],
    ['卖家未收到货，拒绝退款', 'APPLIED'],
    ['待买家退货', 'AGREED'],
    ['同意退款，待打款', 'AGREED'],
    ['退款成功', 'REFUNDED'],
    ['退款关闭', 'CLOSED'],
    ['平台介入中', null],
  ])('%j is the refund %s', (text, status) => {
    expect(refundStatusOf(text)).toBe(status)
  })

  it('are kept with narrow commas and brackets', () => {
    expect(normalizeState('卖家已发货，等待买家确认')).toBe('卖家已发货,等待买家确认')
    expect(normalizeState('（锁定）等待出库')).toBe('(锁定)等待出库')
  })

  it.each([
    ['锁定', true],
    ['（锁定）等待出库', true],
    ['暂停', true],
    ['等待出库', false],
    ['(删除)暂停', false],
  ])('%j is locked: %s', (text, locked) => {
    expect(isLocked(text)).toBe(locked)
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
