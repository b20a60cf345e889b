import { describe, expect, it } from 'vitest'
import { LineForm, ReceiptForm } from '../../../../src/features/warehouse/receipts/forms.ts'

const parsed = (lines: string) => ReceiptForm.safeParse({ kind: 'PURCHASE', lines })

describe('the lines of a receipt', () => {
  it('are pasted from a table: code, pieces, and the location where it isn’t the usual one', () => {
    expect(parsed('CUP-RED\t12\tA-01\r\n\r\nLID １２').data?.lines).toEqual([
      { row: 1, sku: 'CUP-RED', quantity: 12, location: 'A-01' },
      { row: 3, sku: 'LID', quantity: 12, location: null },
    ])
  })

  it.each(['CUP', 'CUP 0', 'CUP -1', 'CUP 1.5', 'CUP 100000', 'CUP ten'])(
    '%j lacks a number of pieces',
    (line) => {
      expect(parsed(`LID 1\n${line}`).error?.issues[0]?.message).toBe(
        '第 2 行：在 SKU 后面空一格写件数（1 到 99999）',
      )
    },
  )

  it('hold three things and no more, on at most 500 lines', () => {
    expect(parsed('CUP 1 A-01 x').error?.issues[0]?.message).toContain('三项')
    expect(parsed('CUP 1\n'.repeat(500)).success).toBe(true)
    expect(parsed('CUP 1\n'.repeat(501)).error?.issues[0]?.message).toBe('一张单据最多 500 行')
  })

  it('may be added one by one', () => {
    expect(LineForm.parse({ sku: ' CUP ', quantity: '3', location: '' })).toEqual({
      row: null,
      sku: 'CUP',
      quantity: 3,
      location: null,
    })
  })
})
