import { describe, expect, it } from 'vitest'
import { exportedAtByName } from '../../../../../src/features/orders/imports/reading/file-name.ts'

describe('the time in the name of an export file', () => {
  it.each([
    ['ExportOrderList202403252230.csv', '2024-03-25T14:30:00.000Z'],
    ['ExportOrderDetailList201903121048(1).csv', '2019-03-12T02:48:00.000Z'],
    ['ExportOrderDetailList202611200001 (1).csv', '2026-11-19T16:01:00.000Z'],
    ['ExportOrderDetailList2016092310161.xlsx', '2016-09-23T02:16:00.000Z'],
  ])('%s was made at %s', (name, at) => {
    expect(exportedAtByName(name)?.toISOString()).toBe(at)
  })

  it.each([
    'ExportOrderList20376666815.xlsx',
    'ExportOrderList2011-01-01_2013-05-07.csv',
    '订单.csv',
    '1202403252230.csv',
    'x209913320000.csv',
  ])('%s does not tell', (name) => {
    expect(exportedAtByName(name)).toBeNull()
  })
})
