import { describe, expect, it } from 'vitest'
import { orderItems } from '../../../../../src/features/orders/imports/kinds/order-items.ts'
import { orderList } from '../../../../../src/features/orders/imports/kinds/order-list.ts'
import {
  mapColumns,
  normalizeHeading,
  uniqueHeadings,
} from '../../../../../src/features/orders/imports/reading/header.ts'

describe('a heading', () => {
  it.each([
    ['订单付款时间 ', '订单付款时间'],
    ['\uFEFF订单编号', '订单编号'],
    ['日期\t', '日期'],
    ['\u00A0收货地址\u00A0', '收货地址'],
    ['="订单编号"', '订单编号'],
    ['商品 ID', '商品id'],
    ['商品Id', '商品id'],
    ['平均响应时长（秒)', '平均响应时长(秒)'],
    ['总金额（旧版）', '总金额(旧版)'],
    ['指标：得分', '指标:得分'],
  ])('%j is compared as %j', (raw, name) => {
    expect(normalizeHeading(raw)).toBe(name)
  })

  it('may repeat: later ones are numbered', () => {
    expect(uniqueHeadings(['商家编码', '发货时间', '商家编码 ', '', '发货时间', '商家编码'])).toEqual([
      '商家编码',
      '发货时间',
      '商家编码__2',
      '',
      '发货时间__2',
      '商家编码__3',
    ])
  })
})

describe('the columns of a file', () => {
  it('are found by name in any order, under old and new names', () => {
    const old = mapColumns(orderList, ['买家实际支付金额', '收货地址 ', '订单编号'])
    const renamed = mapColumns(orderList, ['订单编号', '买家实付金额'])
    expect(old.fields).toEqual([
      { field: 'platformOrderId', positions: [2] },
      { field: 'receiverAddress', positions: [1] },
      { field: 'paidFen', positions: [0] },
    ])
    expect(renamed.fields).toContainEqual({ field: 'paidFen', positions: [1] })
  })

  it('of one field are read in the order of their headings, newest first', () => {
    const { fields } = mapColumns(orderList, ['订单编号', '订单备注', '商家备忘', '商家备注'])
    expect(fields).toContainEqual({ field: 'sellerMemo', positions: [3, 2, 1] })
  })

  it('are told apart: stored, known but not stored, unknown, missing', () => {
    const { unused, unknown, missing } = mapColumns(orderItems, [
      ...['子订单编号', '主订单编号', '淘鲜达渠道', '新列', '', '淘鲜达渠道', '商家编码', '商家编码'],
    ])
    expect(unused).toEqual([2, 5])
    expect(unknown).toEqual([3, 7])
    expect(missing).toContain('title')
    expect(missing).not.toContain('merchantCode')
  })
})
