import { describe, expect, it } from 'vitest'
import { formatWords, mediaTypeOf } from '../../../../../src/features/orders/imports/reading/format.ts'

const text = { container: 'text', encoding: 'gb18030', sheet: null } as const
const xlsx = { container: 'xlsx', encoding: null, sheet: 'export' } as const

describe('the format of a file', () => {
  it.each([
    [text, 'CSV（GBK）'],
    [{ ...text, encoding: 'utf-8' }, 'CSV（UTF-8）'],
    [{ ...text, encoding: 'utf-16be' }, 'CSV（UTF-16）'],
    [xlsx, 'Excel（export）'],
    [{ ...xlsx, sheet: '' }, 'Excel'],
    [{ ...xlsx, container: 'xls' }, 'Excel 97-2003（export）'],
    [{ ...text, container: 'html' }, '网页表格（GBK）'],
    [{ ...text, innerName: '订单.csv' }, 'CSV（GBK），压缩包内的“订单.csv”'],
  ] as const)('%j is told as %s', (format, words) => {
    expect(formatWords(format)).toBe(words)
  })

  it('is never kept as a page, which a browser would open', () => {
    expect(mediaTypeOf({ ...text, container: 'html' })).toBe('application/vnd.ms-excel')
    expect(mediaTypeOf(text)).toBe('text/csv')
    expect(mediaTypeOf({ ...text, innerName: '订单.csv' })).toBe('application/zip')
  })
})
